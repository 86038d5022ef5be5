import type { Frame } from '../outbox/frame';
import type { Journal } from '../outbox/journal';

/** So much of what was just written is kept in memory for each destination; the rest is read from the journal. */
const MOST_IN_MEMORY = 8 * 1024 * 1024;

/** What a destination has yet to get, in order. */
export class Backlog {
  readonly #journal: Journal;
  readonly #recent = new Map<number, string>();
  #size = 0;
  #reading: AsyncGenerator<Frame, void, void> | undefined;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  /** An entry that was written just now need not be read from the journal, if it is soon its turn. */
  remember({ sequence, payload }: Frame): void {
    if (this.#size + payload.length > MOST_IN_MEMORY) return;
    this.#recent.set(sequence, payload);
    this.#size += payload.length;
  }

  /** The first entry after a number; `undefined` when the journal has none. */
  async next(after: number): Promise<Frame | undefined> {
    const payload = this.#recent.get(after + 1);
    if (payload !== undefined) {
      this.#reading = undefined;
      return { sequence: after + 1, payload };
    }
    for (;;) {
      // It yields what was there when it began: at its end another one may find more.
      const isNew = this.#reading === undefined;
      this.#reading ??= this.#journal.read(after);
      const { value } = await this.#reading.next();
      if (value !== undefined && value.sequence > after) return value;
      if (value !== undefined) continue;
      this.#reading = undefined;
      if (isNew) return undefined;
    }
  }

  /** The destination has everything up to this number. */
  forgetThrough(sequence: number): void {
    for (const [number, payload] of this.#recent) {
      if (number > sequence) return;
      this.#recent.delete(number);
      this.#size -= payload.length;
    }
  }

  /** Keeps nothing in memory until the next entry is asked for. */
  clear(): void {
    this.#recent.clear();
    this.#size = 0;
    this.#reading = undefined;
  }
}
