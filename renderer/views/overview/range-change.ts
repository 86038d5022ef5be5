import type { HistorySeries } from '../../../shared/history/series';
import { Decimal } from '../../../shared/money/decimal';

/**
 * The total now against the first recorded one of a series: exact, with whatever came in or went out
 * in between. Points that lack accounts would make those look like gains, so they are passed over.
 * Absent while nothing is recorded; no ratio where the first total is not above zero.
 */
export function rangeChange(
  series: HistorySeries,
  totalUsd: Decimal,
): { readonly change: Decimal; readonly ratio: Decimal | undefined } | undefined {
  const first = series.points.find(({ status }) => status !== 'partial');
  if (first === undefined) return undefined;
  const before = new Decimal(first.totalUsd);
  const change = totalUsd.minus(before);
  return { change, ratio: before.greaterThan(0) ? change.dividedBy(before) : undefined };
}
