import type { ClockTrouble } from '../../../shared/contract/status-view';
import type { Instant } from '../../../shared/base/failure';
import { durationWords } from '../../../shared/base/duration-words';

/** Clocks that are apart by less are the same: `Date` has whole seconds, and answers travel. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;
/** So many answers of the only server there is are believed. */
const ANSWERS_OF_ONE = 3;
const DAY_MS = 86_400_000;
/** Nobody uses one version of Portolan for longer. */
const LONGEST_USE_MS = 20 * 365.25 * DAY_MS;
const WHAT_TO_DO =
  'Set the date and the time in the settings of your system; Portolan goes on by itself.';

/** `unsure` until more is heard; nothing is recorded then either, and nothing is said. */
export type ClockVerdict =
  | { readonly state: 'right' }
  | { readonly state: 'unsure' }
  | ({ readonly state: 'wrong' } & ClockTrouble);

/** How far a server's clock is ahead of ours, in ms, and how often it has said so. */
export interface ServerTime {
  readonly skewMs: number;
  readonly answers: number;
}

export interface ClockEvidence {
  readonly now: Instant;
  readonly servers: readonly ServerTime[];
  /** What servers that agreed with each other made of the clock since it was last set. */
  readonly confirmed: ClockVerdict | undefined;
  /** The clock was set, or the machine woke up, a moment ago. */
  readonly isUnverified: boolean;
  /** When this Portolan was built. */
  readonly builtAt: Instant;
  /** The time of the last point of an earlier run. */
  readonly lastPointAt: Instant | undefined;
}

export interface ClockJudgement {
  readonly verdict: ClockVerdict;
  /** Two servers or more agreed on it: one alone changes nothing about it until the clock is set. */
  readonly isConfirmed: boolean;
}

/** Whether a time can be at all, for a version that was built then. No other is taken from anybody. */
export function isPlausibleTime(time: number, builtAt: Instant): boolean {
  return time >= builtAt - DAY_MS && time <= builtAt + LONGEST_USE_MS;
}

/**
 * Judges this computer's clock. One server may be wrong, or lie: alone it neither overrules servers that
 * agreed with each other, nor a clock that goes on from the last recorded point. Two that agree with each
 * other outvote fewer that agree with us.
 */
export function judgeClock(evidence: ClockEvidence): ClockJudgement {
  const { servers, confirmed } = evidence;
  const agreeing = servers.filter(({ skewMs }) => Math.abs(skewMs) <= CLOCK_TOLERANCE_MS);
  const off = servers.filter((server) => !agreeing.includes(server));
  const together = largestGroup(off);
  if (together.length >= 2 && together.length > agreeing.length)
    return { verdict: offBy(medianOf(together), 'those of the venues'), isConfirmed: true };
  if (agreeing.length >= 2) return { verdict: { state: 'right' }, isConfirmed: true };
  if (confirmed !== undefined) return { verdict: confirmed, isConfirmed: true };
  return { verdict: byFew(evidence, agreeing.length > 0, off), isConfirmed: false };
}

/** At most one server agrees with us, and no two others with each other. */
function byFew(
  evidence: ClockEvidence,
  oneAgrees: boolean,
  off: readonly ServerTime[],
): ClockVerdict {
  if (oneAgrees) return { state: 'right' };
  const [first, second, third] = off;
  if (first === undefined) return withoutServers(evidence);
  // Two at least of those who contradict each other are wrong: nothing can be made of them.
  if (third !== undefined || isNearestToLastPoint(evidence, off)) return withoutServers(evidence);
  if (second !== undefined)
    return wrongClock('This computer’s clock agrees with none of the venues’ clocks.', WHAT_TO_DO);
  return first.answers < ANSWERS_OF_ONE
    ? { state: 'unsure' }
    : offBy(first.skewMs, 'that of the venue');
}

/** Our time goes on from the last point, and each of these is later, or before that point. */
function isNearestToLastPoint(
  { now, lastPointAt }: ClockEvidence,
  off: readonly ServerTime[],
): boolean {
  if (lastPointAt === undefined || now < lastPointAt - CLOCK_TOLERANCE_MS) return false;
  return off.every(({ skewMs }) => skewMs > 0 || now + skewMs < lastPointAt - CLOCK_TOLERANCE_MS);
}

function withoutServers(evidence: ClockEvidence): ClockVerdict {
  const { now, builtAt, lastPointAt, isUnverified } = evidence;
  if (isUnverified) return { state: 'unsure' };
  if (now < builtAt - DAY_MS)
    return wrongClock(
      'This computer’s clock shows a time before this Portolan was made.',
      WHAT_TO_DO,
    );
  if (!isPlausibleTime(now, builtAt))
    return wrongClock(
      'This computer’s clock shows a time long after this Portolan was made.',
      WHAT_TO_DO,
    );
  if (lastPointAt !== undefined && now < lastPointAt - CLOCK_TOLERANCE_MS)
    return wrongClock(
      'This computer’s clock shows a time before the last point that was recorded.',
      `${WHAT_TO_DO} Or connect to the network: the venues’ time tells which is right.`,
    );
  return { state: 'right' };
}

/** The most servers whose clocks are the same, by their skew. */
function largestGroup(servers: readonly ServerTime[]): readonly ServerTime[] {
  const sorted = [...servers].sort((one, other) => one.skewMs - other.skewMs);
  let largest: readonly ServerTime[] = [];
  let start = 0;
  sorted.forEach(({ skewMs }, end) => {
    while (skewMs - (sorted[start]?.skewMs ?? skewMs) > CLOCK_TOLERANCE_MS) start += 1;
    if (end + 1 - start > largest.length) largest = sorted.slice(start, end + 1);
  });
  return largest;
}

/** Of a group that is sorted by its skew, which is never empty here. */
function medianOf(group: readonly ServerTime[]): number {
  return group[Math.floor(group.length / 2)]?.skewMs ?? 0;
}

function offBy(skewMs: number, servers: string): ClockVerdict {
  const side = skewMs < 0 ? 'ahead of' : 'behind';
  return wrongClock(
    `This computer’s clock is ${durationWords(Math.abs(skewMs))} ${side} ${servers}.`,
    WHAT_TO_DO,
  );
}

function wrongClock(reason: string, hint: string): ClockVerdict {
  return { state: 'wrong', reason: `${reason} Nothing is recorded until it is right.`, hint };
}
