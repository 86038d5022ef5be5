import { describe, expect, it } from 'vitest';
import type { HistoryPoint, PointStatus } from '../../../shared/history/series';
import { Decimal } from '../../../shared/money/decimal';
import { rangeChange } from './range-change';

const point = (at: number, totalUsd: string, status: PointStatus = 'complete'): HistoryPoint => ({
  at,
  totalUsd,
  lowUsd: totalUsd,
  highUsd: totalUsd,
  status,
});
const series = (...points: HistoryPoint[]) => ({ from: 0, to: 10, bucketMs: 1, points });

describe('change over a range', () => {
  it('is exact, against the first recorded total', () => {
    const change = rangeChange(series(point(1, '100.1'), point(2, '5')), new Decimal('100.3'));
    expect(change?.change.toFixed()).toBe('0.2');
  });

  it('does not take accounts that were missing then for gains now', () => {
    const change = rangeChange(series(point(1, '10', 'partial'), point(2, '90')), new Decimal(99));
    expect(change?.ratio?.toFixed()).toBe('0.1');
  });

  it('is unknown while nothing is recorded, and has no ratio against nothing', () => {
    expect(rangeChange(series(), new Decimal(1))).toBeUndefined();
    expect(rangeChange(series(point(1, '0')), new Decimal(1))?.ratio).toBeUndefined();
  });
});
