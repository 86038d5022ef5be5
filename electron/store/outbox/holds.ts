import { keptByAll, type KeptBy } from './bounds';
import type { Journal } from './journal';

/** For whom the journal keeps what: of each destination what it lacks, and so only what all have is dropped. */
export class Holds {
  readonly #journal: Journal;
  readonly #kept: Map<string, number>;
  /** As they are written down beside the journal. */
  #written: string;
  #droppedFor = -1;

  /** @param known what is written down beside the journal */
  constructor(journal: Journal, known: readonly KeptBy[]) {
    this.#journal = journal;
    this.#kept = new Map(known.map(({ name, keeps }) => [name, keeps]));
    this.#written = JSON.stringify(this.list());
  }

  list(): readonly KeptBy[] {
    return [...this.#kept].map(([name, keeps]) => ({ name, keeps }));
  }

  /**
   * From now on keeps what a destination lacks. Of one that is not known yet it may lack all that is here; one
   * that is known goes on from what it kept.
   */
  begin(name: string): void {
    if (!this.#kept.has(name)) this.#kept.set(name, this.#journal.first - 1);
  }

  /** Number of the last entry that a destination is known to keep. */
  keptBy(name: string): number {
    return this.#kept.get(name) ?? 0;
  }

  /** A destination keeps every entry up to this one for good; what that frees is dropped by {@link drop}. */
  keeps(name: string, sequence: number): void {
    if (this.#kept.has(name)) this.#kept.set(name, sequence);
  }

  /** Keeps nothing for a destination any more. */
  end(name: string): void {
    this.#kept.delete(name);
  }

  /** Drops what all keep, and writes down for whom the rest is kept. */
  async drop(): Promise<void> {
    const list = this.list();
    const sequence = keptByAll(list);
    const text = JSON.stringify(list);
    if (text === this.#written && sequence === this.#droppedFor) return;
    await this.#journal.dropFor(list);
    this.#written = text;
    this.#droppedFor = sequence;
  }
}
