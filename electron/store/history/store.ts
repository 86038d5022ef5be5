import { Destination } from '../delivery/destination';
import type { DestinationStatus, DestinationTrouble } from '../delivery/destination-status';
import type { EngineSource } from '../delivery/engine';
import type { Entry } from '../entries/entry';
import { assertStorable } from '../entries/storable';
import { diskFailure } from '../files/disk-room';
import { makeFolder } from '../files/durable-files';
import { lockFolder, type FolderLock } from '../files/folder-lock';
import { Holds } from '../outbox/holds';
import type { ReadSession } from '../queries/read-session';
import type { SqlEngine } from '../sql/sql-engine';
import { describe, StorageError, toFailure } from '../storage-error';
import { Findings } from './findings';
import { findingsOf, openOutbox, type Outbox } from './open-outbox';
import { Reading } from './reading';
import type { StoreOptions } from './store-options';
import { storePaths, type StorePaths } from './store-paths';
import { Troubles } from './troubles';

/** A predecessor whose app was killed may still be closing. */
const LOCK_PATIENCE_MS = 5_000;

/**
 * The history: one fsynced journal, and the databases that get everything from it. One of them answers what is
 * asked. Lives in a process of its own, since the embedded engine holds some 350 MB and computes without
 * yielding.
 */
export class Store {
  readonly #options: StoreOptions;
  readonly #paths: StorePaths;
  readonly #lock: FolderLock;
  readonly #outbox: Outbox;
  readonly #holds: Holds;
  readonly #findings: Findings;
  readonly #troubles: Troubles;
  readonly #reading = new Reading();
  /** The one that answers. */
  readonly #answering: Destination;
  readonly #others = new Map<string, Destination>();
  /** What the engine that answers was last known to refuse. */
  #trouble: DestinationTrouble | undefined;
  #closing: Promise<void> | undefined;

  private constructor(options: StoreOptions, paths: StorePaths, lock: FolderLock, outbox: Outbox) {
    const { log, now, engine, others = [] } = options;
    this.#options = options;
    this.#paths = paths;
    this.#lock = lock;
    this.#outbox = outbox;
    this.#holds = new Holds(outbox.journal, outbox.identity.scan.bounds?.destinations ?? []);
    this.#findings = new Findings(paths, now, (finding) => {
      log(finding.text);
      options.onFinding?.(finding);
    });
    this.#troubles = new Troubles(now, (trouble) => options.onTrouble?.(trouble));
    this.#answering = this.#destination(engine);
    for (const source of others) this.#others.set(source.name, this.#destination(source));
    const known = new Set(this.#holds.list().map(({ name }) => name));
    for (const { name } of this.destinations()) known.delete(name);
    for (const name of known)
      log(`the journal is kept for ${name}, which was not opened, until it is removed`);
  }

  /**
   * Opens the history of a folder and brings the engine that answers up to date. Whatever is damaged, it opens
   * with what is left, and says what is missing. Other destinations are opened beside it.
   * @throws StorageError when the folder is in use, of a newer version, or on a disk that takes nothing
   */
  static async open(options: StoreOptions): Promise<Store> {
    const { directory, lockPatienceMs = LOCK_PATIENCE_MS, log, now, segmentBytes } = options;
    const paths = storePaths(directory);
    let lock: FolderLock | undefined;
    let outbox: Outbox | undefined;
    try {
      await makeFolder(directory);
      lock = await lockFolder(paths.lock, lockPatienceMs);
      const sources = [options.engine, ...(options.others ?? [])];
      const traces = await Promise.all(sources.map(async (source) => source.traces?.()));
      outbox = await openOutbox({
        ...{ paths, log, now },
        traces: traces.flatMap((one) => one ?? []),
        ...(segmentBytes === undefined ? {} : { segmentBytes }),
      });
      const store = new Store(options, paths, lock, outbox);
      await store.#begin();
      return store;
    } catch (error) {
      await outbox?.journal.close();
      await lock?.release();
      throw diskFailure(error) ?? error;
    }
  }

  /** What answers, for people. */
  get engineDescription(): string {
    return this.#answering.engine.description;
  }

  /** How each destination does, the one that answers first. */
  destinations(): readonly DestinationStatus[] {
    return [this.#answering, ...this.#others.values()].map(({ status }) => status);
  }

  /** Resolves when the entry is in the journal on disk; it reaches each engine after those before it. */
  async write(entry: Entry): Promise<void> {
    assertStorable(entry);
    const payload = JSON.stringify(entry);
    let sequence: number;
    try {
      sequence = await this.#outbox.journal.append(payload);
    } catch (error) {
      if (this.#closing === undefined)
        this.#troubles.add('journal', toFailure(error, 'be written'), 1);
      throw error;
    }
    this.#troubles.clear('journal');
    for (const destination of [this.#answering, ...this.#others.values()])
      destination.offer({ sequence, payload });
  }

  /** Asks the engine that answers, in its turn: after all that was acknowledged before. */
  read<T>(query: (session: ReadSession) => Promise<T>): Promise<T> {
    const { now } = this.#options;
    return this.#answering.run((sql) =>
      query(this.#reading.session(sql, this.#answering.engine.schema, now)),
    );
  }

  /** Does what is due in each engine, in turns with reads and writes, and drops what all keep. */
  async maintain(): Promise<void> {
    await this.#outbox.journal.settle();
    for (const other of this.#others.values())
      // Not waited for: it may be slow, or answer nothing at all.
      void other.maintain().catch((error: unknown) => {
        this.#options.log(`upkeep of ${other.name} failed: ${describe(error)}`);
      });
    await this.#answering.maintain();
    if (this.#closing === undefined) await this.#holds.drop();
  }

  /** Makes a backup of the engine that answers now, in its turn, whether one is due or not. */
  backUp(): Promise<void> {
    return this.#answering.backUp();
  }

  /** For tests and inspection: runs work on the engine that answers, in its turn. */
  inspect<T>(work: (engine: SqlEngine) => Promise<T>): Promise<T> {
    return this.#answering.run(work);
  }

  /**
   * From now on a database gets all of the journal, from what it lacks on: the journal keeps that for it, also
   * when it is not given at the next opening. One that lacks what was dropped is `incomplete`: the history has
   * to be copied to it, and it has to be added anew.
   */
  async addDestination(source: EngineSource): Promise<void> {
    if (this.destinations().some(({ name }) => name === source.name))
      throw new StorageError(`The history already goes to ${source.name}.`);
    const destination = this.#destination(source);
    this.#others.set(source.name, destination);
    await this.#holds.drop();
    destination.start();
  }

  /** Sends nothing more to a database, whether it is open or not, and lets go of what was kept for it. */
  async removeDestination(name: string): Promise<void> {
    if (name === this.#answering.name)
      throw new StorageError(`${name} answers, and cannot be removed.`);
    const destination = this.#others.get(name);
    this.#others.delete(name);
    await destination?.close();
    this.#holds.end(name);
    await this.#holds.drop();
  }

  /** Drains what was handed in, closes the engines and leaves the folder flushed to disk. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#outbox.journal.close();
    try {
      const others = [...this.#others.values()].map((one) => one.close());
      await this.#answering.close();
      await Promise.all(others);
    } finally {
      await this.#lock.release();
    }
  }

  async #begin(): Promise<void> {
    const { journal } = this.#outbox;
    try {
      const { position, origin } = await this.#answering.open();
      const found = findingsOf({ paths: this.#paths, outbox: this.#outbox }, position, origin);
      await this.#answering.begin(async () => {
        await this.#findings.tellAgain();
        // Before the position moves past what is missing: an opening that ends early must not hide it.
        for (const finding of found) await this.#findings.add(finding);
      });
    } catch (error) {
      await this.#answering.abandon(error);
      await journal.close();
      throw error;
    }
    for (const other of this.#others.values()) other.start();
  }

  #destination(source: EngineSource): Destination {
    const { log, now, onFatal, random = Math.random } = this.#options;
    const { journal, identity } = this.#outbox;
    const { installation, fromTheBeginning, journalIsGuessed } = identity;
    const isAnswering = source === this.#options.engine;
    return new Destination({
      ...{ source, journal, holds: this.#holds, installation, fromTheBeginning, journalIsGuessed },
      ...{ log, now, random, onFatal },
      tell: (finding) => this.#findings.add(finding),
      onStatus: (status) => this.#followStatus(status, isAnswering),
      onDelivered: (delivery) => {
        if (isAnswering) this.#reading.follow(delivery);
      },
      onUpkeep: (failure) => {
        // What is shown is about the history that answers.
        if (!isAnswering) return;
        if (failure === undefined) this.#troubles.clear('backup');
        else this.#troubles.add('backup', failure);
      },
    });
  }

  #followStatus(status: DestinationStatus, isAnswering: boolean): void {
    this.#options.onDestination?.(status);
    if (!isAnswering) return;
    const { trouble } = status;
    if (trouble === undefined) this.#troubles.clear('engine');
    else if (trouble !== this.#trouble) this.#troubles.add('engine', trouble.failure);
    this.#trouble = trouble;
    this.#options.onWaiting(status.waiting);
  }
}
