/**
 * A weight that refills steadily: at most `capacity` at once, and `capacity` per `periodMs`. It counts
 * requests and never makes one wait for another's answer. Times are elapsed time, in ms.
 */
export class TokenBucket {
  private tokens: number;
  private countedAt: number;

  constructor(
    private readonly capacity: number,
    private readonly periodMs: number,
    now: number,
  ) {
    this.tokens = capacity;
    this.countedAt = now;
  }

  /** Takes the weight, on credit if need be. @returns how long to wait before sending, in ms */
  take(weight: number, now: number): number {
    this.refill(now);
    this.tokens -= weight;
    return this.tokens >= 0 ? 0 : Math.ceil((-this.tokens * this.periodMs) / this.capacity);
  }

  /** How long one would wait now, without taking anything. */
  waitFor(weight: number, now: number): number {
    this.refill(now);
    const missing = weight - this.tokens;
    return missing <= 0 ? 0 : Math.ceil((missing * this.periodMs) / this.capacity);
  }

  /** The venue's own count of what was used, which others with the same address may have added to. */
  observe(used: number, now: number): void {
    this.refill(now);
    this.tokens = Math.min(this.tokens, this.capacity - used);
  }

  /** Share that is used, 0 to 1. */
  used(now: number): number {
    this.refill(now);
    return Math.min(1, Math.max(0, 1 - this.tokens / this.capacity));
  }

  private refill(now: number): void {
    const elapsed = Math.max(0, now - this.countedAt);
    this.tokens = Math.min(this.capacity, this.tokens + (elapsed * this.capacity) / this.periodMs);
    this.countedAt = now;
  }
}
