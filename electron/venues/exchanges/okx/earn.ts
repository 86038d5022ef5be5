import { sum } from '../../../../shared/base/decimal';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { lockedBalance } from '../../reading/balances';
import { amountOf, asRows, textOf, type Row } from '../../reading/shape';
import { once } from '../common/once';
import { LastAnswer, readParts, type AccountPart } from '../common/parts';
import { StakingTokens } from '../common/staking-tokens';
import type { AccountContents } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { dataOf } from './rows';

/** Rows of another account, and the field that says how much of a coin each has. */
export interface OtherAccount {
  readonly field: string;
  readonly rows: () => Promise<readonly Row[]>;
}

/** What such an account answered. */
interface Place {
  readonly field: string;
  readonly rows: readonly Row[];
}

/**
 * Simple Earn, on-chain earn and staked ETH and SOL. OKX sums up the tokens of what is staked (BETH, OKSOL)
 * wherever they lie: those in other accounts and products are counted there.
 * https://www.okx.com/docs-v5/en/#financial-product
 */
export class OkxEarn {
  private readonly saved = new LastAnswer<readonly Row[]>([]);
  private readonly invested = new LastAnswer<readonly Row[]>([]);
  private readonly tokens = new StakingTokens();

  /** @param others the accounts that staked tokens can lie in */
  constructor(
    private readonly venue: VenueCalls,
    private readonly others: readonly OtherAccount[],
  ) {}

  read(): Promise<AccountContents> {
    const savings = this.saved.follow(this.rowsOf('privateGetFinanceSavingsBalance'));
    const invested = this.invested.follow(this.investments());
    const earning = async (): Promise<readonly Row[]> => [
      ...(await this.saved.orBefore(savings)),
      ...(await this.invested.orBefore(invested)),
    ];
    const elsewhere = once(() =>
      Promise.all([
        ...this.others.map(async ({ field, rows }) => ({ field, rows: await rows() })),
        earning().then((rows) => ({ field: 'amt', rows })),
      ]),
    );
    const product = (name: string, subaccount: string, rows: Promise<readonly Row[]>) => ({
      name,
      holds: { subaccounts: [subaccount] },
      read: async () => (await rows).map((row) => this.balance(row, subaccount)),
    });
    return readParts([
      product('savings', 'savings', savings),
      product('on-chain earn', 'staking-defi', invested),
      this.stakingPart('ETH staking', 'BETH', 'privateGetFinanceStakingDefiEthBalance', elsewhere),
      this.stakingPart('SOL staking', 'OKSOL', 'privateGetFinanceStakingDefiSolBalance', elsewhere),
    ]);
  }

  private stakingPart(
    name: string,
    token: string,
    method: string,
    elsewhere: () => Promise<readonly Place[]>,
  ): AccountPart {
    return {
      name,
      holds: { subaccounts: ['staking'], codes: [this.venue.code(token)] },
      read: async () => {
        const staked = await this.rowsOf(method);
        if (staked.every((row) => amountOf(row, 'amt').isZero())) return [];
        const places = await elsewhere();
        return staked.map((row) => {
          const ccy = textOf(row, 'ccy');
          const amounts = places.flatMap(({ field, rows }) =>
            rows.filter((each) => each['ccy'] === ccy).map((each) => amountOf(each, field)),
          );
          return lockedBalance(
            { accountType: 'earn', code: this.venue.code(ccy), subaccount: 'staking' },
            this.tokens.rest(ccy, amountOf(row, 'amt'), sum(amounts)),
          );
        });
      },
    };
  }

  private balance(row: Row, subaccount: string): VenueBalance {
    const code = this.venue.code(textOf(row, 'ccy'));
    return lockedBalance({ accountType: 'earn', code, subaccount }, amountOf(row, 'amt'));
  }

  private async rowsOf(method: string): Promise<readonly Row[]> {
    return dataOf(await this.venue.call(method));
  }

  private async investments(): Promise<readonly Row[]> {
    const orders = await this.rowsOf('privateGetFinanceStakingDefiOrdersActive');
    return orders.flatMap((order) => asRows(order['investData'], 'investData'));
  }
}
