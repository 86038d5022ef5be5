import type { Instant } from '../../../shared/base/failure';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Each divides a day or is days, so that hours and days can be put together into it. */
const WIDTHS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 4, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 3, 4, 7, 14, 28].map((days) => days * DAY),
];

/** Where the points of buckets of some width are read from: what holds the fewest rows for them. */
export type BucketSource = 'portfolio_point' | 'portfolio_hour' | 'portfolio_day';

/**
 * The narrowest width at which a span needs at most so many buckets, in ms. Buckets start at multiples
 * of their width since the epoch: moving the span a little leaves their boundaries where they are.
 */
export function bucketWidth(from: Instant, to: Instant, maxBuckets: number): number {
  let width = WIDTHS.find((candidate) => bucketCount(from, to, candidate) <= maxBuckets);
  // Wide enough for everything between the epoch and `to` in the end.
  for (let wider = 56 * DAY; width === undefined; wider *= 2)
    if (bucketCount(from, to, wider) <= maxBuckets) width = wider;
  return width;
}

/** Start of the bucket that an instant is in. */
export function bucketStart(at: Instant, width: number): Instant {
  return Math.floor(at / width) * width;
}

export function bucketSource(width: number): BucketSource {
  if (width % DAY === 0) return 'portfolio_day';
  return width % HOUR === 0 ? 'portfolio_hour' : 'portfolio_point';
}

function bucketCount(from: Instant, to: Instant, width: number): number {
  return (bucketStart(to, width) - bucketStart(from, width)) / width + 1;
}
