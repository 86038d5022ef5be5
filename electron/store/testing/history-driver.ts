import { isAnswer, type AnswerMessage } from '../../../shared/channel/messages';
import type { ChildProcessPort } from '../../processes/child-process';
import type { StoreCalls } from '../process/store-table';

/**
 * Speaks to a history process without the client that would restart it when it is killed; also to one of an
 * older version, whose arguments were others.
 */
export class HistoryDriver {
  readonly #process: ChildProcessPort;
  readonly #waiting = new Map<number, (answer: AnswerMessage | 'ended') => void>();
  readonly ended: Promise<void>;
  #lastId = 0;

  constructor(started: ChildProcessPort) {
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
  request(call: keyof StoreCalls, argument?: unknown): Promise<AnswerMessage | 'ended'> {
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
