import type { Instant } from '../../../shared/portfolio/failure';
import type { Journal } from '../journal/journal';
import type { Frame } from '../journal/frame';
import { refreshAll } from '../maintenance/aggregates';
import { bytesSinceCheckpoint, checkpoint } from '../maintenance/checkpoint';
import { compressChunk, dueChunks } from '../maintenance/compression';
import type { SchemaState } from '../migrations/run-migrations';
import type { SqlEngine } from '../sql/sql-engine';
import { latestBackup, makeBackup, type Backup } from './backup';
import { readPosition } from './journal-delivery';
import type { StorePaths } from './store-paths';

const HOUR_MS = 3_600_000;
const MIB = 1024 * 1024;

/** Limits that keep the files bounded; the engine has nobody else to look after them. */
const LIMITS = {
  /** Write-ahead log before a checkpoint. */
  logBytes: 32 * MIB,
  /** Delivered entries between two looks at the write-ahead log. */
  deliveredBytes: 1 * MIB,
  /** Journal that a backup would make needless, or as much as the last backup where that is more. */
  journalBytes: 32 * MIB,
  /** Entries beyond the backup, a day of minutes: what a rebuild has to deliver again in seconds. */
  journalEntries: 1_440,
  refreshEveryMs: HOUR_MS,
} as const;

export interface UpkeepContext {
  readonly paths: StorePaths;
  readonly journal: Journal;
  readonly engine: SqlEngine;
  readonly schema: SchemaState;
  readonly journalIsWhole: boolean;
  readonly log: (message: string) => void;
  readonly now: () => Instant;
}

export type Job = () => Promise<void>;

/** What a database server does in the background, done by the app when there is time for it. */
export class Upkeep {
  readonly #context: UpkeepContext;
  /** Full at first: what earlier runs left, each too short for upkeep, is looked at early. */
  #deliveredBytes: number = LIMITS.deliveredBytes;
  #refreshedAt = -Infinity;

  constructor(context: UpkeepContext) {
    this.#context = context;
  }

  get hasAggregates(): boolean {
    return this.#context.schema.timescale;
  }

  /** After each entry: keeps the write-ahead log and the journal within their limits. */
  async afterDelivery(frame: Frame): Promise<void> {
    this.#deliveredBytes += frame.payload.length;
    if (this.#deliveredBytes < LIMITS.deliveredBytes) return;
    this.#deliveredBytes = 0;
    await this.#boundLog();
    const { paths, journal } = this.#context;
    const last = await latestBackup(paths.backups, journal.id);
    if (await this.#journalIsLong(last)) await this.#backUp();
  }

  /** What is due now, in pieces short enough to take turns with queries. */
  async dueJobs(): Promise<readonly Job[]> {
    const { engine, now } = this.#context;
    const jobs: Job[] = [];
    if (this.hasAggregates) {
      for (const chunk of await dueChunks(engine, now()))
        jobs.push(() => compressChunk(engine, chunk));
      if (now() - this.#refreshedAt >= LIMITS.refreshEveryMs) jobs.push(() => this.#refresh());
    }
    jobs.push(() => this.#boundLog());
    if (await this.#backupIsDue()) jobs.push(() => this.#backUp());
    return jobs;
  }

  /** Leaves nothing for the next opening to recover. */
  async beforeClose(): Promise<void> {
    await checkpoint(this.#context.engine);
  }

  async #refresh(): Promise<void> {
    const { engine, now } = this.#context;
    await refreshAll(engine, now());
    this.#refreshedAt = now();
  }

  async #boundLog(): Promise<void> {
    const { engine } = this.#context;
    if ((await bytesSinceCheckpoint(engine)) >= LIMITS.logBytes) await checkpoint(engine);
  }

  async #backupIsDue(): Promise<boolean> {
    const { paths, journal, journalIsWhole } = this.#context;
    const last = await latestBackup(paths.backups, journal.id);
    if (last === undefined && !journalIsWhole) return true;
    if (journal.last <= (last?.sequence ?? 0)) return false;
    if (await this.#journalIsLong(last)) return true;
    return journal.last - (last?.sequence ?? 0) >= LIMITS.journalEntries;
  }

  /** In proportion to what a backup copies, so that a bulk load does not copy itself over and over. */
  async #journalIsLong(last: Backup | undefined): Promise<boolean> {
    const limit = Math.max(LIMITS.journalBytes, last?.bytes ?? 0);
    return (await this.#context.journal.bytes()) >= limit;
  }

  /** The journal up to the backup is dropped: the two together always hold everything acknowledged. */
  async #backUp(): Promise<void> {
    const { paths, journal, engine, log, now } = this.#context;
    await checkpoint(engine);
    const sequence = await readPosition(engine, journal.id);
    await makeBackup(paths.backups, paths.engine, {
      journal: journal.id,
      sequence,
      at: now(),
    });
    await journal.dropThrough(sequence);
    log(`backed up the history up to entry ${sequence}`);
  }
}
