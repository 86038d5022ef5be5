import type { HistoryQuery, HistorySeries } from '../../../shared/history/series';
import type { DatabaseStatus } from '../../../shared/ipc/status-view';
import type { ConnectionId } from '../../../shared/portfolio/balance';
import type { Instant, Result } from '../../../shared/portfolio/failure';
import type { Snapshot } from '../../../shared/portfolio/snapshot';
import type { Connection } from '../../../shared/portfolio/venue';
import type { Settings } from '../../../shared/settings/settings';

/** A snapshot to be recorded. */
export interface RecordedSnapshot {
  readonly snapshot: Snapshot;
  /** `carried` when any account's balances come from an older answer. */
  readonly status: 'complete' | 'carried' | 'reconstructed';
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

  /** Stored values only: missing ones have their defaults. */
  settings(): Promise<Result<Partial<Settings>>>;
  saveSettings(settings: Settings): Promise<Result<void>>;

  record(entry: RecordedSnapshot): Promise<Result<void>>;
  totals(query: HistoryQuery): Promise<Result<HistorySeries>>;
  /** The first recorded point at or after an instant, for "change since". */
  firstPointSince(at: Instant): Promise<Result<{ at: Instant; totalUsd: string } | undefined>>;
  /** Removes recorded points of a time span; used when the demo is removed. */
  removePoints(from: Instant, to: Instant): Promise<Result<void>>;

  /** Drains what is in flight and closes the engine. */
  close(): Promise<void>;
}
