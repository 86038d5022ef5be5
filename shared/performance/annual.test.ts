import { expect, test } from 'vitest';
import { Decimal } from '../base/decimal';
import { calmarRatio, compoundAnnualGrowth } from './annual';
import { maxDrawdown } from './drawdown';
import { valueOf } from './testing/value-of';

const YEAR = 365 * 86_400_000;
const d = (value: string | number): Decimal => new Decimal(value);

test('compound annual growth makes the total when it is repeated', () => {
  const rate = valueOf(compoundAnnualGrowth(d('0.21'), { from: 0, to: 2 * YEAR }));
  expect(rate.toFixed(20)).toBe('0.10000000000000000000');
  expect(valueOf(compoundAnnualGrowth(d('-0.19'), { from: 0, to: 2 * YEAR })).toFixed(20)).toBe(
    '-0.10000000000000000000',
  );
  expect(valueOf(compoundAnnualGrowth(d(-1), { from: 0, to: 2 * YEAR })).toFixed()).toBe('-1');
  expect(valueOf(compoundAnnualGrowth(d('0.1'), { from: 0, to: YEAR })).toFixed()).toBe('0.1');
});

test('a span of less than a year says nothing of a year', () => {
  expect(compoundAnnualGrowth(d('0.1'), { from: 0, to: YEAR - 1 })).toMatchObject({
    reason: 'under-a-year',
  });
});

test('the Calmar ratio is by the deepest fall', () => {
  const points = [100, 80, 120, 108, 121].map((value, at) => ({ at, value: d(value) }));
  const growth = compoundAnnualGrowth(d('0.21'), { from: 0, to: 2 * YEAR });
  expect(valueOf(calmarRatio(growth, maxDrawdown(points))).toFixed(15)).toBe('0.500000000000000');
  const rising = maxDrawdown(points.slice(0, 1).concat(points.slice(2, 3)));
  expect(calmarRatio(growth, rising)).toMatchObject({ reason: 'no-fall' });
  expect(calmarRatio(growth, maxDrawdown([]))).toMatchObject({ reason: 'one-point' });
});
