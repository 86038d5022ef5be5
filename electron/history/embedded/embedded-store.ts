import type { HistoryQuery, HistorySeries } from '../../../shared/history/series';
import type { Instant } from '../../../shared/portfolio/failure';
import type { Connection } from '../../../shared/portfolio/venue';
import type { PortfolioId } from '../../services/ports/history';
import type { Touched } from '../entries/apply-entry';
import type { Entry } from '../entries/entry';
import { makeFolder } from '../files/durable-files';
import type { Frame } from '../journal/frame';
import { Journal } from '../journal/journal';
import { refreshChanged } from '../maintenance/aggregates';
import { readConnections } from '../queries/connections';
import { readSettings } from '../queries/settings';
import { readSpan, readTotals, type RecordedSpan } from '../queries/totals';
import type { SqlEngine } from '../sql/sql-engine';
import type { EmbeddedEngine } from './engine';
import { markEngineClean } from './engine-state';
import { registerInstallation, storeIdentity } from './identity';
import { deliver, type DeliveryContext } from './journal-delivery';
import { Lane } from './lane';
import { lockFolder, type FolderLock } from './lock';
import { openEngineFolder } from './open-engine-folder';
import { takeUpPutBy } from './put-by';
import { assertStorable } from './storable';
import { storePaths, type StorePaths } from './store-paths';
import { Upkeep } from './upkeep';

/** A predecessor whose app was killed may still be closing. */
const LOCK_PATIENCE_MS = 5_000;

export interface EmbeddedStoreOptions {
  /** Everything of the history lives in it; it is made when missing. */
  readonly directory: string;
  /** How long to wait for another process that holds the folder, {@link LOCK_PATIENCE_MS} by default. */
  readonly lockPatienceMs?: number;
  readonly log: (message: string) => void;
  readonly now: () => Instant;
  /** How many acknowledged writes are still on their way to the engine. */
  readonly onWaiting: (waiting: number) => void;
  /** The engine failed in a way that only a new process can mend. Nothing acknowledged is lost. */
  readonly onFatal: (error: unknown) => void;
}

/**
 * The history on this machine: the lock, the journal and the engine together. Lives in a process of
 * its own, since the engine holds some 350 MB and computes without yielding.
 */
export class EmbeddedStore {
  readonly engineDescription: string;
  readonly #options: EmbeddedStoreOptions;
  readonly #paths: StorePaths;
  readonly #lock: FolderLock;
  readonly #journal: Journal;
  readonly #engine: EmbeddedEngine;
  readonly #delivery: DeliveryContext;
  readonly #upkeep: Upkeep;
  readonly #lane = new Lane();
  readonly #spans = new Map<PortfolioId, RecordedSpan | undefined>();
  #undelivered = 0;
  /** Number of the last entry that reached the engine. */
  #position = 0;
  /** True until looked at: an earlier run may have been killed before it refreshed. */
  #aggregatesDue = true;
  #closing: Promise<void> | undefined;

  private constructor(
    options: EmbeddedStoreOptions,
    paths: StorePaths,
    lock: FolderLock,
    journal: Journal,
    engine: EmbeddedEngine,
    installation: string,
    upkeep: Upkeep,
  ) {
    this.#options = options;
    this.#paths = paths;
    this.#lock = lock;
    this.#journal = journal;
    this.#engine = engine;
    this.engineDescription = engine.description;
    this.#upkeep = upkeep;
    this.#delivery = { engine, journal: journal.id, installation, now: options.now };
  }

  /**
   * Opens the history of a folder and delivers what its journal holds beyond the engine.
   * @throws StorageError
   */
  static async open(options: EmbeddedStoreOptions): Promise<EmbeddedStore> {
    const { directory, log, now } = options;
    const paths = storePaths(directory);
    await makeFolder(directory);
    const lock = await lockFolder(paths.lock, options.lockPatienceMs ?? LOCK_PATIENCE_MS);
    let journal: Journal | undefined;
    let engine: EmbeddedEngine | undefined;
    try {
      journal = await Journal.open(paths.journal);
      const { installation, journalIsWhole } = await storeIdentity(paths, journal);
      const opened = await openEngineFolder({ paths, journal, journalIsWhole, log, now });
      const { position, schema } = opened;
      engine = opened.engine;
      await registerInstallation(engine, installation, now());
      const upkeep = new Upkeep({ paths, journal, engine, schema, journalIsWhole, log, now });
      const store = new EmbeddedStore(options, paths, lock, journal, engine, installation, upkeep);
      await store.#catchUp(position);
      await store.#takeUpPutBy();
      return store;
    } catch (error) {
      await engine?.close().catch(() => undefined);
      await journal?.close();
      await lock.release();
      throw error;
    }
  }

  /** Resolves when the entry is in the journal on disk; it reaches the engine after those before it. */
  async write(entry: Entry): Promise<void> {
    assertStorable(entry);
    const payload = JSON.stringify(entry);
    const sequence = await this.#journal.append(payload);
    this.#countUndelivered(1);
    void this.#lane
      .run(() => this.#deliver({ sequence, payload }))
      .then(() => this.#countUndelivered(-1))
      .catch((error: unknown) => this.#options.onFatal(error));
  }

  connections(): Promise<readonly Connection[]> {
    return this.#lane.run(() => readConnections(this.#engine));
  }

  settings(): Promise<Readonly<Record<string, unknown>>> {
    return this.#lane.run(() => readSettings(this.#engine));
  }

  totals(portfolio: PortfolioId, query: HistoryQuery): Promise<HistorySeries> {
    return this.#lane.run(async () => {
      await this.#settleAggregates();
      return readTotals(this.#engine, portfolio, query, await this.#span(portfolio));
    });
  }

  firstPointAt(portfolio: PortfolioId): Promise<Instant | undefined> {
    return this.#lane.run(async () => (await this.#span(portfolio))?.first);
  }

  /** Does the engine's due jobs, each in its turn among reads and writes. */
  async maintain(): Promise<void> {
    for (const job of await this.#lane.run(() => this.#upkeep.dueJobs())) {
      if (this.#closing !== undefined) return;
      await this.#lane.run(job);
    }
  }

  /** For tests and inspection: runs work on the engine in its turn. */
  inspect<T>(work: (engine: SqlEngine) => Promise<T>): Promise<T> {
    return this.#lane.run(() => work(this.#engine));
  }

  /** Drains what was handed in, closes the engine and leaves its folder flushed to disk. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#journal.close();
    await this.#lane.idle();
    try {
      await this.#upkeep.beforeClose();
      await this.#engine.close();
      await markEngineClean(this.#paths);
    } finally {
      await this.#lock.release();
    }
  }

  async #catchUp(position: number): Promise<void> {
    this.#position = position;
    if (position > this.#journal.last) {
      // The disk lost the end of the journal, or the folder was restored; the engine has it all.
      this.#options.log(`the journal ends at ${this.#journal.last}, the engine at ${position}`);
      await this.#journal.advanceTo(position);
      return;
    }
    for await (const frame of this.#journal.read(position)) await this.#deliver(frame);
  }

  async #deliver(frame: Frame): Promise<void> {
    // After a failure nothing may overtake the entry that failed: the position would skip it.
    if (frame.sequence !== this.#position + 1)
      throw new Error(`entry ${frame.sequence} does not follow entry ${this.#position}`);
    const delivery = await deliver(this.#delivery, frame);
    this.#position = frame.sequence;
    const { entry, touched, putBy } = delivery;
    if (putBy !== undefined)
      this.#options.log(`entry ${frame.sequence} was put by (${putBy.state}): ${putBy.reason}`);
    if (delivery.aggregatesDue) this.#aggregatesDue = true;
    if (entry?.kind === 'portfolio-removed') this.#spans.delete(entry.portfolio);
    else if (touched !== undefined && entry !== undefined && 'portfolio' in entry)
      this.#widen(entry.portfolio, touched);
    await this.#upkeep.afterDelivery(frame);
  }

  /** What an older version did not understand, this one may. */
  async #takeUpPutBy(): Promise<void> {
    const { engine, installation, now } = this.#delivery;
    const { delivered } = await takeUpPutBy(engine, installation, now);
    for (const { sequence } of delivered)
      this.#options.log(`entry ${sequence}, which an older version had put by, was delivered`);
    if (delivered.length > 0) this.#spans.clear();
  }

  async #settleAggregates(): Promise<void> {
    if (!this.#aggregatesDue || !this.#upkeep.hasAggregates) return;
    await refreshChanged(this.#engine, this.#options.now());
    this.#aggregatesDue = false;
  }

  async #span(portfolio: PortfolioId): Promise<RecordedSpan | undefined> {
    if (!this.#spans.has(portfolio))
      this.#spans.set(portfolio, await readSpan(this.#engine, portfolio));
    return this.#spans.get(portfolio);
  }

  #widen(portfolio: PortfolioId, { from, to }: Touched): void {
    if (!this.#spans.has(portfolio)) return;
    const known = this.#spans.get(portfolio) ?? { first: from, last: to };
    this.#spans.set(portfolio, {
      first: Math.min(known.first, from),
      last: Math.max(known.last, to),
    });
  }

  #countUndelivered(change: number): void {
    this.#undelivered += change;
    this.#options.onWaiting(this.#undelivered);
  }
}
