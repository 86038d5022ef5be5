import { backoff } from '../../../../shared/base/backoff';

const PAUSES = { firstMs: 1000, longestMs: 60_000 };

/** Pauses between attempts: doubling from one second to a minute, each shortened by up to half. */
export class Backoff {
  private attempts = 0;

  /** @param random 0 to 1, the more the shorter; spreads the attempts of many streams that fell at once */
  constructor(private readonly random: () => number) {}

  /** The pause before the next attempt, in ms. */
  next(): number {
    this.attempts += 1;
    return backoff(this.attempts, PAUSES, 1 - this.random());
  }

  /** After a connection that held. */
  reset(): void {
    this.attempts = 0;
  }
}
