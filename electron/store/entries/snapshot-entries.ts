import { ZERO, type Decimal } from '../../../shared/base/decimal';
import { netAmount } from '../../../shared/portfolio/balance';
import { unreadParts, type CoverageCell } from '../../../shared/portfolio/coverage';
import type { Instant } from '../../../shared/base/failure';
import type { Snapshot } from '../../../shared/portfolio/snapshot';
import type { PortfolioId, RecordedSnapshot } from '../../engine/ports/history';
import { accountWorths, basisOf, totalGaps, uncountedKeys } from './account-worths';
import { balanceChanges, formerBalances, type FormerBalances } from './balance-changes';
import type { BreakdownRow, RecordedCell, SnapshotEntry } from './entry';

const HOUR_MS = 3_600_000;

/** What was told last, so that the next entry tells what is another. */
interface Sent {
  readonly balances: FormerBalances;
  readonly coverage: string;
  readonly uncounted: string;
  readonly hour: Instant;
}

/** What was recorded of a portfolio. */
interface RecordedPortfolio {
  /** Absent where the next entry has to tell everything. */
  readonly sent?: Sent;
  /** The snapshot that the next one is compared with, and the one before it, should that not have arrived. */
  readonly former?: FormerBalances;
  readonly before?: FormerBalances;
}

/**
 * Turns snapshots into entries that hold only what changed since the one before, so that the cost of a
 * write is that of its changes. The first entry of a portfolio, and the first after
 * {@link SnapshotEntries.forget}, holds everything. What a change is worth is told against the last snapshot
 * that arrived, which may be of an earlier run.
 */
export class SnapshotEntries {
  readonly #portfolios = new Map<PortfolioId, RecordedPortfolio>();

  next(recorded: RecordedSnapshot): SnapshotEntry {
    const { portfolio, snapshot, status, rates, earlier, assetOverrides = [] } = recorded;
    const known = this.#portfolios.get(portfolio);
    const before = known?.sent;
    const former = known?.former ?? (earlier && formerBalances(earlier));
    const balances = formerBalances({ ...snapshot, assetOverrides });
    const cells = snapshot.coverage.map(toRecordedCell);
    const coverage = JSON.stringify(cells);
    const uncounted = uncountedKeys(recorded);
    const uncountedText = JSON.stringify(uncounted);
    const hour = Math.floor(snapshot.at / HOUR_MS) * HOUR_MS;
    this.#portfolios.set(portfolio, {
      sent: { balances, coverage, uncounted: uncountedText, hour },
      former: balances,
      ...(former === undefined ? {} : { before: former }),
    });
    const { quality } = snapshot;
    return {
      kind: 'snapshot-recorded',
      portfolio,
      at: snapshot.at,
      status,
      totalUsd: snapshot.totalUsd.toFixed(),
      liveUsd: quality.liveUsd.toFixed(),
      stalePriceUsd: quality.stalePriceUsd.toFixed(),
      carriedUsd: quality.carriedUsd.toFixed(),
      pegAssumedUsd: quality.pegAssumedUsd.toFixed(),
      manualUsd: quality.manualUsd.toFixed(),
      unpricedBalances: quality.unpricedBalances,
      rates,
      gaps: totalGaps(recorded),
      accounts: accountWorths(recorded),
      basis: basisOf(recorded),
      ...(before?.uncounted === uncountedText ? {} : { uncounted }),
      ...(before?.coverage === coverage ? {} : { coverage: cells }),
      balances: balanceChanges(before === undefined, former, balances),
      ...(former === undefined ? {} : { comparedWith: former.at }),
      ...(before?.hour === hour ? {} : { breakdown: breakdownOf(snapshot) }),
    };
  }

  /** What was sent last did not arrive: the next entry holds everything. */
  forget(portfolio: PortfolioId): void {
    const before = this.#portfolios.get(portfolio)?.before;
    this.#portfolios.set(portfolio, before === undefined ? {} : { former: before, before });
  }

  /** The portfolio begins anew. */
  remove(portfolio: PortfolioId): void {
    this.#portfolios.delete(portfolio);
  }
}

function toRecordedCell({
  connectionId,
  venue,
  accountType,
  coverage,
}: CoverageCell): RecordedCell {
  const { state } = coverage;
  const parts = unreadParts(coverage).map(({ name, failure, since }) => ({
    name,
    failure: failure.code,
    ...(since === undefined ? {} : { at: since }),
  }));
  return {
    connection: connectionId,
    venue,
    account_type: accountType,
    state,
    ...('balances' in coverage ? { balances: coverage.balances } : {}),
    ...(parts.length === 0 ? {} : { parts }),
    ...(state === 'stale' ? { at: coverage.at } : {}),
    ...('failure' in coverage ? { failure: coverage.failure.code } : {}),
  };
}

function breakdownOf(snapshot: Snapshot): readonly BreakdownRow[] {
  const rows: BreakdownRow[] = [];
  const amounts = new Map<string, Decimal>();
  for (const balance of snapshot.balances)
    amounts.set(balance.asset, (amounts.get(balance.asset) ?? ZERO).plus(netAmount(balance)));
  for (const [member, amount] of amounts) {
    const value = snapshot.byAsset.get(member);
    rows.push({
      dimension: 'asset',
      member,
      amount: amount.toFixed(),
      ...(value === undefined ? {} : { value_usd: value.toFixed() }),
    });
  }
  for (const [member, value] of snapshot.byVenue)
    rows.push({ dimension: 'venue', member, value_usd: value.toFixed() });
  for (const [member, value] of snapshot.byAccountType)
    rows.push({ dimension: 'account-type', member, value_usd: value.toFixed() });
  return rows;
}
