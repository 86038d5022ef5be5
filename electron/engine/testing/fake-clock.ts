import type { Clock } from '../ports/clock';

/** Time that stands until a test moves it. */
export class FakeClock implements Clock {
  #now: number;
  #wallOffset = 0;
  #timers: { at: number; run: () => void }[] = [];

  constructor(start = 1_000_000) {
    this.#now = start;
  }

  /** Wall time, which {@link setWallClock} moves apart from elapsed time. */
  readonly now = (): number => this.#now + this.#wallOffset;

  readonly elapsed = (): number => this.#now;

  setWallClock(offsetMilliseconds: number): void {
    this.#wallOffset = offsetMilliseconds;
  }

  readonly after = (milliseconds: number, run: () => void): (() => void) => {
    const timer = { at: this.#now + milliseconds, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  };

  get pending(): number {
    return this.#timers.length;
  }

  /** Moves on, running what falls due in order and letting promises settle after each. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds;
    await settle();
    for (;;) {
      const next = [...this.#timers].sort((one, other) => one.at - other.at)[0];
      if (next === undefined || next.at > end) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
      await settle();
    }
    this.#now = end;
  }
}

/** Lets every promise that can go on do so. */
export async function settle(): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
}
