/** Runs work strictly in the order in which it was handed in, one at a time. */
export class Lane {
  #tail: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  /** How many pieces of work are running or waiting. */
  get waiting(): number {
    return this.#waiting;
  }

  run<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    const done = this.#tail.then(work).finally(() => {
      this.#waiting -= 1;
    });
    this.#tail = done.catch(() => undefined);
    return done;
  }

  /** Resolves when all that was handed in before has ended. */
  async idle(): Promise<void> {
    await this.#tail;
  }
}
