import type { Notice } from '../../shared/ipc/contract';

/** Raises notices, and the same one only once until something else was said. */
export class NoticeBoard {
  #count = 0;
  #lastText = '';

  constructor(private readonly publish: (notice: Notice) => void) {}

  raise(level: Notice['level'], text: string): void {
    if (text === this.#lastText) return;
    this.#lastText = text;
    this.#count += 1;
    this.publish({ id: `notice-${this.#count}`, level, text });
  }
}
