import { backoff } from '../../../shared/base/backoff';
import { Lane } from '../../../shared/base/lane';
import { startTimer, waitFor } from '../../timing/timer';
import { diskFailure } from '../files/disk-room';
import type { Frame } from '../outbox/frame';
import type { Journal } from '../outbox/journal';
import { lostBeyond } from '../outbox/lost-beyond';
import { rangeWords, type Range } from '../outbox/ranges';
import { engineFailure, type EngineFailure } from '../sql/engine-failure';
import type { SqlEngine } from '../sql/sql-engine';
import { describe, StorageError, toFailure } from '../storage-error';
import { Backlog } from './backlog';
import type { DestinationStatus, DestinationTrouble } from './destination-status';
import type { Engine, EngineSource, OpenedEngine } from './engine';
import { OpenDestination, type DeliveryOptions } from './open-destination';

/** What an engine in this process is tried again after; for all else it is opened in a new one. */
const MENDED_BY_TIME: readonly (EngineFailure | undefined)[] = ['resources', 'busy'];
/** A server that answers nothing must not keep the app from quitting: what waits is in the journal. */
const CLOSE_PATIENCE_MS = 2_000;

export interface DestinationOptions extends Omit<DeliveryOptions, 'name'> {
  readonly source: EngineSource;
  /** 0 to 1: spreads what failed together. */
  readonly random: () => number;
  readonly onStatus: (status: DestinationStatus) => void;
}

/**
 * A database that gets every entry of the journal, in order, each exactly once: its position is part of the
 * transaction of the rows. It has a loop, pauses and troubles of its own, so that it holds up neither other
 * destinations nor the acknowledgement of writes. All work on it is done in turns.
 */
export class Destination {
  readonly #options: DestinationOptions;
  readonly #journal: Journal;
  readonly #backlog: Backlog;
  readonly #lane = new Lane();
  #open: OpenDestination | undefined;
  #lacks: readonly Range[] = [];
  #trouble: DestinationTrouble | undefined;
  #failures = 0;
  #cancelPause: (() => void) | undefined;
  /** A turn of its loop is waiting in the lane. */
  #isAwake = false;
  #maintaining: Promise<void> | undefined;
  #hasEnded = false;
  #isClosing = false;

  constructor(options: DestinationOptions) {
    this.#options = options;
    this.#journal = options.journal;
    this.#backlog = new Backlog(options.journal);
    options.holds.begin(this.name);
  }

  get name(): string {
    return this.#options.source.name;
  }

  get status(): DestinationStatus {
    return {
      name: this.name,
      state: this.#state(),
      waiting: Math.max(0, this.#journal.last - this.#position),
      lacks: this.#lacks,
      ...(this.#trouble === undefined ? {} : { trouble: this.#trouble }),
    };
  }

  /** @throws StorageError when it is not open */
  get engine(): Engine {
    return this.#requireOpen().engine;
  }

  /** Opens its engine, for {@link begin}. @throws whatever says that it cannot be opened */
  async open(): Promise<OpenedEngine> {
    const { source, holds } = this.#options;
    const keeps = async (sequence: number): Promise<void> => {
      holds.keeps(this.name, sequence);
      await holds.drop();
    };
    const opened = await source.open({ ...this.#options, keeps });
    const options = { ...this.#options, name: this.name };
    this.#open = new OpenDestination(options, this.#backlog, opened);
    return opened;
  }

  /**
   * Brings an engine of this process up to date, all at once, before anything is asked of it.
   * @param tell tells what its opening found, before its position moves past what is missing
   * @throws whatever keeps an entry from being delivered
   */
  async begin(tell: () => Promise<void>): Promise<void> {
    const open = this.#requireOpen();
    const { care } = open.engine;
    await open.register();
    await tell();
    await care?.findingsTold();
    await open.catchUp();
    await open.takeUpPutBy();
    if (care !== undefined) await open.keepUp(() => care.caughtUp());
  }

  /** Opens it and delivers what it lacks, beside all else, for as long as it takes. */
  start(): void {
    this.#wake();
  }

  /** An entry was written. */
  offer(frame: Frame): void {
    if (this.#isReady && this.#open !== undefined) this.#backlog.remember(frame);
    this.#wake();
    this.#tell();
  }

  /** Does work on its engine in its turn, after everything that was written before, as far as it takes that. */
  run<T>(work: (sql: SqlEngine) => Promise<T>): Promise<T> {
    return this.#inTurn((open) => work(open.engine.sql));
  }

  /**
   * Does the jobs that are due, each in its turn among reads and writes; nothing while it is not open. One round
   * at a time, however slow.
   */
  maintain(): Promise<void> {
    this.#maintaining ??= this.#maintain().finally(() => (this.#maintaining = undefined));
    return this.#maintaining;
  }

  /** Makes a backup in its turn, whether one is due or not, if its engine has any. */
  backUp(): Promise<void> {
    return this.#inTurn(async (open) => {
      const { care } = open.engine;
      if (care !== undefined) await open.keepUp(() => care.backUp());
    });
  }

  /** Delivers what an engine of this process still lacks, and closes it; a server gets the rest another time. */
  async close(): Promise<void> {
    this.#cancelPause?.();
    if (this.#open?.engine.care !== undefined) {
      await this.#lane.run(() => this.#deliverThrough(this.#journal.last));
      this.#isClosing = true;
      await this.#lane.idle();
      await this.#open.engine.close();
      return;
    }
    this.#isClosing = true;
    const ended = Promise.all([this.#lane.idle(), this.#letGo()]);
    await Promise.race([ended, waitFor(CLOSE_PATIENCE_MS)]);
  }

  /** Closes it after an opening that failed. */
  async abandon(error: unknown): Promise<void> {
    this.#isClosing = true;
    const care = this.#open?.engine.care;
    await (care === undefined ? this.#letGo() : care.abandon(error));
  }

  /** Of one that is not open as far as is known. */
  get #position(): number {
    return this.#open?.position ?? this.#options.holds.keptBy(this.name);
  }

  get #isReady(): boolean {
    return !this.#hasEnded && this.#cancelPause === undefined && this.#lacks.length === 0;
  }

  #state(): DestinationStatus['state'] {
    if (this.#hasEnded) return 'ended';
    if (this.#lacks.length > 0) return 'incomplete';
    if (this.#trouble !== undefined) return 'failing';
    return this.#open === undefined ? 'opening' : 'delivering';
  }

  #requireOpen(): OpenDestination {
    if (this.#open !== undefined) return this.#open;
    const { message = `The database ${this.name} is not open.`, hint } =
      this.#trouble?.failure ?? {};
    throw new StorageError(message, hint === undefined ? {} : { hint });
  }

  #inTurn<T>(work: (open: OpenDestination) => Promise<T>): Promise<T> {
    const upTo = this.#journal.last;
    return this.#lane.run(async () => {
      await this.#deliverThrough(upTo);
      const open = this.#requireOpen();
      return open.run(() => work(open));
    });
  }

  async #maintain(): Promise<void> {
    if (this.#open === undefined) return;
    for (const job of await this.#inTurn((open) => open.dueJobs())) {
      if (this.#isClosing) return;
      await this.#inTurn((open) => open.keepUp(job));
    }
  }

  #wake(): void {
    if (this.#isAwake || this.#isClosing || !this.#isReady) return;
    this.#isAwake = true;
    // One entry a turn: whoever asks for something meanwhile waits for what was written before, not longer.
    void this.#lane.run(async () => {
      this.#isAwake = false;
      if (this.#isClosing || !this.#isReady) return;
      await this.#step();
      if (this.#position < this.#journal.last) this.#wake();
    });
  }

  async #deliverThrough(sequence: number): Promise<void> {
    while (this.#isReady && !this.#isClosing && this.#position < sequence) await this.#step();
  }

  /** Delivers the next entry, and opens the engine before if it is not. Never rejects. */
  async #step(): Promise<void> {
    try {
      const open = this.#open ?? (await this.#openBeside());
      if (open === undefined) return;
      await open.run(() => open.deliverNext());
      this.#failures = 0;
      this.#trouble = undefined;
    } catch (error) {
      if (!this.#isClosing) this.#fail(error);
    } finally {
      this.#tell();
    }
  }

  /** A server may have been away, or been given a copy, since it was last open. */
  async #openBeside(): Promise<OpenDestination | undefined> {
    await this.open();
    const open = this.#requireOpen();
    // Reaching it took its time.
    if (this.#isClosing) {
      await this.#letGo();
      return undefined;
    }
    this.#lacks = lostBeyond(this.#journal, open.position);
    if (this.#lacks.length > 0) {
      const { holds, log } = this.#options;
      holds.keeps(this.name, Math.max(open.position, this.#journal.first - 1));
      const lacks = this.#lacks.map(rangeWords).join(', ');
      log(`${this.name} lacks entries that the journal no longer has: ${lacks}`);
      return undefined;
    }
    await open.register();
    await open.takeUpPutBy();
    return open;
  }

  /** What has no room is tried again. A server is opened anew: what it did at last is to be asked of it. */
  #fail(error: unknown): void {
    const { source, now, random, onFatal, log } = this.#options;
    this.#backlog.clear();
    const care = this.#open?.engine.care;
    if (care === undefined) {
      void this.#letGo();
    } else if (!MENDED_BY_TIME.includes(engineFailure(error))) {
      this.#hasEnded = true;
      if (!care.isGivenUp) onFatal(error);
      return;
    }
    this.#failures += 1;
    if (this.#failures === 1) log(`${source.name} took nothing: ${describe(error)}`);
    const failure = toFailure(diskFailure(error) ?? error, 'be written');
    this.#trouble = { failure, since: this.#trouble?.since ?? now() };
    this.#cancelPause = startTimer(backoff(this.#failures, source.pauses, random()), () => {
      this.#cancelPause = undefined;
      this.#wake();
    });
  }

  async #letGo(): Promise<void> {
    const open = this.#open;
    this.#open = undefined;
    await open?.engine.close().catch(() => undefined);
  }

  #tell(): void {
    this.#options.onStatus(this.status);
  }
}
