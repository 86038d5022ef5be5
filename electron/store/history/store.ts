import path from 'node:path';
import type { Instant } from '../../../shared/base/failure';
import type { HistoryFinding } from '../../engine/ports/history';
import type { Entry } from '../entries/entry';
import { diskFailure } from '../files/disk-room';
import { makeFolder, makeFolderInPlace, writeDurably } from '../files/durable-files';
import type { Frame } from '../outbox/frame';
import { refreshChanged } from '../maintenance/aggregates';
import type { ReadSession } from '../queries/read-session';
import { engineFailure } from '../sql/engine-failure';
import type { SqlEngine } from '../sql/sql-engine';
import { toFailure } from '../storage-error';
import { putByFinding, withAttempts } from '../engines/embedded/attempts';
import { embeddedDriver, type EngineDriver } from '../engines/embedded/engine-driver';
import { EngineGuard } from '../engines/embedded/engine-guard';
import { markEngineDamaged } from '../engines/embedded/engine-trust';
import { Findings } from './findings';
import type { DeliveryContext } from '../delivery/deliver-entry';
import { lockFolder, type FolderLock } from '../files/folder-lock';
import { openStoreFiles, type OpenedFiles } from './open-outbox';
import { RecordedSpans } from './recorded-spans';
import { assertStorable } from '../entries/storable';
import { storePaths, type StorePaths } from './store-paths';
import { Troubles, type Trouble } from './troubles';
import { Upkeep } from '../engines/embedded/upkeep';
import { startTimer } from '../../timing/timer';
import { Lane } from '../../../shared/base/lane';

/** A predecessor whose app was killed may still be closing. */
const LOCK_PATIENCE_MS = 5_000;
/** What the engine had no room for is tried again after this. */
const STALL_MS = 5_000;

export interface StoreOptions {
  /** Everything of the history lives in it; it is made when missing. */
  readonly directory: string;
  /** How long to wait for another process that holds the folder, {@link LOCK_PATIENCE_MS} by default. */
  readonly lockPatienceMs?: number;
  readonly log: (message: string) => void;
  readonly now: () => Instant;
  /** How many acknowledged writes are still on their way to the engine. */
  readonly onWaiting: (waiting: number) => void;
  /** What was found wrong with the files, at each opening for as long as something of it is lost. */
  readonly onFinding?: (finding: HistoryFinding) => void;
  /** What is refused at present, as by a full disk; undefined when all is well again. */
  readonly onTrouble?: (trouble: Trouble | undefined) => void;
  /** The engine failed in a way that only a new process can mend. Nothing acknowledged is lost. */
  readonly onFatal: (error: unknown) => void;
  /** Tests drive the store over engines that open faster. */
  readonly driver?: EngineDriver;
  /** Names this run of the machine; asked of the system by default. */
  readonly boot?: string;
  /** Size beyond which the journal begins another file. */
  readonly segmentBytes?: number;
}

/**
 * The history on this machine: the lock, the journal and the engine together. Lives in a process of
 * its own, since the engine holds some 350 MB and computes without yielding.
 */
export class Store {
  readonly engineDescription: string;
  readonly #options: StoreOptions;
  readonly #paths: StorePaths;
  readonly #lock: FolderLock;
  readonly #files: OpenedFiles;
  readonly #driver: EngineDriver;
  readonly #delivery: DeliveryContext;
  readonly #upkeep: Upkeep;
  readonly #findings: Findings;
  readonly #guard: EngineGuard;
  readonly #troubles: Troubles;
  readonly #lane = new Lane();
  readonly #spans: RecordedSpans;
  readonly #session: ReadSession;
  /** Number of the last entry that reached the engine. */
  #position: number;
  /** The engine had no room for an entry; those behind it wait in the journal. */
  #endStall: (() => void) | undefined;
  /** True until looked at: an earlier run may have been killed before it refreshed. */
  #aggregatesDue = true;
  #closing: Promise<void> | undefined;

  private constructor(
    options: StoreOptions,
    paths: StorePaths,
    lock: FolderLock,
    files: OpenedFiles,
  ) {
    const { log, now } = options;
    const { journal, engine, schema, identity, position } = files;
    this.#options = options;
    this.#paths = paths;
    this.#lock = lock;
    this.#files = files;
    this.#position = position;
    this.#driver = options.driver ?? embeddedDriver;
    this.engineDescription = engine.description;
    this.#findings = new Findings(paths, now, (finding) => {
      log(finding.text);
      options.onFinding?.(finding);
    });
    this.#guard = new EngineGuard({
      ...{ paths, boot: files.boot, findings: this.#findings, onFatal: options.onFatal },
      isRebuiltForDamage: files.origin.isRebuiltForDamage ?? false,
    });
    this.#spans = new RecordedSpans(engine);
    this.#session = {
      query: (text, parameters) => engine.query(text, parameters),
      script: (text) => engine.script(text),
      recordedSpan: (portfolio) => this.#spans.of(portfolio),
      settleAggregates: () => this.#settleAggregates(),
    };
    this.#troubles = new Troubles(now, (trouble) => options.onTrouble?.(trouble));
    this.#upkeep = new Upkeep({
      ...{ paths, journal, engine, schema, log, now, driver: this.#driver },
      onSound: () => this.#guard.isSound(),
    });
    const { installation } = identity;
    this.#delivery = { engine, journal: journal.id, installation, now };
  }

  /**
   * Opens the history of a folder and delivers what its journal holds beyond the engine. Whatever is
   * damaged, it opens with what is left, and says what is missing.
   * @throws StorageError when the folder is in use, of a newer version, or on a disk that takes nothing
   */
  static async open(options: StoreOptions): Promise<Store> {
    const paths = storePaths(options.directory);
    const { driver = embeddedDriver, log, now, boot, segmentBytes } = options;
    let lock: FolderLock | undefined;
    let files: OpenedFiles | undefined;
    try {
      await makeFolder(options.directory);
      lock = await lockFolder(paths.lock, options.lockPatienceMs ?? LOCK_PATIENCE_MS);
      files = await openStoreFiles({
        ...{ paths, driver, log, now },
        ...(boot === undefined ? {} : { boot }),
        ...(segmentBytes === undefined ? {} : { segmentBytes }),
      });
      await driver.register(files.engine, files.identity.installation, now());
      const store = new Store(options, paths, lock, files);
      await store.#begin();
      return store;
    } catch (error) {
      await files?.engine.close().catch(() => undefined);
      if (
        files !== undefined &&
        files.origin.isRebuiltForDamage !== true &&
        engineFailure(error) === 'damaged'
      )
        await markEngineDamaged(paths).catch(() => undefined);
      await files?.journal.close();
      await lock?.release();
      throw diskFailure(error) ?? error;
    }
  }

  /** Resolves when the entry is in the journal on disk; it reaches the engine after those before it. */
  async write(entry: Entry): Promise<void> {
    assertStorable(entry);
    const payload = JSON.stringify(entry);
    let sequence: number;
    try {
      sequence = await this.#files.journal.append(payload);
    } catch (error) {
      if (this.#closing === undefined)
        this.#troubles.add('journal', toFailure(error, 'be written'), 1);
      throw error;
    }
    this.#troubles.clear('journal');
    this.#tellWaiting();
    void this.#inTurn(() => this.#deliverInTurn({ sequence, payload })).catch((error: unknown) =>
      this.#fail(error),
    );
  }

  /** Reads in its turn among writes, all of those that were handed in before it. */
  read<T>(query: (session: ReadSession) => Promise<T>): Promise<T> {
    return this.#inTurn(() => query(this.#session));
  }

  /** Does the engine's due jobs, each in its turn among reads and writes. */
  async maintain(): Promise<void> {
    for (const job of await this.#inTurn(() => this.#upkeep.dueJobs())) {
      if (this.#closing !== undefined) return;
      await this.#inTurn(() => this.#keepUp(job));
    }
  }

  /** Makes a backup now, in its turn, whether one is due or not. */
  backUp(): Promise<void> {
    return this.#inTurn(() => this.#keepUp(() => this.#upkeep.backUp()));
  }

  /** For tests and inspection: runs work on the engine in its turn. */
  inspect<T>(work: (engine: SqlEngine) => Promise<T>): Promise<T> {
    return this.#inTurn(() => work(this.#files.engine));
  }

  /** Drains what was handed in, closes the engine and leaves its folder flushed to disk. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#endStall?.();
    await this.#files.journal.close();
    await this.#lane.idle();
    try {
      if (this.#guard.foundDamaged) {
        await this.#files.engine.close().catch(() => undefined);
        return;
      }
      await this.#upkeep.beforeClose();
      await this.#files.engine.close();
      await this.#guard.markClean(this.#files.flushed);
    } finally {
      await this.#lock.release();
    }
  }

  /** Delivers what the engine lacks, tells what is missing, and makes sure that it can be rebuilt. */
  async #begin(): Promise<void> {
    const { findings, needsBackup, origin } = this.#files;
    await this.#findings.tellAgain();
    // Before the position moves past what is missing: an opening that ends early must not hide it.
    for (const finding of findings) await this.#findings.add(finding);
    if (origin.how === 'unverified') await this.#guard.markInUse();
    await this.#catchUp();
    for (const sequence of await this.#driver.takeUpPutBy(this.#delivery))
      this.#options.log(`entry ${sequence}, which an older version had put by, was delivered`);
    if (needsBackup)
      await this.#keepUp(() => this.#upkeep.backUp()).catch(this.#guard.tellUnreadable);
  }

  async #catchUp(): Promise<void> {
    const { journal } = this.#files;
    const deliver = (frame: Frame): Promise<void> => this.#deliver(frame);
    let next = (frame: Frame): Promise<void> =>
      withAttempts(
        this.#paths,
        frame.sequence,
        () => deliver(frame),
        () => this.#putBy(frame),
      );
    for await (const frame of journal.read(this.#position)) {
      await next(frame);
      next = deliver;
    }
    if (this.#position === journal.last) return;
    // The end of the journal is missing: what comes next goes on after it.
    await this.#driver.passOver(this.#delivery, journal.last);
    this.#position = journal.last;
  }

  /** Keeps an entry as a file, out of the engine's way. */
  async #putBy({ sequence, payload }: Frame): Promise<void> {
    const { putBy } = this.#paths;
    const file = path.join(putBy, `${this.#delivery.journal}-${sequence}.json`);
    await makeFolderInPlace(putBy);
    await writeDurably(file, payload);
    await this.#findings.add(putByFinding(sequence, file));
    await this.#driver.passOver(this.#delivery, sequence);
    this.#position = sequence;
  }

  /** In the lane, after those before it; what a stalled engine did not take is read from the journal. */
  async #deliverInTurn(frame: Frame): Promise<void> {
    if (this.#endStall === undefined && frame.sequence > this.#position)
      await this.#tryToDeliver(frame);
    this.#tellWaiting();
  }

  async #tryToDeliver(frame: Frame): Promise<void> {
    try {
      await this.#deliver(frame);
      this.#troubles.clear('engine');
    } catch (error) {
      if (engineFailure(error) !== 'resources') throw error;
      this.#troubles.add('engine', toFailure(diskFailure(error) ?? error, 'be written'));
      this.#endStall = startTimer(STALL_MS, () => this.#goOn());
    }
  }

  #goOn(): void {
    if (this.#closing !== undefined) return;
    void this.#inTurn(async () => {
      // Not before its turn: an entry that waits for its own would overtake those that stalled.
      this.#endStall = undefined;
      for await (const frame of this.#files.journal.read(this.#position)) {
        await this.#tryToDeliver(frame);
        if (frame.sequence > this.#position) return;
        this.#tellWaiting();
      }
    }).catch((error: unknown) => this.#fail(error));
  }

  async #deliver(frame: Frame): Promise<void> {
    // After a failure nothing may overtake the entry that failed: the position would skip it.
    if (!this.#files.journal.follows(frame.sequence, this.#position))
      throw new Error(`entry ${frame.sequence} does not follow entry ${this.#position}`);
    const delivery = await this.#driver.deliver(this.#delivery, frame);
    this.#position = frame.sequence;
    const { entry, touched, putBy } = delivery;
    if (putBy !== undefined)
      this.#options.log(`entry ${frame.sequence} was put by (${putBy.state}): ${putBy.reason}`);
    if (delivery.aggregatesDue) this.#aggregatesDue = true;
    if (entry?.kind === 'portfolio-removed') this.#spans.forget(entry.portfolio);
    else if (touched !== undefined && entry !== undefined && 'portfolio' in entry)
      this.#spans.widen(entry.portfolio, touched);
    await this.#keepUp(() => this.#upkeep.afterDelivery(frame));
  }

  /** A backup that a full disk refuses is made later; nothing else waits for it. */
  async #keepUp(job: () => Promise<void>): Promise<void> {
    try {
      await job();
      this.#troubles.clear('backup');
    } catch (error) {
      const failure = diskFailure(error);
      if (failure === undefined) throw error;
      this.#troubles.add('backup', failure.failure);
      this.#options.log(`upkeep was put off: ${failure.message}`);
    }
  }

  /** The one way of all work on the engine, so that damage is acted on wherever it shows. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#lane.run(() => this.#guard.run(work));
  }

  #fail(error: unknown): void {
    if (!this.#guard.foundDamaged) this.#options.onFatal(error);
  }

  async #settleAggregates(): Promise<void> {
    if (!this.#aggregatesDue || !this.#upkeep.hasAggregates) return;
    await refreshChanged(this.#files.engine, this.#options.now());
    this.#aggregatesDue = false;
  }

  /** Each number beyond the position is an entry on its way: those that are missing were passed over. */
  #tellWaiting(): void {
    this.#options.onWaiting(this.#files.journal.last - this.#position);
  }
}
