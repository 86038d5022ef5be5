import type { Instant } from '../../shared/base/failure';

/** A mark of a time axis. */
export interface TimeMark {
  readonly at: Instant;
  readonly label: string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** Average ones; they only choose the step. */
const MONTH = 30.44 * DAY;
const YEAR = 365.25 * DAY;

type Step =
  | { readonly unit: 'clock'; readonly count: number }
  | { readonly unit: 'day' | 'month' | 'year'; readonly count: number };

const WIDTHS = { clock: 1, day: DAY, month: MONTH, year: YEAR } as const;
const STEPS: readonly Step[] = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => clock(seconds * SECOND)),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => clock(minutes * MINUTE)),
  ...[1, 2, 3, 4, 6, 12].map((hours) => clock(hours * HOUR)),
  ...[1, 2, 7, 14].map((count): Step => ({ unit: 'day', count })),
  ...[1, 2, 3, 6].map((count): Step => ({ unit: 'month', count })),
  ...[1, 2, 5, 10, 20, 50].map((count): Step => ({ unit: 'year', count })),
];
const LONGEST: Step = { unit: 'year', count: 100 };

function clock(count: number): Step {
  return { unit: 'clock', count };
}

/**
 * Round instants of local time between two, at most about `most` of them: whole seconds to hours of the
 * clock, days, Mondays, first days of months and years. No two of them read the same.
 */
export function timeMarks(from: Instant, to: Instant, most = 7): TimeMark[] {
  const step = STEPS.find(({ unit, count }) => (to - from) / (WIDTHS[unit] * count) <= most);
  const chosen = step ?? LONGEST;
  const marks: Instant[] = [];
  for (let index = 0; ; index += 1) {
    const at = nthMark(chosen, from, index);
    if (at > to) break;
    // An hour that a change of the clocks leaves out is the one after it.
    if (at >= from && at > (marks.at(-1) ?? -Infinity)) marks.push(at);
  }
  return labelled(marks, chosen);
}

/** Multiples of a step in local time, the first at or before an instant. */
function nthMark({ unit, count }: Step, from: Instant, index: number): Instant {
  const start = new Date(from);
  const [year, month, day] = [start.getFullYear(), start.getMonth(), start.getDate()];
  switch (unit) {
    case 'clock': {
      const midnight = new Date(year, month, day).getTime();
      const passed = Math.floor((from - midnight) / count) - 1;
      return new Date(year, month, day, 0, 0, 0, (Math.max(0, passed) + index) * count).getTime();
    }
    case 'day': {
      // The epoch began on a Thursday; weeks begin on Mondays.
      const number = Math.floor(Date.UTC(year, month, day) / DAY) + 3;
      return new Date(year, month, day - (number % count) + index * count).getTime();
    }
    case 'month':
      return new Date(year, month - (month % count) + index * count, 1).getTime();
    case 'year':
      return new Date(year - (year % count) + index * count, 0, 1).getTime();
  }
}

const words = (options: Intl.DateTimeFormatOptions) => {
  const format = new Intl.DateTimeFormat('en-GB', options);
  return (at: Instant): string => format.format(at);
};

function labelled(marks: readonly Instant[], { unit, count }: Step): TimeMark[] {
  const time = words({
    hour: '2-digit',
    minute: '2-digit',
    ...(count < MINUTE ? { second: '2-digit' } : {}),
  });
  const dayText = words({ day: 'numeric', month: 'short' });
  const isMidnight = (at: Instant) => new Date(at).getHours() + new Date(at).getMinutes() === 0;
  const ways: Readonly<Record<Step['unit'], readonly ((at: Instant) => string)[]>> = {
    clock: [
      (at) => (count >= HOUR && isMidnight(at) ? dayText(at) : time(at)),
      (at) => `${dayText(at)}, ${time(at)}`,
    ],
    day: [dayText],
    month: [words({ month: 'short', year: '2-digit' })],
    year: [words({ year: 'numeric' })],
  };
  const labels = ways[unit].map((way) => marks.map(way));
  const distinct = labels.find((texts) => new Set(texts).size === texts.length);
  return marks.map((at, index) => ({ at, label: (distinct ?? labels.at(-1))?.[index] ?? '' }));
}
