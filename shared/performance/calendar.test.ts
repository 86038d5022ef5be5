import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calendarPeriods, type CalendarUnit } from './calendar';

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);

function starts(unit: CalendarUnit, from: string, to: string, zone: string): string[] {
  return calendarPeriods({ from: at(from), to: at(to) }, unit, zone).map(
    (period) => `${period.startsOn} ${new Date(period.from).toISOString().slice(0, 16)}`,
  );
}

test('days have 23 and 25 hours where the clock is changed', () => {
  const hours = (from: string, to: string): number[] =>
    calendarPeriods({ from: at(from), to: at(to) }, 'day', 'Europe/Berlin').map(
      (day) => (day.to - day.from) / HOUR,
    );
  expect(hours('2024-03-29T23:00Z', '2024-04-01T22:00Z')).toEqual([24, 23, 24]);
  expect(hours('2024-10-25T22:00Z', '2024-10-28T23:00Z')).toEqual([24, 25, 24]);
});

test('a day begins later where its midnight is skipped', () => {
  // Cairo put its clocks forward at midnight of 26 April 2024, to one o'clock.
  expect(starts('day', '2024-04-24T22:00Z', '2024-04-26T21:00Z', 'Africa/Cairo')).toEqual([
    '2024-04-25 2024-04-24T22:00',
    '2024-04-26 2024-04-25T22:00',
  ]);
});

test('weeks begin on Monday, and months, quarters and years with their first day', () => {
  const span = ['2023-12-30T12:00Z', '2024-07-02T00:00Z', 'America/New_York'] as const;
  expect(starts('week', span[0], '2024-01-09T12:00Z', span[2])).toEqual([
    '2023-12-25 2023-12-30T12:00',
    '2024-01-01 2024-01-01T05:00',
    '2024-01-08 2024-01-08T05:00',
  ]);
  expect(starts('month', ...span)).toHaveLength(8);
  expect(starts('quarter', ...span)).toEqual([
    '2023-10-01 2023-12-30T12:00',
    '2024-01-01 2024-01-01T05:00',
    '2024-04-01 2024-04-01T04:00',
    '2024-07-01 2024-07-01T04:00',
  ]);
  expect(starts('year', ...span)).toEqual([
    '2023-01-01 2023-12-30T12:00',
    '2024-01-01 2024-01-01T05:00',
  ]);
});

test('a span without length has no periods, and an unknown zone is refused', () => {
  expect(calendarPeriods({ from: 5, to: 5 }, 'day', 'UTC')).toEqual([]);
  expect(() => calendarPeriods({ from: 0, to: 5 }, 'day', 'Mars/Olympus')).toThrow(RangeError);
});

test('the parts join up and cover the span in every zone', () => {
  const unit = fc.constantFrom<CalendarUnit>('day', 'week', 'month', 'quarter', 'year');
  const zone = fc.constantFrom('UTC', 'Asia/Kathmandu', 'Pacific/Apia', 'America/Sao_Paulo');
  const from = fc.integer({ min: at('2009-01-01'), max: at('2024-01-01') });
  fc.assert(
    fc.property(
      unit,
      zone,
      from,
      fc.integer({ min: 1, max: 60 * 24 }),
      (one, name, start, hours) => {
        const span = { from: start, to: start + hours * HOUR };
        const periods = calendarPeriods(span, one, name);
        expect(periods[0]?.from).toBe(span.from);
        expect(periods.at(-1)?.to).toBe(span.to);
        for (const [index, period] of periods.entries()) {
          expect(period.to).toBeGreaterThan(period.from);
          if (index > 0) expect(period.from).toBe(periods[index - 1]?.to);
        }
      },
    ),
  );
});
