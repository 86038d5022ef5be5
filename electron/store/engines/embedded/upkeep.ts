import type { Instant } from '../../../../shared/base/failure';
import type { Journal } from '../../outbox/journal';
import type { SchemaState } from '../../migrations/run-migrations';
import { engineFailure } from '../../sql/engine-failure';
import type { SqlEngine } from '../../sql/sql-engine';
import {
  isBackupWhole,
  latestBackup,
  listBackups,
  makeBackup,
  unlabelledBackups,
  type Backup,
} from './backup';
import type { Job } from '../../delivery/engine';
import type { EngineDriver } from './engine-driver';
import { ageOutSetAside, setAside } from '../../files/set-aside';
import type { EnginePaths } from './engine-paths';

const MIB = 1024 * 1024;

/** Limits that keep the files bounded; the engine has nobody else to look after them. */
const LIMITS = {
  /** Write-ahead log before a checkpoint. */
  logBytes: 32 * MIB,
  /** Delivered entries between two looks at the write-ahead log. */
  deliveredBytes: 1 * MIB,
  /** Journal beyond the last backup, or as much as that is large where it is more. */
  journalBytes: 32 * MIB,
  /** Entries beyond the backup, a day of minutes: what a rebuild has to deliver again in seconds. */
  journalEntries: 1_440,
} as const;

export interface UpkeepContext {
  readonly paths: EnginePaths;
  readonly journal: Journal;
  readonly engine: SqlEngine;
  readonly schema: SchemaState;
  readonly driver: EngineDriver;
  readonly log: (message: string) => void;
  readonly now: () => Instant;
  /** All of the engine could be read. */
  readonly onSound: () => Promise<void>;
  /** There is a backup of every entry up to this one. */
  readonly keeps: (sequence: number) => Promise<void>;
}

/** Checkpoints and backups: what keeps the files of the embedded engine bounded and safe. */
export class Upkeep {
  readonly #context: UpkeepContext;
  /** Full at first: what earlier runs left, each too short for upkeep, is looked at early. */
  #deliveredBytes: number = LIMITS.deliveredBytes;
  /** Its files are read through once a run: what rots on a disk is found while there is a whole copy. */
  #backupIsChecked = false;
  /** It is not read through again in this run: the earlier backup and the journal stay. */
  #isUnreadable = false;

  constructor(context: UpkeepContext) {
    this.#context = context;
  }

  /** After each entry: keeps the write-ahead log and the journal within their limits. */
  async afterDelivery(bytes: number): Promise<void> {
    this.#deliveredBytes += bytes;
    if (this.#deliveredBytes < LIMITS.deliveredBytes) return;
    this.#deliveredBytes = 0;
    await this.#boundLog();
    const { paths, journal } = this.#context;
    const last = await latestBackup(paths.backups, journal.id);
    if (!this.#isUnreadable && (await this.#journalIsLong(last))) await this.backUp();
  }

  /** What is due now, in pieces short enough to take turns with queries. */
  async dueJobs(): Promise<readonly Job[]> {
    const jobs: Job[] = [() => this.#boundLog()];
    if (await this.#backupIsDue()) jobs.push(() => this.backUp());
    else if (!this.#backupIsChecked) jobs.push(() => this.#checkBackup());
    return jobs;
  }

  /** Leaves nothing for the next opening to recover. */
  async beforeClose(): Promise<void> {
    await this.#context.driver.checkpoint(this.#context.engine);
  }

  /** A copy of what cannot be read would take the place of one that can. */
  async #readThrough(): Promise<void> {
    const { engine, driver } = this.#context;
    try {
      await driver.check(engine);
    } catch (error) {
      if (engineFailure(error) === 'damaged') this.#isUnreadable = true;
      throw error;
    }
  }

  async #boundLog(): Promise<void> {
    const { engine, driver } = this.#context;
    if ((await driver.bytesSinceCheckpoint(engine)) >= LIMITS.logBytes)
      await driver.checkpoint(engine);
  }

  async #backupIsDue(): Promise<boolean> {
    if (this.#isUnreadable) return false;
    const { paths, journal } = this.#context;
    const last = await latestBackup(paths.backups, journal.id);
    // An entry that no backup holds is no longer in the journal.
    if (journal.first > (last?.sequence ?? 0) + 1) return true;
    if (journal.last <= (last?.sequence ?? 0)) return false;
    if (await this.#journalIsLong(last)) return true;
    return journal.last - (last?.sequence ?? 0) >= LIMITS.journalEntries;
  }

  /**
   * In proportion to what a backup copies, so that a bulk load does not copy itself over and over. What only
   * another destination lacks does not count: no backup makes it needless.
   */
  async #journalIsLong(last: Backup | undefined): Promise<boolean> {
    const limit = Math.max(LIMITS.journalBytes, last?.bytes ?? 0);
    return (await this.#context.journal.bytes(last?.sequence ?? 0)) >= limit;
  }

  async #checkBackup(): Promise<void> {
    const { paths, journal, log } = this.#context;
    const last = await latestBackup(paths.backups, journal.id);
    this.#backupIsChecked = true;
    if (last === undefined || (await isBackupWhole(last))) return;
    log(`the backup up to entry ${last.sequence} is damaged: it is set aside and made again`);
    await setAside(paths.setAside, last.folder, this.#context.now());
    await this.backUp();
  }

  /**
   * Makes a backup and drops the journal up to it: the two together always hold everything acknowledged.
   * Backups that are damaged, or of another journal, are set aside, and what was set aside long ago goes.
   */
  async backUp(): Promise<void> {
    const { paths, journal, engine, driver, schema, log, now, onSound, keeps } = this.#context;
    await this.#readThrough();
    await driver.checkpoint(engine);
    const sequence = await driver.position(engine, journal.id);
    const notOurs = [...(await unlabelledBackups(paths.backups))];
    for (const backup of await listBackups(paths.backups))
      if (backup.journal !== journal.id || !(await isBackupWhole(backup, true)))
        notOurs.push(backup.folder);
    for (const folder of notOurs) await setAside(paths.setAside, folder, now());
    await makeBackup(paths.backups, paths.engine, {
      journal: journal.id,
      sequence,
      at: now(),
      schema: schema.version,
    });
    this.#backupIsChecked = true;
    await keeps(sequence);
    log(`backed up the history up to entry ${sequence}`);
    await onSound();
    for (const name of await ageOutSetAside(paths, now()))
      log(`${name}, which had been set aside, was removed by its rule`);
  }
}
