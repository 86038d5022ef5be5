import type { Result } from '../../../shared/base/failure';
import type { Calls } from '../../../shared/channel/table';
import type { ConnectionStore } from '../../engine/ports/connection-store';
import type {
  DatabaseState,
  HistoryFinding,
  PortfolioId,
  PortfolioStore,
  RecordedTotal,
  SnapshotStore,
} from '../../engine/ports/history';
import type { RecordStore } from '../../engine/ports/record-store';
import type { SettingStore } from '../../engine/ports/setting-store';
import type { Entry } from '../entries/entry';
import { SnapshotEntries } from '../entries/snapshot-entries';
import type * as queries from '../queries/queries';
import { HistoryClient, type HistoryClientOptions } from './history-client';
import type { StoreCalls } from './store-table';

/** Points per journal entry: large enough to be fast, small enough to take turns with queries. */
const TOTALS_PER_ENTRY = 5_000;
const PIECES_AT_ONCE = 8;

/** A method for each query: a new one is there by itself. */
type Reads = Pick<Calls<StoreCalls>, keyof typeof queries>;

/**
 * The database of connections, settings, records and history. Writes are acknowledged once they are in the
 * fsynced journal; they reach the engine in order. Failures: `storage`.
 */
export interface EmbeddedHistory
  extends
    DatabaseState,
    Omit<ConnectionStore, keyof Reads>,
    Omit<SettingStore, keyof Reads>,
    Omit<RecordStore, keyof Reads>,
    SnapshotStore,
    PortfolioStore {
  readonly reads: Reads;
  /** Does the engine's due jobs now: aggregates, compression, checkpoint, backup. */
  maintain(): Promise<Result<void>>;
  /** Told what was found wrong with its files, at each opening for as long as something is lost. */
  onFinding(listener: (finding: HistoryFinding) => void): () => void;
  /** Drains what is in flight and closes the engine. */
  close(): Promise<void>;
}

/**
 * The history on this machine, kept by the embedded engine in a process of its own. Opening begins at
 * once and takes seconds; calls made meanwhile wait for it. Nothing here blocks the caller's thread.
 *
 * `directory` is a folder of its own, made when missing. `spawn` starts `history-process` and wraps
 * its message port: an Electron utility process in the app, a child process elsewhere. `log` gets
 * one line per event worth keeping; no amounts, no secrets. `clock` tells the time in ms.
 */
export function createEmbeddedHistory(options: HistoryClientOptions): EmbeddedHistory {
  const client = new HistoryClient(options);
  const snapshots = new SnapshotEntries();

  const write = (entry: Entry): Promise<Result<void>> => client.call.write(entry);

  return {
    status: () => client.status(),
    onStatus: (listener) => client.onStatus(listener),

    reads: client.call,

    saveConnection: (connection) => write({ kind: 'connection-saved', connection }),
    removeConnection: (id) => write({ kind: 'connection-removed', id }),

    saveSetting: (key, value) => write({ kind: 'setting-changed', key, value }),
    changeRecords: (changes, settings) =>
      write({
        kind: 'records-changed',
        at: options.clock(),
        changes,
        ...(settings === undefined ? {} : { settings }),
      }),

    async record(recorded) {
      const result = await write(snapshots.next(recorded));
      if (!result.ok) snapshots.forget(recorded.portfolio);
      return result;
    },
    async recordTotals(portfolio, points) {
      const pieces = totalsEntries(portfolio, points);
      // Some pieces at once share a flush; all at once would hold years of points in memory twice.
      for (let start = 0; start < pieces.length; start += PIECES_AT_ONCE) {
        const results = await Promise.all(pieces.slice(start, start + PIECES_AT_ONCE).map(write));
        const failed = results.find((result) => !result.ok);
        if (failed !== undefined) return failed;
      }
      return DONE;
    },
    async removePortfolio(portfolio) {
      snapshots.remove(portfolio);
      return write({ kind: 'portfolio-removed', portfolio });
    },

    onFinding: (listener) => client.onFinding(listener),
    maintain: () => client.call.maintain(),
    close: () => client.close(),
  };
}

const DONE: Result<void> = { ok: true, value: undefined };

function totalsEntries(portfolio: PortfolioId, points: readonly RecordedTotal[]): Entry[] {
  const entries: Entry[] = [];
  for (let start = 0; start < points.length; start += TOTALS_PER_ENTRY) {
    const piece = points.slice(start, start + TOTALS_PER_ENTRY);
    entries.push({
      kind: 'totals-recorded',
      portfolio,
      points: piece.map(({ at, totalUsd, status, rates }) => ({
        at,
        totalUsd: totalUsd.toFixed(),
        status,
        ...(rates === undefined ? {} : { rates }),
      })),
    });
  }
  return entries;
}
