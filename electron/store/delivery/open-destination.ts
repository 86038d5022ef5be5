import type { Failure } from '../../../shared/base/failure';
import { failureText } from '../../../shared/base/sentences';
import { diskFailure } from '../files/disk-room';
import { SeriesJobs } from '../maintenance/series-jobs';
import type { Frame } from '../outbox/frame';
import type { Holds } from '../outbox/holds';
import type { Backlog } from './backlog';
import type { Delivery, DeliveryContext } from './deliver-entry';
import type { Engine, EngineContext, Job, OpenedEngine } from './engine';

export interface DeliveryOptions extends Omit<EngineContext, 'keeps'> {
  /** What the journal knows the destination by. */
  readonly name: string;
  readonly holds: Holds;
  readonly installation: string;
  readonly onDelivered: (delivery: Delivery) => void;
  /** Upkeep was put off by a disk that takes nothing; undefined when it is done again. */
  readonly onUpkeep: (failure: Failure | undefined) => void;
}

/** A destination for as long as its engine is open: gives it entries, in order and each once, and looks after it. */
export class OpenDestination {
  readonly engine: Engine;
  readonly #options: DeliveryOptions;
  readonly #backlog: Backlog;
  readonly #context: DeliveryContext;
  readonly #series: SeriesJobs | undefined;
  #position: number;

  constructor(options: DeliveryOptions, backlog: Backlog, { engine, position }: OpenedEngine) {
    const { journal, installation, now } = options;
    this.#options = options;
    this.#backlog = backlog;
    this.engine = engine;
    this.#context = { engine: engine.sql, journal: journal.id, installation, now };
    const isOurs = engine.schema.timescale && engine.jobs === 'app';
    this.#series = isOurs ? new SeriesJobs(engine.sql, now) : undefined;
    this.#position = position;
  }

  /** Number of the last entry that it holds. */
  get position(): number {
    return this.#position;
  }

  /** Makes the installation known to it, and the journal go on behind what it holds. */
  async register(): Promise<void> {
    const { journal, installation, now, log, name } = this.#options;
    if (this.#position > journal.last) {
      log(`${name} holds entries up to ${this.#position}, which the journal has lost`);
      await journal.advanceTo(this.#position);
    }
    await this.engine.tables.register(this.engine.sql, installation, now());
    this.#moveTo(this.#position);
  }

  /** Delivers all that the journal has beyond it; an engine in this process may have died over the first. */
  async catchUp(): Promise<void> {
    const { journal } = this.#options;
    const { care } = this.engine;
    let isFirst = true;
    for await (const frame of journal.read(this.#position)) {
      const deliver = (): Promise<void> => this.#deliver(frame);
      const passOver = (): Promise<void> => this.#passOver(frame.sequence);
      if (isFirst && care !== undefined) await care.deliverFirst(frame, { deliver, passOver });
      else await deliver();
      isFirst = false;
    }
    // The end of the journal is missing: what comes next goes on after it.
    if (this.#position < journal.last) await this.#passOver(journal.last);
  }

  /** Delivers the next entry, if there is one. */
  async deliverNext(): Promise<void> {
    const { last } = this.#options.journal;
    if (this.#position >= last) return;
    const frame = await this.#backlog.next(this.#position);
    if (frame === undefined) await this.#passOver(last);
    else await this.#deliver(frame);
  }

  async takeUpPutBy(): Promise<void> {
    for (const sequence of await this.engine.tables.takeUpPutBy(this.#context))
      this.#options.log(`entry ${sequence}, which an older version had put by, was delivered`);
  }

  async dueJobs(): Promise<readonly Job[]> {
    const { care } = this.engine;
    return [...((await this.#series?.due()) ?? []), ...((await care?.dueJobs()) ?? [])];
  }

  /** Does a piece of upkeep. A backup that a full disk refuses is made later; nothing else waits for it. */
  async keepUp(job: Job): Promise<void> {
    const { onUpkeep, log } = this.#options;
    try {
      await job();
      onUpkeep(undefined);
    } catch (error) {
      const refused = diskFailure(error);
      if (refused === undefined) throw error;
      onUpkeep(refused.failure);
      log(`upkeep was put off: ${failureText(refused.failure)}`);
    }
  }

  /** The one way of all work on it, so that damage is acted on wherever it shows. */
  run<T>(work: () => Promise<T>): Promise<T> {
    return this.engine.care?.run(work) ?? work();
  }

  async #deliver(frame: Frame): Promise<void> {
    const { journal, log, onDelivered } = this.#options;
    // After a failure nothing may overtake the entry that failed: the position would skip it.
    if (!journal.follows(frame.sequence, this.#position))
      throw new Error(`entry ${frame.sequence} does not follow entry ${this.#position}`);
    const delivery = await this.engine.tables.deliver(this.#context, frame);
    this.#moveTo(frame.sequence);
    const { putBy } = delivery;
    if (putBy !== undefined)
      log(`entry ${frame.sequence} was put by (${putBy.state}): ${putBy.reason}`);
    onDelivered(delivery);
    const { care } = this.engine;
    if (care !== undefined) await this.keepUp(() => care.delivered(frame.payload.length));
  }

  /** Goes on after entries that are missing, or kept elsewhere. */
  async #passOver(sequence: number): Promise<void> {
    await this.engine.tables.passOver(this.#context, sequence);
    this.#moveTo(sequence);
  }

  #moveTo(sequence: number): void {
    const { holds, name } = this.#options;
    this.#position = sequence;
    this.#backlog.forgetThrough(sequence);
    // Of an engine in this process it is its backup that counts.
    if (this.engine.care === undefined) holds.keeps(name, sequence);
  }
}
