import type { Instant } from '../base/failure';
import type { ValuePoint } from './measured';

/**
 * The last point up to an instant, or earlier than it, of points in the order of time; `undefined` where
 * there is none.
 */
export function lastPoint(
  points: readonly ValuePoint[],
  at: Instant,
  which: 'up-to' | 'before' = 'up-to',
): ValuePoint | undefined {
  let [low, high] = [0, points.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const point = points[middle];
    if (point !== undefined && (point.at < at || (which === 'up-to' && point.at === at)))
      low = middle + 1;
    else high = middle;
  }
  return points[low - 1];
}
