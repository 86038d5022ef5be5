import { sum, type Decimal } from '../../../../shared/money/decimal';
import type { VenueBalance } from '../../../services/ports/exchanges';
import { VenueFailure } from '../../../reading/venue-failure';
import { heldOnly, lockedBalance } from '../../../reading/balances';
import { amountOf, asRow, asRows, countOf, textOf, type Row } from '../../../reading/shape';
import { StakingTokens } from '../staking-tokens';
import type { AccountReader, VenueCalls } from '../venue-definition';

const PAGE_ROWS = 100;
const MOST_PAGES = 50;

/** Failures that say the key can never read an account, as opposed to those that pass. */
const LASTING = new Set(['authentication', 'permission', 'account-not-enabled', 'unsupported']);

/**
 * Simple Earn (flexible and locked) and staked ETH and SOL:
 * https://developers.binance.com/docs/simple_earn, https://developers.binance.com/docs/staking
 */
export class EarnAccount {
  private wasRead = false;
  private latest: Promise<readonly Row[]> | undefined;
  private readonly tokens = new StakingTokens();

  /** @param others readers of the accounts that staked tokens can lie in, which count them */
  constructor(
    private readonly venue: VenueCalls,
    private readonly others: () => readonly AccountReader[],
  ) {}

  async read(): Promise<VenueBalance[]> {
    const [flexible, locked, ether, solana] = await Promise.all([
      this.flexibleRows(),
      this.allRows('sapiGetSimpleEarnLockedPosition'),
      this.venue.call('sapiV2GetEthStakingAccount'),
      this.venue.call('sapiGetSolStakingAccount'),
    ]);
    const holdings = asRow(asRow(ether, 'ETH staking')['holdings'], 'holdings');
    const positions = [
      ...flexible.map((row) => this.position(row, 'totalAmount', 'flexible')),
      ...locked.map((row) => this.position(row, 'amount', 'locked')),
    ];
    const staked = await this.notElsewhere(
      [
        ['WBETH', amountOf(holdings, 'wbethAmount')],
        ['BETH', amountOf(holdings, 'bethAmount')],
        ['BNSOL', amountOf(asRow(solana, 'SOL staking'), 'bnsolAmount')],
      ],
      positions,
    );
    this.wasRead = true;
    return heldOnly([...positions, ...staked]);
  }

  /** False only if this key cannot read earn and never could: then others must count its receipts. */
  async isReadable(): Promise<boolean> {
    if (this.wasRead) return true;
    try {
      await (this.latest ?? this.flexibleRows());
      return true;
    } catch (error) {
      if (error instanceof VenueFailure) return !LASTING.has(error.code);
      throw error;
    }
  }

  private flexibleRows(): Promise<readonly Row[]> {
    this.latest = this.allRows('sapiGetSimpleEarnFlexiblePosition');
    return this.latest;
  }

  private async allRows(method: string): Promise<readonly Row[]> {
    const rows: Row[] = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const params = { current: page, size: PAGE_ROWS };
      const answer = asRow(await this.venue.call(method, params), 'positions');
      const more = asRows(answer['rows'], 'rows');
      rows.push(...more);
      if (rows.length >= countOf(answer, 'total')) return rows;
      if (more.length === 0) break;
    }
    throw new VenueFailure('bad-response', 'pages of positions were missing');
  }

  private position(row: Row, field: string, product: string): VenueBalance {
    const code = this.venue.code(textOf(row, 'asset'));
    return lockedBalance({ accountType: 'earn', code, subaccount: product }, amountOf(row, field));
  }

  /** Binance does not say which accounts its sum of a staked token has: what is counted there is left out. */
  private async notElsewhere(
    staked: readonly (readonly [string, Decimal])[],
    positions: readonly VenueBalance[],
  ): Promise<VenueBalance[]> {
    if (staked.every(([, amount]) => amount.isZero())) return [];
    const others = await Promise.all(this.others().map(readIfReadable));
    const counted = [...positions, ...others.flat()];
    return staked.map(([asset, amount]) => {
      const code = this.venue.code(asset);
      const there = counted.filter((balance) => balance.code === code);
      return lockedBalance(
        { accountType: 'earn', subaccount: 'staking', code },
        this.tokens.rest(asset, amount, sum(there.map(({ total }) => total))),
      );
    });
  }
}

/** What an account that the key can never read holds is counted nowhere. */
async function readIfReadable(reader: AccountReader): Promise<readonly VenueBalance[]> {
  try {
    return await reader.read();
  } catch (error) {
    if (error instanceof VenueFailure && LASTING.has(error.code)) return [];
    throw error;
  }
}
