import type { Notice } from '../../../shared/contract/notice';
import type { DatabaseStatus } from '../../../shared/contract/status-view';
import { failureText, sentences } from '../../../shared/base/sentences';
import type { DatabaseState, HistoryFinding } from '../ports/history';

type Raise = (level: Notice['level'], text: string) => void;

/** Raises a notice for what the history finds wrong with its files, and for what its disk refuses. */
export function tellOfDatabase(
  history: Pick<DatabaseState, 'onStatus'> & {
    onFinding(listener: (finding: HistoryFinding) => void): () => void;
  },
  raise: Raise,
): void {
  history.onFinding(({ level, text }) => raise(level, text));
  const watch = new DatabaseTroubleWatch(raise);
  history.onStatus((status) => watch.follow(status));
}

/** Says once that the database does not take what it is given, and once that it does again. */
export class DatabaseTroubleWatch {
  #lastMessage: string | undefined;
  #refused = 0;

  constructor(private readonly raise: Raise) {}

  /** To be called with each status. */
  follow(status: DatabaseStatus): void {
    // A database that is opened anew says by itself how it is, once it is ready.
    if (status.state !== 'ready') return;
    const { refusing } = status;
    if (refusing !== undefined) {
      this.#refused = refusing.refused;
      const { message } = refusing.failure;
      if (message === this.#lastMessage) return;
      this.#lastMessage = message;
      this.raise(
        'error',
        sentences('The history is not recorded at present.', failureText(refusing.failure)),
      );
    } else if (this.#lastMessage !== undefined) {
      this.#lastMessage = undefined;
      const missed = this.#refused === 0 ? '' : ` ${this.#refused} writes were refused meanwhile.`;
      this.raise('info', `The history is recorded again.${missed}`);
    }
  }
}
