import type { DecimalString } from '../money/decimal';
import type { Instant } from '../portfolio/failure';

/**
 * How a recorded point came about: every account had answered (`complete`), some were carried on from an
 * older answer (`carried`), some had never answered (`partial`), or it was computed afterwards.
 */
export type PointStatus = 'complete' | 'carried' | 'partial' | 'reconstructed';

/** One point of the growth chart. */
export interface HistoryPoint {
  readonly at: Instant;
  readonly totalUsd: DecimalString;
  /** Lowest and highest total within the bucket that the point stands for. */
  readonly lowUsd: DecimalString;
  readonly highUsd: DecimalString;
  readonly status: PointStatus;
}

export interface HistorySeries {
  readonly from: Instant;
  readonly to: Instant;
  /** Bucket width, 0 where every recorded point is given. */
  readonly bucketMs: number;
  readonly points: readonly HistoryPoint[];
}

export interface HistoryQuery {
  readonly from: Instant;
  readonly to: Instant;
  /** At most so many points come back. */
  readonly maxPoints: number;
}
