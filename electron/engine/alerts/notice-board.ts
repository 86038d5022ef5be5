import type { Notice } from '../../../shared/contract/notice';

const MOST_KEPT = 50;

/** Raises notices, and the same one only once until something else was said. */
export class NoticeBoard {
  #count = 0;
  #raised: readonly Notice[] = [];

  constructor(private readonly publish: (notice: Notice) => void) {}

  /** The latest ones, oldest first: for a page that was not there when they were raised. */
  get raised(): readonly Notice[] {
    return this.#raised;
  }

  raise(level: Notice['level'], text: string): void {
    if (text === this.#raised.at(-1)?.text) return;
    this.#count += 1;
    const notice: Notice = { id: `notice-${this.#count}`, level, text };
    this.#raised = [...this.#raised, notice].slice(-MOST_KEPT);
    this.publish(notice);
  }
}
