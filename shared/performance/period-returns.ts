import { ZERO, type Decimal } from '../base/decimal';
import type { Instant } from '../base/failure';
import { calendarPeriods, type CalendarPeriod, type CalendarUnit } from './calendar';
import { unmeasured, type Measured, type ValuePoint } from './measured';
import { lastPoint } from './last-point';
import { linkReturns, timeWeightedReturn, type ValuedFlow } from './time-weighted-return';

/** What was recorded of a portfolio. */
export interface PerformanceHistory {
  /** In the order of time. A value holds until the next point. */
  readonly points: readonly ValuePoint[];
  /**
   * In any order, with what the portfolio was worth before each where that is known besides. Those outside
   * the points are of no use and left out.
   */
  readonly flows: readonly ValuedFlow[];
}

export interface PeriodReturn extends CalendarPeriod {
  readonly timeWeighted: Measured;
}

/**
 * Time-weighted return of each calendar period between the first and the last point. A boundary between
 * two points has the value of the one before it. What the portfolio was worth before a flow is what the flow
 * says; else what a point of that instant says, which has the flow in it; else nothing, where nothing was held
 * before. Else nobody knows, and the return of that period is undefined: what was recorded earlier would make
 * the flow a gain or a loss. The returns link to that of the whole history.
 */
export function periodReturns(
  history: PerformanceHistory,
  unit: CalendarUnit,
  timeZone: string,
): readonly PeriodReturn[] {
  const first = history.points[0];
  const last = history.points.at(-1);
  if (first === undefined || last === undefined) return [];
  const flows = valuedFlows(history);
  let next = 0;
  return calendarPeriods({ from: first.at, to: last.at }, unit, timeZone).map((period) => {
    const begin = next;
    while ((flows[next]?.at ?? Infinity) <= period.to) next += 1;
    const timeWeighted = returnBetween(history.points, flows.slice(begin, next), period);
    return { ...period, timeWeighted };
  });
}

/** Time-weighted return of all of a history. */
export function returnSinceInception(history: PerformanceHistory): Measured {
  const from = history.points[0]?.at;
  const to = history.points.at(-1)?.at;
  if (from === undefined || to === undefined || from === to) return unmeasured('one-point');
  return returnBetween(history.points, valuedFlows(history), { from, to });
}

/** A year of a heat table: its months, where there are any, and all of them linked. */
export interface YearOfReturns {
  readonly year: number;
  /** Twelve, January first; `undefined` for a month outside the history. */
  readonly months: readonly (Measured | undefined)[];
  readonly total: Measured;
}

/** Monthly returns by year, the first year first. */
export function monthlyTable(
  history: PerformanceHistory,
  timeZone: string,
): readonly YearOfReturns[] {
  const byYear = new Map<number, (Measured | undefined)[]>();
  for (const { startsOn, timeWeighted } of periodReturns(history, 'month', timeZone)) {
    const [year, month] = startsOn.split('-').map(Number);
    if (year === undefined || month === undefined) continue;
    const months = byYear.get(year) ?? new Array<Measured | undefined>(12).fill(undefined);
    months[month - 1] = timeWeighted;
    byYear.set(year, months);
  }
  return [...byYear].map(([year, months]) => ({
    year,
    months,
    total: linkReturns(months.filter((one) => one !== undefined)),
  }));
}

/** Flows after the first point and up to the last, each with the value before it if that is known. */
function valuedFlows({ points, flows }: PerformanceHistory): readonly ValuedFlow[] {
  const from = points[0]?.at ?? Infinity;
  const to = points.at(-1)?.at ?? -Infinity;
  const within = flows
    .filter(({ at }) => at > from && at <= to)
    .sort((one, other) => one.at - other.at);
  const nets = new Map<Instant, Decimal>();
  for (const { at, amount } of within) nets.set(at, (nets.get(at) ?? ZERO).plus(amount));
  let before = from;
  return within.map((flow, index): ValuedFlow => {
    const earlier = within[index - 1];
    if (earlier !== undefined && earlier.at < flow.at) before = earlier.at;
    if (flow.valueBefore !== undefined) return flow;
    const valueBefore = valueBeforeInstant(points, flow.at, nets.get(flow.at) ?? ZERO, before);
    return { ...flow, ...(valueBefore === undefined ? {} : { valueBefore }) };
  });
}

/** @param since the flow before, or the first point: what was nothing after it is nothing still */
function valueBeforeInstant(
  points: readonly ValuePoint[],
  at: Instant,
  net: Decimal,
  since: Instant,
): Decimal | undefined {
  const there = lastPoint(points, at);
  if (there?.at === at) return there.value.minus(net);
  return there !== undefined && there.at >= since && there.value.isZero() ? ZERO : undefined;
}

/** A flow at a boundary belongs to the period that it ends, whose last point has it in its value. */
function returnBetween(
  points: readonly ValuePoint[],
  flows: readonly ValuedFlow[],
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Measured {
  const start = lastPoint(points, from);
  const end = lastPoint(points, to);
  if (start === undefined || end === undefined) return unmeasured('no-start-value');
  return timeWeightedReturn({
    start: { at: from, value: start.value },
    flows,
    end: { at: to, value: end.value },
  });
}
