import { describe, expect, test } from 'vitest';
import { Decimal } from '../base/decimal';
import { sharpeRatio, sortinoRatio, volatility } from './risk';
import { valueOf } from './testing/value-of';

const d = (value: string | number): Decimal => new Decimal(value);
describe('risk', () => {
  const input = { returns: ['0.01', '0.03', '-0.02', '0.02'].map(d), periodsPerYear: 365 };

  test('is by the sample deviation, a year having 365 days', () => {
    // Mean 0.01, squared deviations 0 + 4 + 9 + 1 = 14 (in ten-thousandths), over n - 1 = 3.
    const deviation = d('0.0014').div(3).sqrt();
    expect(valueOf(volatility(input)).toFixed(20)).toBe(deviation.times(d(365).sqrt()).toFixed(20));
    expect(valueOf(sharpeRatio(input, d('0.002'))).toFixed(20)).toBe(
      d('0.008').div(deviation).times(d(365).sqrt()).toFixed(20),
    );
  });

  test('of the downside counts shortfalls over all periods', () => {
    // One shortfall of 0.02 in four periods: the deviation is 0.02 / 2.
    expect(valueOf(sortinoRatio(input, d(0))).toFixed(20)).toBe(d(365).sqrt().toFixed(20));
  });

  test('is not told of too few returns, or of returns that never vary', () => {
    expect(volatility({ returns: [d(1)], periodsPerYear: 365 })).toMatchObject({
      reason: 'one-return',
    });
    const still = { returns: [d('0.01'), d('0.01')], periodsPerYear: 365 };
    expect(sharpeRatio(still, d(0))).toMatchObject({ reason: 'no-variation' });
    const third = d(1).div(3);
    const thirds = { returns: [third, third, third], periodsPerYear: 365 };
    expect(sharpeRatio(thirds, d(0))).toMatchObject({ reason: 'no-variation' });
    expect(sortinoRatio(still, d(0))).toMatchObject({ reason: 'no-variation' });
  });
});
