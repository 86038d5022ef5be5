import { failure, type Failure, type Result } from '../base/failure';
import { Listeners } from '../base/listeners';
import { isAnswer, isEvent, isProgress, type AnswerMessage, type ToServer } from './messages';
import type { ChannelPort } from './port';
import type { Follow } from './table';

/** What must be answered well before anything else is put through a port, such as opening a folder. */
export interface Opening {
  readonly call: string;
  readonly argument: unknown;
  readonly answered: (result: Result<unknown>) => void;
}

export interface CallerOptions {
  /** The first number that a call gets, 1 by default. */
  readonly firstId?: number;
  /** A call that was put was cancelled; the other end may be busy with it until it answers. */
  readonly onCancelled?: (id: number) => void;
  /** The other end is done with a call, whether somebody still waits for it or not. */
  readonly onAnswered?: (id: number) => void;
}

interface Pending {
  readonly id: number;
  readonly call: string;
  readonly argument: unknown;
  readonly settle: (result: Result<unknown>) => void;
  readonly onProgress: ((progress: unknown) => void) | undefined;
}

const OPENING_ID = 0;

/**
 * Puts calls to the other end and settles each with its answer. Without a port they wait; a port that comes
 * later, or instead of one that is gone, is given all that is unanswered, in its order.
 */
export class Caller {
  readonly #options: CallerOptions;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<string, Listeners<[unknown]>>();
  #port: ChannelPort | undefined;
  /** Why nothing is put any more. */
  #ended: Failure | undefined;
  #opening: Opening | undefined;
  #nextId: number;

  constructor(options: CallerOptions = {}) {
    this.#options = options;
    this.#nextId = options.firstId ?? OPENING_ID + 1;
  }

  /** Never rejects. */
  ask(call: string, argument: unknown, follow: Follow<unknown> = {}): Promise<Result<unknown>> {
    if (this.#ended !== undefined) return Promise.resolve({ ok: false, failure: this.#ended });
    return new Promise((settle) => {
      const id = this.#nextId;
      this.#nextId += 1;
      const pending: Pending = { id, call, argument, settle, onProgress: follow.onProgress };
      this.#pending.set(id, pending);
      if (this.#opening === undefined) this.#put(pending);
      follow.whenCancelled?.(() => this.#cancel(pending));
    });
  }

  /** @returns what ends the subscription */
  on(event: string, listener: (payload: unknown) => void): () => void {
    const listeners = this.#listeners.get(event) ?? new Listeners<[unknown]>();
    this.#listeners.set(event, listeners);
    return listeners.add(listener);
  }

  /** Goes on through this port, instead of any other: at once, or when the opening was answered well. */
  attach(port: ChannelPort, opening?: Opening): void {
    this.#port = port;
    this.#opening = opening;
    port.onMessage((message) => {
      if (this.#port === port) this.#receive(message);
    });
    if (opening === undefined) this.#putAll();
    else this.#post({ id: OPENING_ID, call: opening.call, argument: opening.argument });
  }

  /** What is unanswered waits for another port. */
  detach(): void {
    this.#port = undefined;
    this.#opening = undefined;
  }

  /** Fails everything that is unanswered. */
  abandon(reason: Failure): void {
    const unanswered = [...this.#pending.values()];
    this.#pending.clear();
    for (const { settle } of unanswered) settle({ ok: false, failure: reason });
  }

  /** The other end is gone for good: what is unanswered fails, and so does whatever is asked later. */
  end(reason: Failure): void {
    this.#ended = reason;
    this.detach();
    this.abandon(reason);
  }

  /** Names of the calls that are unanswered, in the order in which they were asked. */
  unanswered(): readonly string[] {
    return [...this.#pending.values()].map(({ call }) => call);
  }

  #receive(message: unknown): void {
    if (isAnswer(message)) this.#answered(message);
    else if (isProgress(message)) this.#pending.get(message.id)?.onProgress?.(message.progress);
    else if (isEvent(message)) this.#listeners.get(message.event)?.tell(message.payload);
  }

  #answered(message: AnswerMessage): void {
    const result: Result<unknown> = message.ok
      ? { ok: true, value: message.value }
      : { ok: false, failure: message.failure };
    const opening = this.#opening;
    if (opening !== undefined) {
      if (message.id !== OPENING_ID) return;
      // What is asked by whoever hears of it goes out with the rest, once.
      opening.answered(result);
      if (!result.ok || this.#opening !== opening) return;
      this.#opening = undefined;
      this.#putAll();
      return;
    }
    const pending = this.#pending.get(message.id);
    this.#pending.delete(message.id);
    this.#options.onAnswered?.(message.id);
    pending?.settle(result);
  }

  #cancel(pending: Pending): void {
    if (!this.#pending.delete(pending.id)) return;
    if (this.#port !== undefined && this.#opening === undefined) {
      this.#post({ cancel: pending.id });
      this.#options.onCancelled?.(pending.id);
    }
    pending.settle({ ok: false, failure: failure('cancelled', 'It was cancelled.') });
  }

  #putAll(): void {
    for (const pending of this.#pending.values()) this.#put(pending);
  }

  #put({ id, call, argument, settle }: Pending): void {
    try {
      this.#post({ id, call, argument });
    } catch {
      // No port takes it, now or later; what is behind it goes on.
      this.#pending.delete(id);
      settle({ ok: false, failure: failure('internal', 'What was asked could not be sent.') });
    }
  }

  #post(message: ToServer): void {
    this.#port?.post(message);
  }
}
