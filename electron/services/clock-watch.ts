import type { Clock } from './ports/clock';
import type { ClockTrouble } from '../../shared/ipc/status-view';
import { durationWords } from '../../shared/text/duration-words';
import type { Instant } from '../../shared/portfolio/failure';

/** Clocks that are apart by less are the same: `Date` has whole seconds, and answers travel. */
const TOLERANCE_MS = 5 * 60_000;
/** What a server said counts for so long, since it may be right by now. In elapsed time. */
const HEARD_FOR_MS = 15 * 60_000;
/** So many answers of the only server there is are believed. */
const ANSWERS_OF_ONE = 3;
/** After the clock was set, or the machine woke up, servers are waited for this long. */
const UNVERIFIED_FOR_MS = 2 * 60_000;
const MOST_SERVERS = 200;
const DAY_MS = 86_400_000;
const LOOK_AGAIN_MS = 30_000;
const WHAT_TO_DO =
  'Set the date and the time in the settings of your system; Portolan goes on by itself.';

/** `unsure` until more is heard; nothing is recorded then either, and nothing is said. */
export type ClockVerdict =
  | { readonly state: 'right' }
  | { readonly state: 'unsure' }
  | ({ readonly state: 'wrong' } & ClockTrouble);

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
 * Judges whether this computer's clock can be right: by the time that venues and other servers give with
 * their answers, of which one alone may be wrong; by jumps against elapsed time; and, while no server
 * answers, by when Portolan was built and when the last point was recorded.
 */
export class ClockWatch {
  readonly #servers = new Map<string, Heard>();
  #base: number;
  #unverifiedUntil = -Infinity;
  #lastPointAt: Instant | undefined;
  #told: string;
  #cancel: () => void;

  constructor(private readonly options: ClockWatchOptions) {
    const { clock } = options;
    this.#base = clock.now() - clock.elapsed();
    this.#told = JSON.stringify(this.verdict);
    this.#cancel = clock.after(LOOK_AGAIN_MS, () => this.#lookAgain());
  }

  /** Takes the time of an answer that has just come in (`Date`, and `Age` where a cache kept it). */
  heard(server: string, headers: Pick<Headers, 'get'>): void {
    const time = Date.parse(headers.get('date') ?? '');
    if (!Number.isFinite(time)) return;
    this.#noticeJump();
    const age = Number(headers.get('age') ?? 0);
    const at = this.options.clock.elapsed();
    const base = time + (age > 0 ? age * 1000 : 0) - at;
    const before = this.#servers.get(server);
    const isSame = before !== undefined && Math.abs(before.base - base) <= TOLERANCE_MS;
    if (before === undefined && this.#servers.size >= MOST_SERVERS) return;
    this.#servers.set(server, { base, at, answers: isSame ? before.answers + 1 : 1 });
    this.#tell();
  }

  /** Takes the time of the last point that was recorded in an earlier run. */
  knowLastPoint(at: Instant | undefined): void {
    this.#lastPointAt = at;
    this.#tell();
  }

  get verdict(): ClockVerdict {
    this.#noticeJump();
    const { clock, builtAt } = this.options;
    const [now, elapsed] = [clock.now(), clock.elapsed()];
    const heard = [...this.#servers.values()].filter(({ at }) => elapsed - at <= HEARD_FOR_MS);
    if (heard.length > 0)
      return byServers(heard.map((one) => [one.base + elapsed - now, one.answers]));
    if (elapsed < this.#unverifiedUntil) return { state: 'unsure' };
    if (now < builtAt - DAY_MS)
      return wrong('This computer’s clock shows a time before this Portolan was made.', WHAT_TO_DO);
    if (this.#lastPointAt !== undefined && now < this.#lastPointAt - TOLERANCE_MS)
      return wrong(
        'This computer’s clock shows a time before the last point that was recorded.',
        `${WHAT_TO_DO} Or connect to the network: the venues’ time tells which is right.`,
      );
    return { state: 'right' };
  }

  close(): void {
    this.#cancel();
  }

  /** The clock was set, or the machine slept, which may not count as elapsed: what was heard is void. */
  #noticeJump(): void {
    const { clock } = this.options;
    const base = clock.now() - clock.elapsed();
    if (Math.abs(base - this.#base) <= TOLERANCE_MS) return;
    this.#base = base;
    this.#servers.clear();
    this.#unverifiedUntil = clock.elapsed() + UNVERIFIED_FOR_MS;
  }

  #lookAgain(): void {
    this.#cancel = this.options.clock.after(LOOK_AGAIN_MS, () => this.#lookAgain());
    this.#tell();
  }

  #tell(): void {
    const { verdict } = this;
    const text = JSON.stringify(verdict);
    if (text === this.#told) return;
    this.#told = text;
    this.options.onChange(verdict);
  }
}

/** @param heard of each server how far its clock is ahead of ours, in ms, and how often it said so */
function byServers(heard: readonly (readonly [skew: number, answers: number])[]): ClockVerdict {
  const off = heard.filter(([skew]) => Math.abs(skew) > TOLERANCE_MS);
  if (off.length * 2 <= heard.length) return { state: 'right' };
  const skews = off.map(([skew]) => skew).sort((one, other) => one - other);
  const median = skews[Math.floor(skews.length / 2)] ?? 0;
  const together = off.filter(([skew]) => Math.abs(skew - median) <= TOLERANCE_MS);
  // They contradict each other more than us: that says something of them, nothing of our clock.
  if (together.length * 2 <= heard.length) return { state: 'right' };
  const answers = together.reduce((count, [, one]) => count + one, 0);
  if (together.length === 1 && answers < ANSWERS_OF_ONE) return { state: 'unsure' };
  const side = median < 0 ? 'ahead of' : 'behind';
  const servers = together.length === 1 ? 'that of the venue' : 'those of the venues';
  return wrong(
    `This computer’s clock is ${durationWords(Math.abs(median))} ${side} ${servers}.`,
    WHAT_TO_DO,
  );
}

function wrong(reason: string, hint: string): ClockVerdict {
  return { state: 'wrong', reason: `${reason} Nothing is recorded until it is right.`, hint };
}
