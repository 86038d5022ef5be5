const FIRST_MS = 1000;
const LONGEST_MS = 60_000;

/** Pauses between attempts: doubling from one second to a minute, each shortened by up to half. */
export class Backoff {
  private attempts = 0;

  /** @param random 0 to 1; spreads the attempts of many streams that fell at once */
  constructor(private readonly random: () => number) {}

  /** The pause before the next attempt, in ms. */
  next(): number {
    const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(this.attempts, 20));
    this.attempts += 1;
    return Math.round(full * (1 - this.random() / 2));
  }

  /** After a connection that held. */
  reset(): void {
    this.attempts = 0;
  }
}
