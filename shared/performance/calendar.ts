import type { Instant } from '../base/failure';

export type CalendarUnit = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** A part of a span; whole calendar periods but for the first and the last. */
export interface CalendarPeriod {
  readonly from: Instant;
  /** The next period's `from`. */
  readonly to: Instant;
  /** First day of the whole period it is, or is a part of: `2024-02-01` for all in February 2024. */
  readonly startsOn: string;
}

/** A date without a time, months from 1. */
interface LocalDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/**
 * Splits a span where days, ISO weeks (from Monday), months, quarters or years begin in a time zone. The
 * parts join up and cover all of it. A day begins at its first instant, which is not midnight where a
 * clock change skips that.
 * @param timeZone an IANA name: `Europe/Berlin`
 * @throws RangeError for a time zone that is unknown
 */
export function calendarPeriods(
  span: { readonly from: Instant; readonly to: Instant },
  unit: CalendarUnit,
  timeZone: string,
): readonly CalendarPeriod[] {
  const clock = new ZonedClock(timeZone);
  const periods: CalendarPeriod[] = [];
  let date = startOf(clock.dateAt(span.from), unit);
  let from = span.from;
  while (from < span.to) {
    const next = nextStart(date, unit);
    const to = Math.min(clock.startOfDay(next), span.to);
    if (to > from) periods.push({ from, to, startsOn: textOf(date) });
    date = next;
    from = Math.max(from, to);
  }
  return periods;
}

/** Reads and sets a wall clock of a time zone. */
class ZonedClock {
  readonly #format: Intl.DateTimeFormat;

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'iso8601',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  dateAt(at: Instant): LocalDate {
    const wall = new Date(this.#wallAt(at));
    return {
      year: wall.getUTCFullYear(),
      month: wall.getUTCMonth() + 1,
      day: wall.getUTCDate(),
    };
  }

  /** The first instant at which the wall clock shows this date, or a later one where it is skipped. */
  startOfDay(date: LocalDate): Instant {
    const midnight = utcOf(date);
    // Midnight by the offsets of around then: twice where the clock is put back over it, and the earlier counts.
    const exact = [midnight - DAY, midnight + DAY]
      .map((around) => midnight - (this.#wallAt(around) - around))
      .filter((at) => this.#wallAt(at) === midnight);
    if (exact.length > 0) return Math.min(...exact);
    let [before, after] = [midnight - DAY, midnight + DAY];
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (this.#wallAt(middle) < midnight) before = middle;
      else after = middle;
    }
    return after;
  }

  /** What the wall clock shows, as if it were UTC. */
  #wallAt(at: Instant): Instant {
    const fields = new Map(
      this.#format.formatToParts(at).map(({ type, value }) => [type, Number(value)]),
    );
    const field = (name: Intl.DateTimeFormatPartTypes): number => fields.get(name) ?? 0;
    const seconds = Date.UTC(
      field('year'),
      field('month') - 1,
      field('day'),
      field('hour'),
      field('minute'),
      field('second'),
    );
    return seconds + (((at % 1000) + 1000) % 1000);
  }
}

function startOf({ year, month, day }: LocalDate, unit: CalendarUnit): LocalDate {
  switch (unit) {
    case 'day':
      return { year, month, day };
    case 'week': {
      const sinceMonday = (new Date(utcOf({ year, month, day })).getUTCDay() + 6) % 7;
      return normalizeDate(year, month, day - sinceMonday);
    }
    case 'month':
      return { year, month, day: 1 };
    case 'quarter':
      return { year, month: month - ((month - 1) % 3), day: 1 };
    case 'year':
      return { year, month: 1, day: 1 };
  }
}

function nextStart({ year, month, day }: LocalDate, unit: CalendarUnit): LocalDate {
  switch (unit) {
    case 'day':
      return normalizeDate(year, month, day + 1);
    case 'week':
      return normalizeDate(year, month, day + 7);
    case 'month':
      return normalizeDate(year, month + 1, day);
    case 'quarter':
      return normalizeDate(year, month + 3, day);
    case 'year':
      return normalizeDate(year + 1, month, day);
  }
}

/** Carries days and months beyond their ends over. */
function normalizeDate(year: number, month: number, day: number): LocalDate {
  const date = new Date(Date.UTC(year, month - 1, day));
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
  };
}

function utcOf({ year, month, day }: LocalDate): Instant {
  return Date.UTC(year, month - 1, day);
}

function textOf({ year, month, day }: LocalDate): string {
  const twoDigits = (value: number): string => String(value).padStart(2, '0');
  return `${year}-${twoDigits(month)}-${twoDigits(day)}`;
}
