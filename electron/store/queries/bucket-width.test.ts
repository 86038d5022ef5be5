import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../testing/samples';
import { bucketSource, bucketStart, bucketWidth } from './bucket-width';

const instants = fc.integer({ min: 0, max: 4_102_444_800_000 });

test('a span never needs more buckets than allowed', () => {
  fc.assert(
    fc.property(instants, instants, fc.integer({ min: 1, max: 5000 }), (one, other, maximum) => {
      const [from, to] = one < other ? [one, other] : [other, one];
      const width = bucketWidth(from, to, maximum);
      const count = (bucketStart(to, width) - bucketStart(from, width)) / width + 1;
      expect(count).toBeLessThanOrEqual(maximum);
    }),
  );
});

test('common ranges get the widths people expect at 1000 points', () => {
  const widths = [DAY, 7 * DAY, 30 * DAY, 365 * DAY, 5 * 365 * DAY].map((range) =>
    bucketWidth(0, range, 1000),
  );
  expect(widths).toEqual([2 * MINUTE, 15 * MINUTE, HOUR, 12 * HOUR, 2 * DAY]);
});

test('widths are put together from what holds the fewest rows', () => {
  expect(bucketSource(30 * MINUTE)).toBe('portfolio_point');
  expect(bucketSource(12 * HOUR)).toBe('portfolio_hour');
  expect(bucketSource(2 * DAY)).toBe('portfolio_day');
});

test('boundaries stay where they are while the range moves on', () => {
  const starts = (from: number, to: number) => {
    const width = bucketWidth(from, to, 100);
    return [width, bucketStart(from + 5 * HOUR, width)];
  };
  expect(starts(DAY, 3 * DAY)).toEqual(starts(DAY + MINUTE, 3 * DAY + MINUTE));
});
