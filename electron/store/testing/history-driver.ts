import type { HistoryProcess } from '../process/history-client';
import {
  isAnswer,
  type CallName,
  type HistoryAnswer,
  type HistoryCalls,
} from '../process/messages';

/** Speaks to a history process without the client that would restart it when it is killed. */
export class HistoryDriver {
  readonly #process: HistoryProcess;
  readonly #waiting = new Map<number, (answer: HistoryAnswer | 'ended') => void>();
  readonly ended: Promise<void>;
  #lastId = 0;

  constructor(started: HistoryProcess) {
    this.#process = started;
    started.onMessage((message) => {
      if (!isAnswer(message)) return;
      this.#waiting.get(message.id)?.(message);
      this.#waiting.delete(message.id);
    });
    this.ended = new Promise((resolve) => {
      started.onExit(() => {
        for (const settle of this.#waiting.values()) settle('ended');
        this.#waiting.clear();
        resolve();
      });
    });
  }

  /** The answer, or `ended` when the process ended before it gave one. */
  request<Name extends CallName>(
    call: Name,
    argument: HistoryCalls[Name]['argument'],
  ): Promise<HistoryAnswer | 'ended'> {
    return new Promise((resolve) => {
      this.#lastId += 1;
      this.#waiting.set(this.#lastId, resolve);
      this.#process.post({ id: this.#lastId, call, argument });
    });
  }

  kill(): Promise<void> {
    this.#process.kill();
    return this.ended;
  }
}
