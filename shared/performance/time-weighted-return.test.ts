import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal } from '../base/decimal';
import {
  linkReturns,
  moneyAtWork,
  timeWeightedReturn,
  type ValuedFlow,
} from './time-weighted-return';
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

  const emptied = {
    start: { at: 5, value: d(100) },
    flows: [
      { at: 10, amount: d(-120), valueBefore: d(120) },
      { at: 20, amount: d(50), valueBefore: d(0) },
    ],
    end: { at: 30, value: d(55) },
  };

  test('leaves out what nothing was held in', () => {
    expect(valueOf(timeWeightedReturn(emptied)).toFixed()).toBe('0.32');
    const begun = { ...emptied, start: { at: 0, value: d(0) }, flows: emptied.flows.slice(1) };
    expect(valueOf(timeWeightedReturn(begun)).toFixed()).toBe('0.1');
    expect(moneyAtWork(begun)).toEqual({ from: 20, to: 30 });
    const never = { start: { at: 0, value: d(0) }, flows: [], end: { at: 30, value: d(0) } };
    const nothing = timeWeightedReturn(never);
    expect(nothing).toMatchObject({ reason: 'nothing-held' });
    expect(moneyAtWork(never)).toBeUndefined();
    const tenth = { kind: 'value', value: d('0.1') } as const;
    expect(valueOf(linkReturns([tenth, nothing, tenth])).toFixed()).toBe('0.21');
    expect(linkReturns([nothing])).toMatchObject({ reason: 'nothing-held' });
  });

  test('is undefined with a part that made something from nothing, fell below zero, or is unknown', () => {
    const [out, back] = emptied.flows as [ValuedFlow, ValuedFlow];
    const of = (...flows: ValuedFlow[]) => timeWeightedReturn({ ...emptied, flows });
    const gained = of(out, { ...back, valueBefore: d(1) });
    expect(gained).toMatchObject({ kind: 'undefined', reason: 'no-capital' });
    expect(linkReturns([{ kind: 'value', value: d('0.1') }, gained])).toBe(gained);
    expect(of({ ...out, valueBefore: d(-1) }, back)).toMatchObject({ reason: 'below-zero' });
    expect(of({ ...out, amount: d(-130) }, back)).toMatchObject({ reason: 'below-zero' });
    expect(of({ at: 10, amount: d(-120) }, back)).toMatchObject({ reason: 'no-value-at-flow' });
  });

  test('refuses flows of another span', () => {
    for (const at of [4, 31])
      expect(() =>
        timeWeightedReturn({ ...emptied, flows: [{ at, amount: d(1), valueBefore: d(1) }] }),
      ).toThrow(RangeError);
  });

  test('knows the first of several flows of one instant by what the others have in them', () => {
    const flows: ValuedFlow[] = [
      { at: 10, amount: d(100), valueBefore: d(1000) },
      { at: 10, amount: d(-50), valueBefore: d(1100) },
    ];
    const span = { start: { at: 0, value: d(800) }, end: { at: 30, value: d(1050) } };
    for (const given of [flows, [...flows].reverse()])
      expect(valueOf(timeWeightedReturn({ ...span, flows: given })).toFixed()).toBe('0.25');
    const contrary = [...flows, { at: 10, amount: d(1), valueBefore: d(7) }];
    expect(timeWeightedReturn({ ...span, flows: contrary })).toMatchObject({
      reason: 'no-value-at-flow',
    });
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
