import type { HistoryQuery, HistorySeries, PointStatus } from '../../../shared/history/series';
import type { DatabaseStatus } from '../../../shared/contract/status-view';
import type { Decimal, DecimalString } from '../../../shared/base/decimal';
import type { Balance } from '../../../shared/portfolio/balance';
import type { Instant, Result } from '../../../shared/base/failure';
import type { Snapshot } from '../../../shared/portfolio/snapshot';
import type { AssetOverride } from '../../../shared/records/record-bodies';

/** Whose points they are: the demo's are kept apart from the user's own. */
export type PortfolioId = 'main' | 'demo';

/** A snapshot to be recorded. */
export interface RecordedSnapshot {
  readonly portfolio: PortfolioId;
  readonly snapshot: Snapshot;
  /** Tokens that are held and wait for the user's word. */
  readonly quarantined: readonly Balance[];
  /** Dollars for one unit of other currencies, by code, as far as known. */
  readonly rates: Readonly<Record<string, DecimalString>>;
  readonly status: PointStatus;
  /** The user's word on what codes are: the balances are named by it; none where absent. */
  readonly assetOverrides?: readonly AssetOverride[];
  /** With the first of a run: what was held, and at which prices, when the one before was last seen. */
  readonly earlier?: EarlierSnapshot;
}

export type EarlierSnapshot = Pick<Snapshot, 'at' | 'balances'> &
  Pick<RecordedSnapshot, 'assetOverrides'>;

export interface RecordedTotal {
  readonly at: Instant;
  readonly totalUsd: Decimal;
  readonly status: PointStatus;
  /** Dollars for one unit of other currencies then, by code, as far as known. */
  readonly rates?: Readonly<Record<string, DecimalString>>;
}

/** Entries of the journal that are gone. */
export interface MissingEntries {
  /** Their numbers, both included. */
  readonly from: number;
  readonly to: number;
  /** Instants between which they were written, as far as known. */
  readonly after?: Instant;
  readonly before?: Instant;
  /** What they were, as far as it can still be read. */
  readonly kinds: readonly string[];
}

/** What the history found wrong with its own files, and what came of it. */
export interface HistoryFinding {
  readonly id: string;
  /** When it was found. */
  readonly at: Instant;
  /** `error`: something acknowledged is lost, or may be. `info`: it was mended from another copy. */
  readonly level: 'info' | 'warning' | 'error';
  /** What is lost. Empty when nothing is, or when it cannot be told; `text` says which. */
  readonly lost: readonly MissingEntries[];
  /** Where the damaged files are kept. */
  readonly setAside: readonly string[];
  /** Whole sentences for people. */
  readonly text: string;
}

/** Which totals of which portfolio. */
export interface PortfolioTotalsQuery extends HistoryQuery {
  readonly portfolio: PortfolioId;
}

/** What was recorded. Failures: `storage`. */
export interface HistoryReads {
  totals(query: PortfolioTotalsQuery): Promise<Result<HistorySeries>>;
  /** The first recorded total, for the range "all". */
  firstPointAt(of: { readonly portfolio: PortfolioId }): Promise<Result<Instant | undefined>>;
}

/** Takes snapshots. Acknowledged once they are in the fsynced journal. Failures: `storage`. */
export interface SnapshotStore {
  record(entry: RecordedSnapshot): Promise<Result<void>>;
}

/** Takes history that was not lived through. Failures: `storage`. */
export interface PortfolioStore {
  /** Records totals without balances behind them, as reconstructed history has. */
  recordTotals(portfolio: PortfolioId, points: readonly RecordedTotal[]): Promise<Result<void>>;
  /** Removes all recorded points of a portfolio. */
  removePortfolio(portfolio: PortfolioId): Promise<Result<void>>;
}

/** How the database is. */
export interface DatabaseState {
  status(): DatabaseStatus;
  onStatus(listener: (status: DatabaseStatus) => void): () => void;
}
