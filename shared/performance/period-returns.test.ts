import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal } from '../base/decimal';
import type { CalendarUnit } from './calendar';
import type { Measured } from './measured';
import { monthlyTable, periodReturns, returnSinceInception } from './period-returns';
import { linkReturns } from './time-weighted-return';

const DAY = 86_400_000;
const d = (value: string | number): Decimal => new Decimal(value);
const point = (date: string, value: string) => ({ at: Date.parse(date), value: d(value) });
const flow = (date: string, amount: string) => ({ at: Date.parse(date), amount: d(amount) });
const digits = (one: Measured | undefined): string | undefined =>
  one?.kind === 'value' ? one.value.toFixed(6) : one?.kind;

const HISTORY = {
  points: [
    point('2023-12-01', '100'),
    point('2024-01-01', '110'),
    point('2024-01-15', '121'),
    // 79 came in at noon of the 15th.
    point('2024-01-16', '200'),
    point('2024-02-01', '220'),
  ],
  flows: [{ ...flow('2024-01-15T12:00Z', '79'), valueBefore: d('121') }],
};

describe('returns by calendar', () => {
  test('leave a deposit out', () => {
    expect(
      periodReturns(HISTORY, 'month', 'UTC').map((one) => [one.startsOn, digits(one.timeWeighted)]),
    ).toEqual([
      ['2023-12-01', '0.100000'],
      ['2024-01-01', '0.210000'],
    ]);
    expect(digits(returnSinceInception(HISTORY))).toBe('0.331000');
  });

  test('make a table with a row for each year', () => {
    const table = monthlyTable(HISTORY, 'UTC');
    expect(table.map(({ year, total }) => [year, digits(total)])).toEqual([
      [2023, '0.100000'],
      [2024, '0.210000'],
    ]);
    expect(table[0]?.months.map(digits)).toEqual([...new Array(11).fill(undefined), '0.100000']);
  });

  test('carry what is undefined on to the year: a flow while nobody knows the value', () => {
    const unknown = { ...HISTORY, flows: [flow('2024-01-15T12:00Z', '79')] };
    const [before, year] = monthlyTable(unknown, 'UTC');
    expect(digits(before?.total)).toBe('0.100000');
    expect(year?.months[0]).toMatchObject({ reason: 'no-value-at-flow' });
    expect(year?.total).toMatchObject({ reason: 'no-value-at-flow' });
  });

  test('leave a month out in which nothing was held, and begin with the first money', () => {
    const emptied = {
      points: [
        point('2023-11-01', '0'),
        ...HISTORY.points,
        point('2024-02-20', '0'),
        point('2024-04-01', '0'),
        point('2024-04-10', '55'),
      ],
      flows: [
        flow('2023-12-01', '100'),
        ...HISTORY.flows,
        flow('2024-02-20', '-220'),
        flow('2024-04-05', '50'),
      ],
    };
    const [first, year] = monthlyTable(emptied, 'UTC');
    expect(first?.months.slice(10).map(digits)).toEqual(['undefined', '0.100000']);
    expect(digits(first?.total)).toBe('0.100000');
    expect(year?.months.slice(0, 4).map(digits)).toEqual([
      '0.210000',
      '0.000000',
      'undefined',
      '0.100000',
    ]);
    expect(year?.months[2]).toMatchObject({ reason: 'nothing-held' });
    expect(digits(year?.total)).toBe('0.331000');
  });

  test('are none without points, and count flows at a point into the period that it ends', () => {
    expect(periodReturns({ points: [], flows: [] }, 'day', 'UTC')).toEqual([]);
    expect(returnSinceInception({ points: [point('2024-01-01', '1')], flows: [] }).kind).toBe(
      'undefined',
    );
    const atBoundary = {
      points: [point('2024-01-01', '100'), point('2024-01-02', '150'), point('2024-01-03', '165')],
      flows: [flow('2024-01-02', '50')],
    };
    expect(periodReturns(atBoundary, 'day', 'UTC').map((one) => digits(one.timeWeighted))).toEqual([
      '0.000000',
      '0.100000',
    ]);
  });

  test('link to the return since inception, whatever the periods', () => {
    const unit = fc.constantFrom<CalendarUnit>('day', 'week', 'month', 'quarter', 'year');
    const zone = fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/New_York');
    const step = fc.record({
      value: fc.integer({ min: 1_000, max: 9_000 }),
      amount: fc.integer({ min: -900, max: 5_000 }),
    });
    fc.assert(
      fc.property(
        unit,
        zone,
        fc.array(step, { minLength: 2, maxLength: 30 }),
        (one, name, steps) => {
          const start = Date.parse('2024-01-01T00:00Z');
          const history = {
            points: steps.map(({ value }, index) => ({
              at: start + index * 2 * DAY,
              value: d(value),
            })),
            flows: steps.map(({ value, amount }, index) => ({
              at: start + (index * 2 - 1) * DAY,
              amount: d(amount),
              valueBefore: d(value),
            })),
          };
          const linked = linkReturns(
            periodReturns(history, one, name).map((period) => period.timeWeighted),
          );
          expect(digits(linked)).toBe(digits(returnSinceInception(history)));
        },
      ),
    );
  });
});
