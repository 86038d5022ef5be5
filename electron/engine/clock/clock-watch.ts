import {
  CLOCK_TOLERANCE_MS,
  isPlausibleTime,
  judgeClock,
  type ClockVerdict,
} from './clock-verdict';
import type { Clock } from '../ports/clock';
import type { Instant } from '../../../shared/base/failure';

/** What a server said counts for so long, since it may be right by now. In elapsed time. */
const HEARD_FOR_MS = 15 * 60_000;
/** After the clock was set, or the machine woke up, servers are waited for this long. */
const UNVERIFIED_FOR_MS = 2 * 60_000;
const MOST_SERVERS = 200;
const LOOK_AGAIN_MS = 30_000;

/** What one server said: its time less our elapsed time, which no setting of the clock changes. */
interface Heard {
  readonly base: number;
  readonly at: number;
  readonly answers: number;
}

export interface ClockWatchOptions {
  readonly clock: Clock;
  /** When this Portolan was built: it cannot be earlier. */
  readonly builtAt: Instant;
  readonly onChange: (verdict: ClockVerdict) => void;
}

/**
 * Watches whether this computer's clock can be right: collects the times that venues and other servers give
 * with their answers, notices jumps against elapsed time, and tells when the judgement changes.
 */
export class ClockWatch {
  readonly #servers = new Map<string, Heard>();
  #base: number;
  #unverifiedUntil = -Infinity;
  #confirmed: ClockVerdict | undefined;
  #lastPointAt: Instant | undefined;
  #lastPublished: string;
  #cancel: () => void;

  constructor(private readonly options: ClockWatchOptions) {
    const { clock } = options;
    this.#base = clock.now() - clock.elapsed();
    this.#lastPublished = JSON.stringify(this.verdict);
    this.#cancel = clock.after(LOOK_AGAIN_MS, () => this.#lookAgain());
  }

  /**
   * Takes the time of an answer that has just come in (`Date`, and `Age` where a cache kept it). What
   * cannot be a time of today is none.
   */
  heard(server: string, headers: Pick<Headers, 'get'>): void {
    const age = Number(headers.get('age') ?? 0);
    const time = Date.parse(headers.get('date') ?? '') + (age > 0 ? age * 1000 : 0);
    if (!isPlausibleTime(time, this.options.builtAt)) return;
    this.#noticeJump();
    const at = this.options.clock.elapsed();
    const base = time - at;
    const before = this.#servers.get(server);
    const isSame = before !== undefined && Math.abs(before.base - base) <= CLOCK_TOLERANCE_MS;
    if (before === undefined && !this.#hasRoom()) return;
    this.#servers.set(server, { base, at, answers: isSame ? before.answers + 1 : 1 });
    this.#tell();
  }

  /** Takes the time of the last point that was recorded in an earlier run. */
  knowLastPoint(at: Instant | undefined): void {
    const canBe = at !== undefined && isPlausibleTime(at, this.options.builtAt);
    this.#lastPointAt = canBe ? at : undefined;
    this.#tell();
  }

  get verdict(): ClockVerdict {
    this.#noticeJump();
    const { clock, builtAt } = this.options;
    const [now, elapsed] = [clock.now(), clock.elapsed()];
    const { verdict, isConfirmed } = judgeClock({
      now,
      builtAt,
      servers: this.#current().map(([, { base, answers }]) => ({
        skewMs: base + elapsed - now,
        answers,
      })),
      confirmed: this.#confirmed,
      isUnverified: elapsed < this.#unverifiedUntil,
      lastPointAt: this.#lastPointAt,
    });
    if (isConfirmed) this.#confirmed = verdict;
    return verdict;
  }

  /** What is wrong with the clock, in words; nothing while it may be right. */
  get trouble(): string | undefined {
    const { verdict } = this;
    return verdict.state === 'wrong' ? verdict.reason : undefined;
  }

  close(): void {
    this.#cancel();
  }

  #current(): [string, Heard][] {
    const elapsed = this.options.clock.elapsed();
    return [...this.#servers].filter(([, { at }]) => elapsed - at <= HEARD_FOR_MS);
  }

  /** Servers that have long been silent make room for others. */
  #hasRoom(): boolean {
    if (this.#servers.size < MOST_SERVERS) return true;
    const current = this.#current();
    this.#servers.clear();
    for (const [server, heard] of current) this.#servers.set(server, heard);
    return this.#servers.size < MOST_SERVERS;
  }

  /** The clock was set, or the machine slept, which may not count as elapsed: what was heard is void. */
  #noticeJump(): void {
    const { clock } = this.options;
    const base = clock.now() - clock.elapsed();
    if (Math.abs(base - this.#base) <= CLOCK_TOLERANCE_MS) return;
    this.#base = base;
    this.#servers.clear();
    this.#confirmed = undefined;
    this.#unverifiedUntil = clock.elapsed() + UNVERIFIED_FOR_MS;
  }

  #lookAgain(): void {
    this.#cancel = this.options.clock.after(LOOK_AGAIN_MS, () => this.#lookAgain());
    this.#tell();
  }

  #tell(): void {
    const { verdict } = this;
    const text = JSON.stringify(verdict);
    if (text === this.#lastPublished) return;
    this.#lastPublished = text;
    this.options.onChange(verdict);
  }
}
