import {
  countOtherwise,
  levelsThen,
  tellsGap,
  totalThen,
  type HistoryPoint,
  type HistorySeries,
  type HistoryStep,
  type PointStatus,
} from '../../shared/history/series';
import { Decimal } from '../../shared/base/decimal';
import type { Instant } from '../../shared/base/failure';

/** The only place where an amount becomes a number: a pixel needs no more digits than that. */
export function toPlot(value: Decimal): number {
  return value.toNumber();
}

/** The total of now in the currency of the series. */
export interface LivePoint {
  readonly at: Instant;
  readonly value: Decimal;
  /** The same total as dollars divided by the rate. */
  readonly valueAtPrices: Decimal;
}

/** One instant as the chart draws it. A line's key is present where that line passes. */
export interface PlotPoint {
  readonly at: Instant;
  /** Exact, for the crosshair, in the currency of the series. */
  readonly total: Decimal;
  /** Lowest and highest of the bucket, where they are known in that currency. */
  readonly spread?: { readonly low: Decimal; readonly high: Decimal };
  readonly status: PointStatus | 'live';
  readonly complete?: number;
  readonly carried?: number;
  readonly partial?: number;
  readonly reconstructed?: number;
  readonly band?: readonly [number, number];
}

/** Where the line breaks: no rate is known, a step is drawn, or it goes on with totals of another kind. */
export interface PlotGap {
  readonly at: Instant;
}

/** Steps of one instant, with the levels that they connect. */
export interface PlotStep {
  readonly at: Instant;
  readonly before: Decimal;
  readonly after: Decimal;
  readonly steps: readonly HistoryStep[];
}

export interface Plot {
  /** In order of time; those of a step stand at one instant, its level before first. */
  readonly drawn: readonly (PlotPoint | PlotGap)[];
  readonly points: readonly PlotPoint[];
  readonly steps: readonly PlotStep[];
}

/**
 * A series as one line for each way in which its points can have come about, so that each can be drawn in
 * its own way. The stretch between two points is as good as the worse of them, and both its ends belong to its
 * line. It breaks where the rate of the currency is not known, where what is held of it comes to count by its amount
 * ({@link countOtherwise}), and at steps: there the levels before and after stand at one instant. The live total comes last, if it is newer than what is recorded.
 */
export function plotOf(series: HistorySeries, live: LivePoint | undefined): Plot {
  const steps = plotSteps(series);
  const raw: (RawPoint | PlotGap)[] = [];
  const waiting = [...steps];
  let before: HistoryPoint | undefined;
  for (const point of series.points) {
    const raised = rawPoint(series, point);
    if (before !== undefined && countOtherwise(before, point, series.currency))
      raw.push({ at: Math.min(point.at, waiting[0]?.at ?? point.at) });
    for (let step = waiting[0]; step !== undefined && step.at <= point.at; step = waiting[0]) {
      waiting.shift();
      const { at, levels } = step;
      const { status } = point;
      if (levels !== undefined) raw.push({ at, total: levels.before, status });
      raw.push({ at });
      // A bucket's last point is later than the step within it.
      if (levels !== undefined && at < point.at) raw.push({ at, total: levels.after, status });
    }
    raw.push(raised);
    before = point;
  }
  if (live !== undefined && (before === undefined || live.at > before.at)) {
    const isOtherwise =
      before !== undefined &&
      !tellsGap(before, series.currency) &&
      !live.value.equals(live.valueAtPrices);
    if (isOtherwise) raw.push({ at: live.at });
    raw.push({ at: live.at, total: live.value, status: 'live' });
  }
  const drawn = withLines(raw);
  const known = steps.flatMap(({ levels, ...step }) =>
    levels === undefined ? [] : [{ ...step, ...levels }],
  );
  return { drawn, points: drawn.filter(isPlotPoint), steps: known };
}

export function isPlotPoint(value: unknown): value is PlotPoint {
  return typeof value === 'object' && value !== null && 'at' in value && 'total' in value;
}

type RawPoint = Pick<PlotPoint, 'at' | 'total' | 'spread' | 'status'>;

function rawPoint({ currency }: HistorySeries, point: HistoryPoint): RawPoint | PlotGap {
  const { at, status } = point;
  const total = totalThen(point, currency);
  if (total === undefined) return { at };
  // The rates of a bucket's lowest and highest dollar totals are not known.
  if (currency !== 'USD') return { at, total, status };
  const spread = { low: new Decimal(point.lowUsd), high: new Decimal(point.highUsd) };
  return { at, total, status, spread };
}

type Levels = Pick<PlotStep, 'before' | 'after'>;

/** Those of one instant together; without levels where the rate of then is not known. */
function plotSteps({ steps, currency }: HistorySeries) {
  const byInstant = new Map<Instant, HistoryStep[]>();
  for (const step of steps) byInstant.set(step.at, [...(byInstant.get(step.at) ?? []), step]);
  return [...byInstant].map(([at, together]) => {
    const levels: Levels | undefined = levelsThen(together, currency);
    return { at, steps: together, levels };
  });
}

function withLines(raw: readonly (RawPoint | PlotGap)[]): (PlotPoint | PlotGap)[] {
  const lines = raw.map((point) => ('status' in point ? lineOf(point.status) : undefined));
  return raw.map((point, index) => {
    if (!('total' in point)) return point;
    const plotted = toPlot(point.total);
    const [before, after] = [worse(lines, index - 1), worse(lines, index)];
    // Without a neighbour it is a dot of its own.
    const passing = new Set([before, after, before ?? after ?? lines[index]]);
    const { spread } = point;
    return {
      ...point,
      ...(passing.has('complete') ? { complete: plotted } : {}),
      ...(passing.has('carried') ? { carried: plotted } : {}),
      ...(passing.has('partial') ? { partial: plotted } : {}),
      ...(passing.has('reconstructed') ? { reconstructed: plotted } : {}),
      ...(spread === undefined ? {} : { band: [toPlot(spread.low), toPlot(spread.high)] as const }),
    };
  });
}

const QUALITY: readonly PointStatus[] = ['partial', 'reconstructed', 'carried', 'complete'];

function lineOf(status: PointStatus | 'live'): PointStatus {
  return status === 'live' ? 'complete' : status;
}

/** The line of the stretch that begins at an index; none beside a gap. */
function worse(
  lines: readonly (PointStatus | undefined)[],
  index: number,
): PointStatus | undefined {
  const [one, other] = [lines[index], lines[index + 1]];
  if (one === undefined || other === undefined) return undefined;
  return QUALITY.find((status) => status === one || status === other);
}
