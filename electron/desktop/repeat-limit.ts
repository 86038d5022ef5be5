import type { Clock } from '../engine/ports/clock';

const PERIOD_MS = 60_000;
/** Lines that differ in their numbers only are the same line. */
const SAME_IN_PERIOD = 50;
const ALL_IN_PERIOD = 600;
/** What two lines have in common is looked for in their beginnings. */
const COMPARED = 200;

interface Kind {
  written: number;
  left: number;
}

/**
 * Lets lines through until they repeat: of lines that are the same but for their numbers fifty a minute, of
 * all together six hundred. What is left out is counted, and said: at 10, 100, 1,000... and with the first
 * line after the minute. It sets no timer, which would outlive what it tells of.
 */
export class RepeatLimit {
  #kinds = new Map<string, Kind>();
  #startedAt = Number.NEGATIVE_INFINITY;
  #written = 0;
  #beyond = 0;

  /** @param append writes one line */
  constructor(
    private readonly clock: Pick<Clock, 'elapsed'>,
    private readonly append: (level: string, message: string) => void,
  ) {}

  write(level: string, message: string): void {
    const now = this.clock.elapsed();
    if (now - this.#startedAt >= PERIOD_MS) this.#begin(now);
    const name = `${level} ${message.slice(0, COMPARED).replace(/\d+/g, '#')}`;
    const kind = this.#kinds.get(name);
    if (kind !== undefined && kind.written >= SAME_IN_PERIOD) {
      kind.left += 1;
      // Powers of ten are said at once, so that the log tells of it while it goes on.
      if (isPowerOfTen(kind.left)) this.append(level, `${message} (repeated ${kind.left} times)`);
      return;
    }
    if (this.#written >= ALL_IN_PERIOD) {
      this.#beyond += 1;
      if (isPowerOfTen(this.#beyond))
        this.append('warn', `too many lines in a minute: ${this.#beyond} left out`);
      return;
    }
    this.#written += 1;
    if (kind === undefined) this.#kinds.set(name, { written: 1, left: 0 });
    else kind.written += 1;
    this.append(level, message);
  }

  #begin(now: number): void {
    for (const [name, { left }] of this.#kinds)
      if (left > 0) this.append('warn', `repeated ${left} times in a minute: ${name}`);
    if (this.#beyond > 0)
      this.append('warn', `too many lines in a minute: ${this.#beyond} left out`);
    this.#kinds = new Map();
    this.#startedAt = now;
    this.#written = 0;
    this.#beyond = 0;
  }
}

function isPowerOfTen(count: number): boolean {
  return /^10+$/.test(String(count));
}
