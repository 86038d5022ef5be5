import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal } from '../base/decimal';
import { runs } from '../testing/runs';
import { moneyWeightedReturn, xirr } from './money-weighted-return';
import type { CashFlow } from './measured';
import { valueOf } from './testing/value-of';

const DAY = 86_400_000;
const d = (value: string | number): Decimal => new Decimal(value);
const on = (date: string): number => Date.parse(`${date}T00:00:00Z`);

const yearly = (...amounts: (Decimal | number | string)[]) =>
  amounts.map((amount, year) => ({ at: year * 365 * DAY, amount: new Decimal(amount) }));

/** All rates that explain flows, to fifteen digits. */
function rates(flows: readonly CashFlow[]): string[] {
  const result = xirr(flows);
  if (result.kind === 'undefined') return [];
  const values = result.kind === 'value' ? [result.value] : result.values;
  return values.map((rate) => rate.toDecimalPlaces(15).toFixed());
}

describe('money-weighted return', () => {
  const flows = [
    { at: on('2008-01-01'), amount: d(-10_000) },
    { at: on('2008-03-01'), amount: d(2_750) },
    { at: on('2008-10-30'), amount: d(4_250) },
    { at: on('2009-02-15'), amount: d(3_250) },
    { at: on('2009-04-01'), amount: d(2_750) },
  ];

  // Microsoft, XIRR function: the example's result is 0.373362535.
  test('agrees with the published example, in any order', () => {
    expect(valueOf(xirr(flows)).toFixed(8)).toBe('0.37336253');
    expect(xirr([...flows].reverse())).toEqual(xirr(flows));
  });

  test('of a year without flows is the gain', () => {
    const result = moneyWeightedReturn({
      start: { at: on('2023-01-01'), value: d(100) },
      flows: [],
      end: { at: on('2024-01-01'), value: d(110) },
    });
    expect(result.annual).toEqual(result.span);
    expect(valueOf(result.span).toFixed(15)).toBe('0.100000000000000');
  });

  test('of a day is that of the day, and says nothing of a year', () => {
    const of = (...values: number[]) => {
      const [start, end] = values.map((value, day) => ({ at: day * DAY, value: d(value) }));
      if (start === undefined || end === undefined) throw new Error('two points');
      return moneyWeightedReturn({ start, flows: [], end });
    };
    expect(of(100, 110)).toEqual({ span: { kind: 'value', value: d('0.1') } });
    expect(of(110, 88)).toEqual({ span: { kind: 'value', value: d('-0.2') } });
  });

  test('of two years is more than that of one', () => {
    const result = moneyWeightedReturn({
      start: { at: 0, value: d(100) },
      flows: [],
      end: { at: 730 * DAY, value: d(121) },
    });
    expect(result).toEqual({
      span: { kind: 'value', value: d('0.21') },
      annual: { kind: 'value', value: d('0.1') },
    });
  });

  test('by the year of what was made in a day is found, however large it is', () => {
    const daily = xirr([
      { at: 0, amount: d(-100) },
      { at: DAY, amount: d(110) },
    ]);
    expect(valueOf(daily).plus(1).toPrecision(12)).toBe(d('1.1').pow(365).toPrecision(12));
  });

  test('refuses flows of another span', () => {
    const [start, end] = [
      { at: DAY, value: d(100) },
      { at: 2 * DAY, value: d(110) },
    ] as const;
    for (const at of [0, 3 * DAY])
      expect(() => moneyWeightedReturn({ start, flows: [{ at, amount: d(1) }], end })).toThrow(
        RangeError,
      );
  });

  test('of a portfolio that became worthless is a total loss', () => {
    const start = { at: 0, value: d(100) };
    const worthless = moneyWeightedReturn({ start, flows: [], end: { at: DAY, value: d(0) } });
    expect(worthless).toEqual({ span: { kind: 'value', value: d(-1) } });
  });

  test('says when there is none, and when there are several', () => {
    expect(xirr([])).toMatchObject({ kind: 'undefined', reason: 'one-instant' });
    expect(xirr(yearly(100, 50))).toMatchObject({ kind: 'undefined', reason: 'nothing-put-in' });
    expect(xirr(yearly(100, -100, 100))).toMatchObject({
      kind: 'undefined',
      reason: 'no-rate',
    });
    // Nobody says that it was lost.
    expect(xirr(yearly(-1000, -1000, -2000))).toMatchObject({
      kind: 'undefined',
      reason: 'nothing-came-back',
    });
    // 1.1 and 1.3 are the zeros of -1 + 2.4/x - 1.43/x².
    const several = xirr(yearly(-100, 240, -143));
    expect(several).toMatchObject({ kind: 'several' });
    if (several.kind === 'several')
      expect(several.values.map((rate) => rate.toFixed(12))).toEqual([
        '0.100000000000',
        '0.300000000000',
      ]);
    // 1.1 and 1.105: closer together than the growths that are tried first.
    const close = xirr(yearly(-100_000, 220_500, -121_550));
    expect(close).toMatchObject({ kind: 'several' });
  });

  test('finds each of several rates, also far ones, and one that is only touched', () => {
    // 5, 6 and 8 are the zeros of -1 + 19/x - 118/x² + 240/x³; 1.1 that of -(1 - 1.1/x)², twice.
    expect(rates(yearly(-1, 19, -118, 240))).toEqual(['4', '5', '7']);
    expect(rates(yearly(-100, 220, -121))).toEqual(['0.1']);
    // A hundredth of a cent away: it does not touch zero, or crosses it twice.
    expect(rates(yearly('-100', '219.9999', '-121'))).toEqual([]);
    expect(rates(yearly('-100', '220.0001', '-121'))).toHaveLength(2);
    expect(rates(yearly('-100', '220.00000000000000001', '-121'))).toHaveLength(2);
  });

  test('finds every rate of flows that are made from rates', () => {
    const growth = fc.integer({ min: 2, max: 400 }).map((cents) => d(cents).dividedBy(100));
    fc.assert(
      fc.property(
        fc.uniqueArray(growth, { minLength: 1, maxLength: 5, selector: String }),
        (all) => {
          let amounts = [d(-1)];
          for (const one of all)
            amounts = [...amounts, d(0)].map((amount, index) =>
              amount.minus((amounts[index - 1] ?? d(0)).times(one)),
            );
          const expected = [...all].sort((one, other) => one.comparedTo(other));
          expect(rates(yearly(...amounts))).toEqual(expected.map((one) => one.minus(1).toFixed()));
        },
      ),
      runs(50),
    );
  });

  test('brings what was put in and taken out to zero', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            day: fc.integer({ min: 60, max: 2000 }),
            amount: fc.integer({ min: 1, max: 9999 }),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        (later) => {
          const given = [
            { at: 0, amount: d(-5000) },
            ...later.map(({ day, amount }) => ({ at: day * DAY, amount: d(amount) })),
          ];
          const growth = valueOf(xirr(given)).plus(1);
          const npv = given.reduce(
            (total, { at, amount }) => total.plus(amount.times(growth.pow(-at / DAY / 365))),
            d(0),
          );
          expect(npv.abs().lessThan('0.000001')).toBe(true);
        },
      ),
      runs(10),
    );
  });
});
