import type { HistoryPoint, HistorySeries, PointStatus } from '../../shared/history/series';
import { Decimal } from '../../shared/money/decimal';
import type { Instant } from '../../shared/portfolio/failure';

/** The only place where an amount becomes a number: a pixel needs no more digits than that. */
export function toPlot(value: Decimal): number {
  return value.toNumber();
}

/** One instant as the chart draws it. A line's key is present where that line passes. */
export interface PlotPoint {
  readonly at: Instant;
  /** Exact, for the crosshair. */
  readonly total: Decimal;
  readonly low: Decimal;
  readonly high: Decimal;
  readonly status: PointStatus | 'live';
  readonly complete?: number;
  readonly carried?: number;
  readonly partial?: number;
  readonly reconstructed?: number;
  /** Lowest and highest of the bucket. */
  readonly band: readonly [number, number];
}

/**
 * Points as one line for each way in which they can have come about, so that each can be drawn in
 * its own way. The stretch
 * between two points is as good as the worse of them, and both its ends belong to its line. The live
 * total comes last, if it is newer than what is recorded.
 */
export function plotPoints(
  series: HistorySeries,
  live: { readonly at: Instant; readonly totalUsd: string } | undefined,
): PlotPoint[] {
  const recorded = series.points;
  const last = recorded.at(-1);
  const points: (Omit<HistoryPoint, 'status'> & { status: PointStatus | 'live' })[] = [...recorded];
  if (live !== undefined && (last === undefined || live.at > last.at))
    points.push({
      at: live.at,
      totalUsd: live.totalUsd,
      lowUsd: live.totalUsd,
      highUsd: live.totalUsd,
      status: 'live',
    });
  const lines = points.map((point) => lineOf(point.status));
  const stretch = (from: number) => worse(lines[from], lines[from + 1]);
  return points.map((point, index) => {
    const total = new Decimal(point.totalUsd);
    const low = new Decimal(point.lowUsd);
    const high = new Decimal(point.highUsd);
    const plotted = toPlot(total);
    const own = points.length === 1 ? lines[0] : undefined;
    const passing = new Set([stretch(index - 1), stretch(index), own]);
    return {
      at: point.at,
      total,
      low,
      high,
      status: point.status,
      ...(passing.has('complete') ? { complete: plotted } : {}),
      ...(passing.has('carried') ? { carried: plotted } : {}),
      ...(passing.has('partial') ? { partial: plotted } : {}),
      ...(passing.has('reconstructed') ? { reconstructed: plotted } : {}),
      band: [toPlot(low), toPlot(high)],
    };
  });
}

const QUALITY: readonly PointStatus[] = ['partial', 'reconstructed', 'carried', 'complete'];

function lineOf(status: PointStatus | 'live'): PointStatus {
  return status === 'live' ? 'complete' : status;
}

function worse(
  one: PointStatus | undefined,
  other: PointStatus | undefined,
): PointStatus | undefined {
  if (one === undefined || other === undefined) return undefined;
  return QUALITY.find((status) => status === one || status === other);
}
