import { ZERO, type Decimal } from '../../../../shared/money/decimal';
import type { AccountType } from '../../../../shared/portfolio/balance';
import type { VenueBalance } from '../../../services/ports/exchanges';
import { VenueFailure } from '../../../reading/venue-failure';
import { equityBalance, heldBalance, heldOnly, lockedBalance } from '../../../reading/balances';
import {
  amountOf,
  asRow,
  asRows,
  optionalAmountOf,
  textOf,
  type Row,
} from '../../../reading/shape';
import { StakingTokens } from '../staking-tokens';
import type { VenueAccounts, VenueCalls } from '../venue-definition';
import { okxStream } from './okx-stream';

/** OKX's trading account (one wallet for all it trades), funding account and earn products. */
export async function okxAccounts(venue: VenueCalls): Promise<VenueAccounts> {
  const trading: SharedRows = (reader) =>
    venue.shared('trading', reader, async () => {
      const rows = dataOf(await venue.call('privateGetAccountBalance'));
      const [account] = rows;
      if (account === undefined || rows.length > 1)
        throw new VenueFailure('bad-response', '"data" was not one account');
      return asRows(account['details'], 'details');
    });
  const funding: SharedRows = (reader) =>
    venue.shared('funding', reader, async () =>
      dataOf(await venue.call('privateGetAssetBalances')),
    );
  const tokens = new StakingTokens();
  return {
    readers: [
      {
        accountType: 'unified',
        source: 'GET /api/v5/account/balance',
        read: async () =>
          heldOnly(tradingBalances(await trading('unified'), (id) => venue.code(id))),
      },
      {
        accountType: 'funding',
        source: 'GET /api/v5/asset/balances',
        read: async () => heldOnly(fundingBalances(await funding('funding'), venue)),
      },
      {
        accountType: 'earn',
        source: 'GET /api/v5/finance/savings/balance, /staking-defi/…',
        read: () => readEarn(venue, trading, funding, tokens),
      },
    ],
    streams: [okxStream((id) => venue.code(id))],
  };
}

/** Rows of an account, of which readings that start together share one answer. */
type SharedRows = (reader: AccountType) => Promise<readonly Row[]>;

function dataOf(answer: unknown): readonly Row[] {
  return asRows(asRow(answer, 'answer')['data'], 'data');
}

/**
 * The coins of the trading account, as REST answers and the `account` channel pushes them. OKX's `eq`
 * is balance, unrealised profit and loss and options less interest, and negative where there is debt
 * (https://www.okx.com/help/iv-multi-currency-margin-mode-cross-margin-trading): adding debt and
 * interest back gives what is held before them.
 */
export function tradingBalances(
  details: readonly Row[],
  code: (assetId: string) => string,
): VenueBalance[] {
  return details.map((row) => {
    const debt = positive(optionalAmountOf(row, 'liab')).plus(
      positive(optionalAmountOf(row, 'interest')),
    );
    const available = row['availBal'] === '' ? 'availEq' : 'availBal';
    return equityBalance(
      { accountType: 'unified', code: code(textOf(row, 'ccy')) },
      amountOf(row, 'eq').plus(debt),
      optionalAmountOf(row, available),
      debt,
    );
  });
}

/** Debts are given without a sign in some fields and with one in others. */
function positive(amount: Decimal): Decimal {
  return amount.abs();
}

function fundingBalances(rows: readonly Row[], venue: VenueCalls): VenueBalance[] {
  return rows.map((row) => {
    const frozen = amountOf(row, 'frozenBal');
    const holding = { accountType: 'funding', code: venue.code(textOf(row, 'ccy')) } as const;
    return heldBalance(holding, amountOf(row, 'bal').minus(frozen), frozen);
  });
}

async function readEarn(
  venue: VenueCalls,
  trading: SharedRows,
  funding: SharedRows,
  tokens: StakingTokens,
): Promise<VenueBalance[]> {
  const [savings, orders, ether, solana] = await Promise.all([
    venue.call('privateGetFinanceSavingsBalance'),
    venue.call('privateGetFinanceStakingDefiOrdersActive'),
    venue.call('privateGetFinanceStakingDefiEthBalance'),
    venue.call('privateGetFinanceStakingDefiSolBalance'),
  ]);
  const earn = (row: Row, field: string, subaccount: string): VenueBalance => {
    const holding = { accountType: 'earn', code: venue.code(textOf(row, 'ccy')) } as const;
    return lockedBalance({ ...holding, subaccount }, amountOf(row, field));
  };
  const staked = [...dataOf(ether), ...dataOf(solana)];
  return heldOnly([
    ...dataOf(savings).map((row) => earn(row, 'amt', 'savings')),
    ...dataOf(orders).flatMap((order) =>
      asRows(order['investData'], 'investData').map((row) => earn(row, 'amt', 'staking-defi')),
    ),
    ...(await notCounted(staked, venue, trading, funding, tokens)),
  ]);
}

async function notCounted(
  staked: readonly Row[],
  venue: VenueCalls,
  trading: SharedRows,
  funding: SharedRows,
  tokens: StakingTokens,
): Promise<VenueBalance[]> {
  if (staked.every((row) => amountOf(row, 'amt').isZero())) return [];
  const [traded, funded] = await Promise.all([trading('earn'), funding('earn')]);
  const amountIn = (rows: readonly Row[], ccy: string, field: string): Decimal => {
    const found = rows.find((row) => row['ccy'] === ccy);
    return found === undefined ? ZERO : amountOf(found, field);
  };
  return staked.map((row) => {
    const ccy = textOf(row, 'ccy');
    const elsewhere = amountIn(traded, ccy, 'eq').plus(amountIn(funded, ccy, 'bal'));
    return lockedBalance(
      { accountType: 'earn', code: venue.code(ccy), subaccount: 'staking' },
      tokens.rest(ccy, amountOf(row, 'amt'), elsewhere),
    );
  });
}
