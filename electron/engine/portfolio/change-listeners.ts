import { Listeners } from '../../../shared/base/listeners';

/** Who hears of each change. Changes of several steps are heard of when all of them are made. */
export class ChangeListeners {
  readonly #listeners = new Listeners<[]>();
  #steps = 0;

  /** @returns what ends it */
  add(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Makes several changes as one: who listens is called once, after all of them, also when one throws. */
  together(steps: () => void): void {
    this.#steps += 1;
    try {
      steps();
    } finally {
      this.#steps -= 1;
      this.tell();
    }
  }

  tell(): void {
    if (this.#steps === 0) this.#listeners.tell();
  }
}
