import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal } from '../base/decimal';
import { drawdowns, maxDrawdown } from './drawdown';
import type { Measured } from './measured';

const DAY = 86_400_000;
const d = (value: string | number): Decimal => new Decimal(value);
const series = (...values: number[]) =>
  values.map((value, day) => ({ at: day * DAY, value: d(value) }));

describe('drawdown', () => {
  test('has its peak, trough and recovery, deepest first', () => {
    const result = drawdowns(series(100, 90, 100, 120, 60, 80, 130, 117));
    expect(result).toMatchObject({
      kind: 'value',
      value: [
        { peak: { at: 3 * DAY }, trough: { at: 4 * DAY }, recoveredAt: 6 * DAY, depth: d('-0.5') },
        { peak: { at: 0 }, trough: { at: DAY }, recoveredAt: 2 * DAY },
        { peak: { at: 6 * DAY }, trough: { at: 7 * DAY } },
      ],
    });
  });

  test('says what it cannot tell', () => {
    expect(maxDrawdown(series(1))).toMatchObject({ kind: 'undefined', reason: 'one-point' });
    expect(maxDrawdown(series(0, -1))).toMatchObject({ kind: 'undefined', reason: 'no-peak' });
    expect(maxDrawdown(series(1, 2, 3))).toEqual({ kind: 'value', value: undefined });
  });

  test('is the deepest of all falls between any two points', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 2, maxLength: 40 }),
        (values) => {
          const falls = values.flatMap((peak, index) =>
            values.slice(index + 1).map((later) => d(later).div(peak).minus(1)),
          );
          const deepest = Decimal.min(0, ...falls);
          const found: Measured<{ readonly depth: Decimal } | undefined> = maxDrawdown(
            series(...values),
          );
          const depth = found.kind === 'value' ? (found.value?.depth ?? d(0)) : undefined;
          expect(depth?.toFixed(30)).toBe(deepest.toFixed(30));
        },
      ),
    );
  });
});
