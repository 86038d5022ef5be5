import type { Decimal } from '../base/decimal';
import type { Instant } from '../base/failure';
import { measured, unmeasured, type Measured, type ValuePoint } from './measured';

/** A fall from a running peak until the peak is reached again, or until now. */
export interface Drawdown {
  readonly peak: ValuePoint;
  readonly trough: ValuePoint;
  /** First point at or above the peak again; absent while it lasts. */
  readonly recoveredAt?: Instant;
  /** `trough / peak - 1`: a fraction below zero, -0.25 for a fall by a quarter. */
  readonly depth: Decimal;
}

/**
 * All drawdowns of a series, deepest first, of equal ones the earlier first. The first point is a peak
 * too. A portfolio with flows is measured on its time-weighted index, since money taken out is no fall.
 * Points must be in the order of time. One that is not above zero is undefined: there is no peak to fall from.
 */
export function drawdowns(points: readonly ValuePoint[]): Measured<readonly Drawdown[]> {
  if (points.length < 2) return unmeasured('one-point');
  const found: Drawdown[] = [];
  let peak: ValuePoint | undefined;
  let trough: ValuePoint | undefined;
  for (const point of points) {
    if (peak === undefined || point.value.greaterThanOrEqualTo(peak.value)) {
      if (peak !== undefined && trough !== undefined)
        found.push({ peak, trough, depth: depthOf(peak, trough), recoveredAt: point.at });
      peak = point;
      trough = undefined;
    } else if (!peak.value.greaterThan(0)) return unmeasured('no-peak');
    else if (trough === undefined || point.value.lessThan(trough.value)) trough = point;
  }
  if (peak !== undefined && trough !== undefined)
    found.push({ peak, trough, depth: depthOf(peak, trough) });
  found.sort((one, other) => one.depth.comparedTo(other.depth) || one.peak.at - other.peak.at);
  return measured(found);
}

/** The deepest of the {@link drawdowns}; `undefined` as the value when the series never fell. */
export function maxDrawdown(points: readonly ValuePoint[]): Measured<Drawdown | undefined> {
  const all = drawdowns(points);
  return all.kind === 'value' ? measured(all.value[0]) : all;
}

function depthOf(peak: ValuePoint, trough: ValuePoint): Decimal {
  return trough.value.dividedBy(peak.value).minus(1);
}
