import { failure, fail, type Failure, type Result } from '../../shared/base/failure';
import { Caller } from '../../shared/channel/caller';
import { clientOf, type Client } from '../../shared/channel/client';
import type { Follow } from '../../shared/channel/table';
import type { ChildProcessPort } from '../processes/child-process';
import { startTimer } from '../timing/timer';
import type { WorkerTable } from './worker-table';

export interface WorkerOptions {
  readonly spawn: () => ChildProcessPort;
  readonly log: (message: string) => void;
  /** A process without work is ended after this, half a minute by default. */
  readonly idleMs?: number;
  /** A cancelled job that does not stop ends its process after this. */
  readonly heedMs?: number;
}

const IDLE_MS = 30_000;
/** Jobs look between pieces of some milliseconds; one that takes longer is stuck, or computes at one go. */
const HEED_MS = 1_000;

const CLOSED = 'Portolan is closing.';
const CRASHED: Failure = failure('internal', 'The process that worked on it ended unexpectedly.', {
  hint: 'Try again. If it happens again, the log in the data folder says more.',
});

/**
 * One process for heavy pure work, started when the first job comes and ended when it has none for a while.
 * Jobs run at the same time, in turns. A crash fails the jobs that ran, since one of them may cause it again;
 * where a process is ended because a cancelled job did not stop, the others are begun anew in the next one.
 */
export class Worker {
  readonly #options: WorkerOptions;
  readonly #caller = new Caller({
    onCancelled: (id) => this.#cancelled(id),
    onAnswered: (id) => this.#answered(id),
  });
  readonly #work = clientOf<WorkerTable>({
    ask: (call, argument, follow) => this.#ask(call, argument, follow),
    on: (event, listener) => this.#caller.on(event, listener),
  });
  /** Ends the patience with jobs that were cancelled and go on, by their numbers. */
  readonly #unheeded = new Map<number, () => void>();
  #process: ChildProcessPort | undefined;
  #cancelIdle: (() => void) | undefined;
  #isClosed = false;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#work.on.wentWrong((text) => options.log(text));
  }

  /** A method for each kind of work. */
  get call(): Client<WorkerTable>['call'] {
    return this.#work.call;
  }

  /** Cancels what runs and ends the process. */
  close(): void {
    this.#isClosed = true;
    this.#leave()?.kill();
    this.#caller.abandon(failure('cancelled', CLOSED));
  }

  async #ask(
    call: string,
    argument: unknown,
    follow: Follow<unknown> | undefined,
  ): Promise<Result<unknown>> {
    if (this.#isClosed) return fail('cancelled', CLOSED);
    this.#cancelIdle?.();
    const answer = this.#caller.ask(call, argument, follow);
    if (this.#process === undefined) this.#start();
    const result = await answer;
    this.#endWhenIdle();
    return result;
  }

  #start(): void {
    const started = this.#options.spawn();
    this.#process = started;
    started.onExit((reason) => {
      if (this.#process !== started) return;
      this.#options.log(`the worker's process ended: ${reason}`);
      this.#leave();
      this.#caller.abandon(CRASHED);
    });
    this.#caller.attach(started);
  }

  #leave(): ChildProcessPort | undefined {
    const left = this.#process;
    this.#process = undefined;
    this.#caller.detach();
    this.#cancelIdle?.();
    for (const heeded of this.#unheeded.values()) heeded();
    this.#unheeded.clear();
    return left;
  }

  #cancelled(id: number): void {
    const { heedMs = HEED_MS } = this.#options;
    this.#unheeded.set(
      id,
      startTimer(heedMs, () => {
        this.#options.log('a cancelled job did not stop: its process is ended');
        this.#leave()?.kill();
        if (this.#caller.unanswered().length > 0) this.#start();
      }),
    );
  }

  #answered(id: number): void {
    this.#unheeded.get(id)?.();
    this.#unheeded.delete(id);
    this.#endWhenIdle();
  }

  #endWhenIdle(): void {
    this.#cancelIdle?.();
    if (this.#process === undefined || this.#unheeded.size > 0) return;
    if (this.#caller.unanswered().length > 0) return;
    const { idleMs = IDLE_MS } = this.#options;
    this.#cancelIdle = startTimer(idleMs, () => this.#leave()?.kill(), { mayEnd: true });
  }
}
