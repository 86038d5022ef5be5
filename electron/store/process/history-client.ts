import type { DatabaseStatus } from '../../../shared/contract/status-view';
import { failure, type Failure, type Instant, type Result } from '../../../shared/base/failure';
import { Listeners } from '../../../shared/base/listeners';
import { Caller } from '../../../shared/channel/caller';
import { clientOf, type Client } from '../../../shared/channel/client';
import type { Follow, OutputOf } from '../../../shared/channel/table';
import type { HistoryFinding } from '../../engine/ports/history';
import type { ChildProcessPort } from '../../processes/child-process';
import { startTimer } from '../../timing/timer';
import type { Trouble } from '../history/troubles';
import type { StoreCalls, StoreTable } from './store-table';

export interface HistoryClientOptions {
  /** Where the history lives. */
  readonly directory: string;
  readonly spawn: () => ChildProcessPort;
  readonly log: (message: string) => void;
  readonly clock: () => Instant;
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

const CLOSED = failure('storage', 'The history is closed.');

/**
 * Keeps a history process running and puts requests to it: those made while it opens or restarts wait,
 * and those that a crash left unanswered are put again in their order, which is safe because
 * delivering a write twice changes nothing.
 */
export class HistoryClient {
  readonly #options: HistoryClientOptions;
  readonly #listeners = new Listeners<[DatabaseStatus]>();
  readonly #caller = new Caller();
  readonly #store: Client<StoreTable> = clientOf<StoreTable>({
    ask: (call, argument, follow) => this.#ask(call, argument, follow),
    on: (event, listener) => this.#caller.on(event, listener),
  });
  #status: DatabaseStatus = { state: 'opening' };
  #process: ChildProcessPort | undefined;
  #engine = '';
  #waiting = 0;
  #trouble: Trouble | undefined;
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
    this.#listen();
    this.#start();
  }

  /** What is asked of the process; fails at once while the history cannot be opened. */
  get call(): Omit<Client<StoreTable>['call'], 'open' | 'close'> {
    return this.#store.call;
  }

  status(): DatabaseStatus {
    return this.#status;
  }

  onStatus(listener: (status: DatabaseStatus) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Called for each thing that is found wrong with the history's files. */
  onFinding(listener: (finding: HistoryFinding) => void): () => void {
    return this.#store.on.finding(listener);
  }

  async #ask(call: string, argument: unknown, follow?: Follow<unknown>): Promise<Result<unknown>> {
    if (this.#closing !== undefined) return { ok: false, failure: CLOSED };
    if (this.#status.state === 'failed') return { ok: false, failure: this.#status.failure };
    return this.#caller.ask(call, argument, follow);
  }

  /** Waits for what was asked before, closes the history and ends the process. Safe to call twice. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    if (this.#status.state === 'failed') {
      this.#cancelRestart?.();
      this.#leaveProcess()?.kill();
      return;
    }
    const ended = new Promise<void>((resolve) => {
      this.#ended = resolve;
    });
    const cancelLimit = startTimer(CLOSE_LIMIT_MS, () => {
      this.#options.log('the history did not close in time and is ended');
      this.#giveUp(CLOSED);
    });
    void this.#caller.ask('close', undefined);
    await ended;
    cancelLimit();
    this.#cancelRestart?.();
    this.#caller.abandon(CLOSED);
  }

  #start(): void {
    // While an opening that failed is tried again requests go on failing at once.
    if (this.#status.state !== 'failed') this.#setStatus({ state: 'opening' });
    this.#waiting = 0;
    this.#trouble = undefined;
    const started = this.#options.spawn();
    this.#process = started;
    started.onExit((reason) => {
      if (this.#process === started) this.#exited(reason);
    });
    const { directory } = this.#options;
    this.#caller.attach(started, {
      call: 'open',
      argument: { directory },
      // It is what the table says of `open`.
      answered: (opened) => this.#takeOpening(opened as Result<OutputOf<StoreCalls['open']>>),
    });
  }

  #listen(): void {
    const { on } = this.#store;
    on.log((message) => this.#options.log(message));
    on.waiting((waiting) => {
      this.#waiting = waiting;
      this.#tellReady();
    });
    on.trouble((trouble) => {
      this.#trouble = trouble ?? undefined;
      this.#tellReady();
    });
  }

  #tellReady(): void {
    if (this.#status.state === 'ready') this.#setReady();
  }

  #takeOpening(opened: Result<OutputOf<StoreCalls['open']>>): void {
    if (!opened.ok) {
      this.#giveUp(opened.failure);
      return;
    }
    this.#engine = opened.value.engine;
    this.#failures = 0;
    this.#since = this.#options.clock();
    this.#setReady();
  }

  #exited(reason: string): void {
    this.#leaveProcess();
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
    this.#leaveProcess()?.kill();
    this.#crashes = 0;
    this.#setStatus({ state: 'failed', failure: reason });
    this.#caller.abandon(reason);
    this.#ended?.();
    if (this.#closing !== undefined) return;
    const delay = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures);
    this.#failures += 1;
    this.#cancelRestart = startTimer(delay, () => this.#start());
  }

  /** What is unanswered waits for the next process. */
  #leaveProcess(): ChildProcessPort | undefined {
    const left = this.#process;
    this.#process = undefined;
    this.#caller.detach();
    return left;
  }

  #onlyCloseIsPending(): boolean {
    return this.#caller.unanswered().every((call) => call === 'close');
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
