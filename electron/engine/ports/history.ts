import type { HistoryQuery, HistorySeries, PointStatus } from '../../../shared/history/series';
import type { DatabaseStatus } from '../../../shared/contract/status-view';
import type { Decimal, DecimalString } from '../../../shared/base/decimal';
import type { Balance } from '../../../shared/portfolio/balance';
import type { ConnectionId } from '../../../shared/base/ids';
import type { Instant, Result } from '../../../shared/base/failure';
import type { Snapshot } from '../../../shared/portfolio/snapshot';
import type { Connection } from '../../../shared/portfolio/venue';
import type { AssetOverride } from '../../../shared/records/record-bodies';
import type { RecordChange, StoredRecord } from '../../../shared/records/stored-record';

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
  /** The user's word on what codes are, by which the balances are named; none where absent. */
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

/**
 * The database of connections, settings and history. Writes are acknowledged once they are in the
 * fsynced journal; they reach the engine in order. Failures: `storage`.
 */
export interface HistoryStore {
  status(): DatabaseStatus;
  onStatus(listener: (status: DatabaseStatus) => void): () => void;

  connections(): Promise<Result<readonly Connection[]>>;
  saveConnection(connection: Connection): Promise<Result<void>>;
  removeConnection(id: ConnectionId): Promise<Result<void>>;

  /** Stored values by key as they are, also those of a newer version. */
  settings(): Promise<Result<Readonly<Record<string, unknown>>>>;
  /** Stores one preference; all others stay as they are. */
  saveSetting(key: string, value: unknown): Promise<Result<void>>;

  /** Every row of what the user made as it is, also those of a newer version. */
  records(): Promise<Result<readonly StoredRecord[]>>;
  /**
   * Stores rows and takes rows away, all of them or none.
   * @param settings preferences by key that change together with them
   */
  changeRecords(
    changes: readonly RecordChange[],
    settings?: Readonly<Record<string, unknown>>,
  ): Promise<Result<void>>;

  record(entry: RecordedSnapshot): Promise<Result<void>>;
  /** Records totals without balances behind them, as reconstructed history has. */
  recordTotals(portfolio: PortfolioId, points: readonly RecordedTotal[]): Promise<Result<void>>;
  totals(portfolio: PortfolioId, query: HistoryQuery): Promise<Result<HistorySeries>>;
  /** The first recorded total, for the range "all". */
  firstPointAt(portfolio: PortfolioId): Promise<Result<Instant | undefined>>;
  /** Removes all recorded points of a portfolio. */
  removePortfolio(portfolio: PortfolioId): Promise<Result<void>>;

  /** Drains what is in flight and closes the engine. */
  close(): Promise<void>;
}
