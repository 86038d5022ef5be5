import { ZERO, sum, type Decimal } from '../../../../shared/base/decimal';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { VenueFailure } from '../../reading/venue-failure';
import { lockedBalance } from '../../reading/balances';
import { amountOf, asRow, asRows, countOf, textOf, type Row } from '../../reading/shape';
import { once } from '../common/once';
import { allNumberedPages } from '../common/pages';
import { LastAnswer, OF_ALL, contentsOf, readParts, type AccountPart } from '../common/parts';
import { StakingTokens } from '../common/staking-tokens';
import type { AccountContents, AccountReader } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';

const PAGE_ROWS = 100;
/** The subaccount of flexible savings, which receipts in the spot account stand for. */
export const FLEXIBLE = 'flexible';

/** Failures that say the key can never read an account, as opposed to those that pass. */
const LASTING = new Set(['authentication', 'permission', 'account-not-enabled', 'unsupported']);

/**
 * Simple Earn (flexible and locked) and staked ETH and SOL:
 * https://developers.binance.com/docs/simple_earn, https://developers.binance.com/docs/staking
 */
export class EarnAccount {
  private latest: Promise<readonly Row[]> | undefined;
  private readonly flexible = new LastAnswer<readonly Row[] | undefined>(undefined);
  private readonly locked = new LastAnswer<readonly Row[]>([]);
  private readonly tokens = new StakingTokens();

  /** @param others readers of the accounts that staked tokens can lie in, which count them */
  constructor(
    private readonly venue: VenueCalls,
    private readonly others: () => readonly AccountReader[],
  ) {}

  async read(): Promise<AccountContents> {
    const flexible = this.flexibleRows();
    const locked = this.locked.follow(this.allRows('sapiGetSimpleEarnLockedPosition'));
    const inSimpleEarn = async (): Promise<VenueBalance[]> => [
      ...this.flexibleBalances((await this.flexible.orBefore(flexible)) ?? []),
      ...this.lockedBalances(await this.locked.orBefore(locked)),
    ];
    // Asked once for both: these are five more requests.
    const elsewhere = once(async () => {
      const others = await Promise.all(this.others().map(readIfReadable));
      return [...(await inSimpleEarn()), ...others.flat()];
    });
    return readParts([
      {
        name: 'flexible savings',
        holds: { subaccounts: [FLEXIBLE] },
        read: async () => this.flexibleBalances(await flexible),
      },
      {
        name: 'locked savings',
        holds: { subaccounts: ['locked'] },
        read: async () => this.lockedBalances(await locked),
      },
      this.stakingPart('ETH staking', ['WBETH', 'BETH'], elsewhere, async () => {
        const answer = asRow(await this.venue.call('sapiV2GetEthStakingAccount'), 'ETH staking');
        const holdings = asRow(answer['holdings'], 'holdings');
        return [amountOf(holdings, 'wbethAmount'), amountOf(holdings, 'bethAmount')];
      }),
      this.stakingPart('SOL staking', ['BNSOL'], elsewhere, async () => {
        const answer = asRow(await this.venue.call('sapiGetSolStakingAccount'), 'SOL staking');
        return [amountOf(answer, 'bnsolAmount')];
      }),
    ]);
  }

  /**
   * The coins of which flexible savings are known to hold some: of the latest answer, or of the last good
   * one. None if this key cannot read them and never could; `undefined` while they have not answered yet,
   * or only in a way that was not understood: that is no failure of who asks.
   */
  async flexibleCoins(): Promise<ReadonlySet<string> | undefined> {
    const asked = this.latest ?? this.flexibleRows();
    try {
      const rows = (await this.flexible.orBefore(asked)) ?? (await asked);
      return new Set(
        this.flexibleBalances(rows).flatMap(({ code, total }) => (total.isZero() ? [] : code)),
      );
    } catch (error) {
      if (isLasting(error)) return new Set();
      if (isAboutMore(error)) throw error;
      return undefined;
    }
  }

  private flexibleRows(): Promise<readonly Row[]> {
    this.latest = this.flexible.follow(this.allRows('sapiGetSimpleEarnFlexiblePosition'));
    return this.latest;
  }

  private allRows(method: string): Promise<readonly Row[]> {
    return allNumberedPages(
      'positions',
      async (current) => {
        const params = { current, size: PAGE_ROWS };
        const answer = asRow(await this.venue.call(method, params), 'positions');
        return { rows: asRows(answer['rows'], 'rows'), inAll: countOf(answer, 'total') };
      },
      // A flexible position has the id of its product, a locked one an id of its own.
      (row) => ['asset', 'productId', 'positionId'].map((field) => String(row[field])).join('/'),
    );
  }

  private flexibleBalances(rows: readonly Row[]): VenueBalance[] {
    return rows.map((row) => this.position(row, 'totalAmount', FLEXIBLE));
  }

  private lockedBalances(rows: readonly Row[]): VenueBalance[] {
    return rows.map((row) => this.position(row, 'amount', 'locked'));
  }

  private position(row: Row, field: string, product: string): VenueBalance {
    const code = this.venue.code(textOf(row, 'asset'));
    return lockedBalance({ accountType: 'earn', code, subaccount: product }, amountOf(row, field));
  }

  /** Binance does not say which accounts its sum of a staked token has: what is counted there is left out. */
  private stakingPart(
    name: string,
    assets: readonly string[],
    countedElsewhere: () => Promise<readonly VenueBalance[]>,
    amounts: () => Promise<readonly Decimal[]>,
  ): AccountPart {
    const codes = assets.map((asset) => this.venue.code(asset));
    return {
      name,
      holds: { subaccounts: ['staking'], codes },
      read: async () => {
        const staked = await amounts();
        if (staked.every((amount) => amount.isZero())) return [];
        const counted = await countedElsewhere();
        return codes.map((code, index) => {
          const there = counted.filter((balance) => balance.code === code);
          const elsewhere = sum(there.map(({ total }) => total));
          return lockedBalance(
            { accountType: 'earn', subaccount: 'staking', code },
            this.tokens.rest(code, staked[index] ?? ZERO, elsewhere),
          );
        });
      },
    };
  }
}

/** What an account that the key can never read holds is counted nowhere. */
async function readIfReadable(reader: AccountReader): Promise<readonly VenueBalance[]> {
  try {
    return contentsOf(await reader.read()).balances;
  } catch (error) {
    if (isLasting(error)) return [];
    throw error;
  }
}

/** What went wrong is not about savings. */
function isAboutMore(error: unknown): boolean {
  return !(error instanceof VenueFailure) || OF_ALL.has(error.code);
}

function isLasting(error: unknown): boolean {
  return error instanceof VenueFailure && LASTING.has(error.code);
}
