import type { DatabaseStatus } from '../../../shared/ipc/status-view';
import {
  failure,
  succeed,
  type Failure,
  type Instant,
  type Result,
} from '../../../shared/portfolio/failure';
import {
  isAnswer,
  isNotice,
  type CallName,
  type HistoryAnswer,
  type HistoryCalls,
} from './messages';

/** A started history process, whatever started it. */
export interface HistoryProcess {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, when the process has ended. */
  onExit(listener: (reason: string) => void): void;
  /** Ends it at once, however busy it is. */
  kill(): void;
}

export interface HistoryClientOptions {
  /** Where the history lives. */
  readonly directory: string;
  readonly spawn: () => HistoryProcess;
  readonly log: (message: string) => void;
  readonly clock: () => Instant;
}

interface Pending {
  readonly id: number;
  readonly call: CallName;
  readonly argument: unknown;
  readonly settle: (result: Result<unknown>) => void;
}

/** Waits before each restart of a process that ended by itself; after the last it is given up. */
const RESTART_DELAYS_MS: readonly number[] = [100, 1_000, 5_000];
/** A process that was ready for so long is not part of a series of crashes. */
const STABLE_AFTER_MS = 60_000;
/** What has failed is tried again by a request that comes later than this. */
const RETRY_FAILED_AFTER_MS = 30_000;
/** A process that does not close in time is ended: its journal is safe in any case. */
const CLOSE_LIMIT_MS = 20_000;

const CLOSED: Failure = failure('storage', 'The history is closed.');

/**
 * Keeps a history process running and puts requests to it: those made while it opens or restarts wait,
 * and those that a crash left unanswered are put again in their order, which is safe because
 * delivering a write twice changes nothing.
 */
export class HistoryClient {
  readonly #options: HistoryClientOptions;
  readonly #listeners = new Set<(status: DatabaseStatus) => void>();
  readonly #pending = new Map<number, Pending>();
  #status: DatabaseStatus = { state: 'opening' };
  #process: HistoryProcess | undefined;
  #engine = '';
  #waiting = 0;
  #lastId = 0;
  #crashes = 0;
  #since: Instant;
  #restart: NodeJS.Timeout | undefined;
  #closing: Promise<void> | undefined;
  #ended: (() => void) | undefined;

  constructor(options: HistoryClientOptions) {
    this.#options = options;
    this.#since = options.clock();
    this.#start();
  }

  status(): DatabaseStatus {
    return this.#status;
  }

  onStatus(listener: (status: DatabaseStatus) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async request<Name extends CallName>(
    call: Name,
    argument: HistoryCalls[Name]['argument'],
  ): Promise<Result<HistoryCalls[Name]['answer']>> {
    if (this.#closing !== undefined) return { ok: false, failure: CLOSED };
    if (this.#status.state === 'failed') {
      if (this.#options.clock() - this.#since < RETRY_FAILED_AFTER_MS)
        return { ok: false, failure: this.#status.failure };
      this.#crashes = 0;
      this.#start();
    }
    const result = await this.#put(call, argument);
    // Both ends are of one build, and the answer is that of the call.
    return result.ok ? succeed(result.value as HistoryCalls[Name]['answer']) : result;
  }

  /** Waits for what was asked before, closes the history and ends the process. Safe to call twice. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    if (this.#status.state === 'failed') return;
    const ended = new Promise<void>((resolve) => {
      this.#ended = resolve;
    });
    const limit = setTimeout(() => {
      this.#options.log('the history did not close in time and is ended');
      this.#giveUp(CLOSED);
    }, CLOSE_LIMIT_MS);
    void this.#put('close', null);
    await ended;
    clearTimeout(limit);
    clearTimeout(this.#restart);
    this.#settleAll(CLOSED);
  }

  #start(): void {
    this.#setStatus({ state: 'opening' });
    const started = this.#options.spawn();
    this.#process = started;
    started.onMessage((message) => {
      if (this.#process === started) this.#receive(message);
    });
    started.onExit((reason) => {
      if (this.#process === started) this.#exited(reason);
    });
    const { directory } = this.#options;
    started.post({ id: 0, call: 'open', argument: { directory } });
  }

  #receive(message: unknown): void {
    if (isNotice(message)) {
      if (message.notice === 'log') this.#options.log(message.message);
      else this.#setWaiting(message.waiting);
    } else if (isAnswer(message)) {
      if (message.id === 0) this.#opened(message);
      else this.#answered(message);
    }
  }

  #opened(answer: HistoryAnswer): void {
    if (!answer.ok) {
      this.#giveUp(answer.failure);
      return;
    }
    this.#engine = (answer.value as HistoryCalls['open']['answer']).engine;
    this.#waiting = 0;
    this.#since = this.#options.clock();
    this.#setStatus({ state: 'ready', engine: this.#engine, waiting: 0 });
    for (const pending of this.#pending.values()) this.#post(pending);
  }

  #answered(answer: HistoryAnswer): void {
    const pending = this.#pending.get(answer.id);
    if (pending === undefined || pending.call === 'close') return;
    this.#pending.delete(answer.id);
    pending.settle(answer.ok ? succeed(answer.value) : { ok: false, failure: answer.failure });
  }

  #exited(reason: string): void {
    this.#process = undefined;
    if (this.#closing !== undefined && this.#onlyCloseIsPending()) {
      this.#ended?.();
      return;
    }
    const wasStable =
      this.#status.state === 'ready' && this.#options.clock() - this.#since >= STABLE_AFTER_MS;
    if (wasStable) this.#crashes = 0;
    const delay = RESTART_DELAYS_MS[this.#crashes];
    this.#crashes += 1;
    this.#options.log(`the history's process ended: ${reason}`);
    if (delay === undefined) {
      this.#giveUp(
        failure('storage', "The history's process keeps ending by itself.", {
          hint: 'What was acknowledged is safe in its journal. Restart Portolan.',
        }),
      );
      return;
    }
    this.#setStatus({ state: 'opening' });
    this.#restart = setTimeout(() => this.#start(), delay);
  }

  #giveUp(reason: Failure): void {
    const process = this.#process;
    this.#process = undefined;
    process?.kill();
    this.#since = this.#options.clock();
    this.#setStatus({ state: 'failed', failure: reason });
    this.#settleAll(reason);
    this.#ended?.();
  }

  #put(call: CallName, argument: unknown): Promise<Result<unknown>> {
    return new Promise((settle) => {
      this.#lastId += 1;
      const pending: Pending = { id: this.#lastId, call, argument, settle };
      this.#pending.set(pending.id, pending);
      if (this.#status.state === 'ready') this.#post(pending);
    });
  }

  #post({ id, call, argument }: Pending): void {
    this.#process?.post({ id, call, argument });
  }

  #onlyCloseIsPending(): boolean {
    return [...this.#pending.values()].every(({ call }) => call === 'close');
  }

  #settleAll(reason: Failure): void {
    const unanswered = [...this.#pending.values()];
    this.#pending.clear();
    for (const { settle } of unanswered) settle({ ok: false, failure: reason });
  }

  #setWaiting(waiting: number): void {
    this.#waiting = waiting;
    if (this.#status.state === 'ready')
      this.#setStatus({ state: 'ready', engine: this.#engine, waiting: this.#waiting });
  }

  #setStatus(status: DatabaseStatus): void {
    this.#status = status;
    for (const listener of this.#listeners) listener(status);
  }
}
