import type { Instant } from '../portfolio/failure';
import { calendarPeriods, type CalendarPeriod, type CalendarUnit } from './calendar';
import { unmeasured, type CashFlow, type Measured, type ValuePoint } from './measured';
import { lastPoint } from './last-point';
import { linkReturns, timeWeightedReturn, type ValuedFlow } from './time-weighted-return';

/** What was recorded of a portfolio. */
export interface PerformanceHistory {
  /** In the order of time. A value holds until the next point. */
  readonly points: readonly ValuePoint[];
  /** In any order. Those outside the points are of no use and left out. */
  readonly flows: readonly CashFlow[];
}

export interface PeriodReturn extends CalendarPeriod {
  readonly timeWeighted: Measured;
}

/**
 * Time-weighted return of each calendar period between the first and the last point. A boundary between
 * two points has the value of the one before it, and so has a flow: what the portfolio was worth before
 * the flow is the last point earlier than it. The returns link to that of the whole history.
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

/** Flows after the first point and up to the last, each with the value before it, in the order of time. */
function valuedFlows({ points, flows }: PerformanceHistory): readonly ValuedFlow[] {
  const from = points[0]?.at ?? Infinity;
  const to = points.at(-1)?.at ?? -Infinity;
  return flows
    .filter(({ at }) => at > from && at <= to)
    .sort((one, other) => one.at - other.at)
    .flatMap((flow) => {
      const before = lastPoint(points, flow.at, 'before');
      return before === undefined ? [] : [{ ...flow, valueBefore: before.value }];
    });
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
