import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal } from '../money/decimal';
import { linkReturns, timeWeightedReturn, type ValuedFlow } from './time-weighted-return';
import { valueOf } from './testing/value-of';

const d = (value: string | number): Decimal => new Decimal(value);
const on = (date: string): number => Date.parse(`${date}T00:00:00Z`);

describe('time-weighted return', () => {
  // Investopedia, "Time-Weighted Rate of Return", investor 1 and 2: 1 million grows to 1,162,484 by
  // 15 August, then 100,000 come in or go out; the year ends at 1,192,328 or 1,003,440: 5.79 % for both.
  test.each([
    ['100000', '1192328'],
    ['-100000', '1003440'],
  ])('is the same whatever the flow (%s)', (flow, end) => {
    const result = timeWeightedReturn({
      start: { at: on('2023-12-31'), value: d('1000000') },
      flows: [{ at: on('2024-08-15'), amount: d(flow), valueBefore: d('1162484') }],
      end: { at: on('2024-12-31'), value: d(end) },
    });
    expect(valueOf(result).toDecimalPlaces(3).toString()).toBe('0.098');
  });

  test('adds flows of one instant up, in whatever order they are given', () => {
    const flows: ValuedFlow[] = [
      { at: 20, amount: d(-30), valueBefore: d(170) },
      { at: 10, amount: d(40), valueBefore: d(110) },
      { at: 10, amount: d(10), valueBefore: d(110) },
    ];
    const span = { start: { at: 0, value: d(100) }, end: { at: 30, value: d(154) } };
    const factor = d(110).div(100).times(d(170).div(160)).times(d(154).div(140));
    expect(valueOf(timeWeightedReturn({ ...span, flows })).toFixed(30)).toBe(
      factor.minus(1).toFixed(30),
    );
    const reversed = timeWeightedReturn({ ...span, flows: [...flows].reverse() });
    expect(reversed).toEqual(timeWeightedReturn({ ...span, flows }));
  });

  test('says that a span with a part that began with nothing has no return', () => {
    const emptied = timeWeightedReturn({
      start: { at: 0, value: d(100) },
      flows: [
        { at: 10, amount: d(-100), valueBefore: d(100) },
        { at: 20, amount: d(50), valueBefore: d(0) },
      ],
      end: { at: 30, value: d(55) },
    });
    expect(emptied).toMatchObject({ kind: 'undefined', reason: 'no-capital' });
    expect(linkReturns([{ kind: 'value', value: d('0.1') }, emptied])).toBe(emptied);
  });

  test('does not see flows when prices stand still, and links over any split', () => {
    const flow = fc.record({
      at: fc.integer({ min: 1, max: 99 }),
      amount: fc.integer({ min: 1, max: 1000 }),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(flow, { selector: ({ at }) => at }),
        fc.integer({ min: 0, max: 50 }),
        (given, gain) => {
          let value = d(1000);
          const flows = [...given]
            .sort((one, other) => one.at - other.at)
            .map(({ at, amount }) => {
              const valueBefore = value;
              value = value.plus(amount);
              return { at, amount: d(amount), valueBefore };
            });
          const start = { at: 0, value: d(1000) };
          const flat = timeWeightedReturn({ start, flows, end: { at: 100, value } });
          expect(valueOf(flat).isZero()).toBe(true);
          const end = { at: 200, value: value.plus(gain) };
          const whole = timeWeightedReturn({ start, flows, end });
          const later = timeWeightedReturn({ start: { at: 100, value }, flows: [], end });
          expect(valueOf(linkReturns([flat, later])).toFixed(40)).toBe(valueOf(whole).toFixed(40));
        },
      ),
    );
  });
});
