import type { DatabaseStatus } from '../../../shared/contract/status-view';
import {
  failure,
  succeed,
  type Failure,
  type Instant,
  type Result,
} from '../../../shared/base/failure';
import type { HistoryFinding } from '../../engine/ports/history';
import {
  isAnswer,
  isNotice,
  type CallName,
  type HistoryAnswer,
  type HistoryCalls,
  type HistoryNotice,
} from './messages';
import type { Trouble } from '../engines/embedded/troubles';
import { startTimer } from '../../timing/timer';
import { Listeners } from '../../../shared/base/listeners';

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
/** What could not be opened is tried again by itself, first after this, then after twice as long each time. */
const FIRST_RETRY_MS = 5_000;
const LONGEST_RETRY_MS = 300_000;
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
  readonly #listeners = new Listeners<[DatabaseStatus]>();
  readonly #findingListeners = new Listeners<[HistoryFinding]>();
  readonly #pending = new Map<number, Pending>();
  #status: DatabaseStatus = { state: 'opening' };
  #process: HistoryProcess | undefined;
  #engine = '';
  #waiting = 0;
  #trouble: Trouble | undefined;
  #lastId = 0;
  #crashes = 0;
  #since: Instant;
  #cancelRestart: (() => void) | undefined;
  /** Openings that failed in a row. */
  #failures = 0;
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
    return this.#listeners.add(listener);
  }

  /** Called for each thing that is found wrong with the history's files. */
  onFinding(listener: (finding: HistoryFinding) => void): () => void {
    return this.#findingListeners.add(listener);
  }

  async request<Name extends CallName>(
    call: Name,
    argument: HistoryCalls[Name]['argument'],
  ): Promise<Result<HistoryCalls[Name]['answer']>> {
    if (this.#closing !== undefined) return { ok: false, failure: CLOSED };
    if (this.#status.state === 'failed') return { ok: false, failure: this.#status.failure };
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
    if (this.#status.state === 'failed') {
      this.#cancelRestart?.();
      const attempt = this.#process;
      this.#process = undefined;
      attempt?.kill();
      return;
    }
    const ended = new Promise<void>((resolve) => {
      this.#ended = resolve;
    });
    const cancelLimit = startTimer(CLOSE_LIMIT_MS, () => {
      this.#options.log('the history did not close in time and is ended');
      this.#giveUp(CLOSED);
    });
    void this.#put('close', null);
    await ended;
    cancelLimit();
    this.#cancelRestart?.();
    this.#settleAll(CLOSED);
  }

  #start(): void {
    // While an opening that failed is tried again requests go on failing at once.
    if (this.#status.state !== 'failed') this.#setStatus({ state: 'opening' });
    this.#waiting = 0;
    this.#trouble = undefined;
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
      this.#noticed(message);
    } else if (isAnswer(message)) {
      if (message.id === 0) this.#opened(message);
      else this.#answered(message);
    }
  }

  #noticed(notice: HistoryNotice): void {
    switch (notice.notice) {
      case 'log':
        this.#options.log(notice.message);
        return;
      case 'finding':
        this.#findingListeners.tell(notice.finding);
        return;
      case 'waiting':
        this.#waiting = notice.waiting;
        break;
      case 'trouble':
        this.#trouble = notice.trouble ?? undefined;
        break;
    }
    if (this.#status.state === 'ready') this.#setReady();
  }

  #opened(answer: HistoryAnswer): void {
    if (!answer.ok) {
      this.#giveUp(answer.failure);
      return;
    }
    this.#engine = (answer.value as HistoryCalls['open']['answer']).engine;
    this.#failures = 0;
    this.#since = this.#options.clock();
    this.#setReady();
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
    if (this.#status.state === 'failed') {
      this.#giveUp(this.#status.failure);
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
          hint: 'What was acknowledged is safe in its journal. It is started again in a while.',
        }),
      );
      return;
    }
    this.#setStatus({ state: 'opening' });
    this.#cancelRestart = startTimer(delay, () => this.#start());
  }

  /** Fails what waits, and tries again later: what was in the way may go, such as a full disk. */
  #giveUp(reason: Failure): void {
    const process = this.#process;
    this.#process = undefined;
    process?.kill();
    this.#crashes = 0;
    this.#setStatus({ state: 'failed', failure: reason });
    this.#settleAll(reason);
    this.#ended?.();
    if (this.#closing !== undefined) return;
    const delay = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures);
    this.#failures += 1;
    this.#cancelRestart = startTimer(delay, () => this.#start());
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

  #setReady(): void {
    const refusing = this.#trouble;
    this.#setStatus({
      state: 'ready',
      engine: this.#engine,
      waiting: this.#waiting,
      ...(refusing === undefined ? {} : { refusing }),
    });
  }

  #setStatus(status: DatabaseStatus): void {
    this.#status = status;
    this.#listeners.tell(status);
  }
}
