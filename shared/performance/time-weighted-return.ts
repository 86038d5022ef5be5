import { ONE, type Decimal } from '../money/decimal';
import type { Instant } from '../portfolio/failure';
import { measured, unmeasured, type CashFlow, type Measured, type ValuePoint } from './measured';

/** A flow with what the portfolio was worth immediately before it. */
export interface ValuedFlow extends CashFlow {
  readonly valueBefore: Decimal;
}

export interface ReturnSpan {
  readonly start: ValuePoint;
  /** Between start and end, in any order. Those at one instant are one flow. */
  readonly flows: readonly ValuedFlow[];
  readonly end: ValuePoint;
}

/** One link of the chain: the span between two flows. */
export interface SubPeriod {
  readonly from: Instant;
  readonly to: Instant;
  /** Value after the flow that begins it. */
  readonly startValue: Decimal;
  /** Value before the flow that ends it. */
  readonly endValue: Decimal;
  /** `endValue / startValue`; undefined where it started with nothing or less. */
  readonly factor: Measured;
}

/**
 * The spans between flows: `factor = value before the next flow / (value before this flow + this flow)`.
 * A span without length and without gain is left out.
 */
export function subPeriods({ start, flows, end }: ReturnSpan): readonly SubPeriod[] {
  const periods: SubPeriod[] = [];
  let from = start.at;
  let startValue = start.value;
  const close = (to: Instant, endValue: Decimal): void => {
    if (to === from && endValue.equals(startValue)) return;
    periods.push({ from, to, startValue, endValue, factor: factorOf(startValue, endValue) });
  };
  for (const { at, amount, valueBefore } of nettedByInstant(flows)) {
    close(at, valueBefore);
    from = at;
    startValue = valueBefore.plus(amount);
  }
  close(end.at, end.value);
  return periods;
}

/**
 * Time-weighted return of a span as a fraction (0.1 is 10 %): the factors of its sub-periods linked
 * geometrically, less one. Flows do not change it. Undefined as a whole when one sub-period is: a link that
 * is left out would pass for a return of zero.
 * Source: CFA Institute, GIPS Standards Handbook for Firms (2020), provisions on time-weighted returns.
 */
export function timeWeightedReturn(span: ReturnSpan): Measured {
  if (span.end.at <= span.start.at) return unmeasured('no-length');
  let linked = ONE;
  for (const { factor } of subPeriods(span)) {
    if (factor.kind === 'undefined') return factor;
    linked = linked.times(factor.value);
  }
  return measured(linked.minus(1));
}

/** Returns of consecutive spans as one, `(1 + r1)(1 + r2)… - 1`; undefined when one of them is. */
export function linkReturns(returns: readonly Measured[]): Measured {
  if (returns.length === 0) return unmeasured('no-periods');
  let linked = ONE;
  for (const one of returns) {
    if (one.kind === 'undefined') return one;
    linked = linked.times(one.value.plus(1));
  }
  return measured(linked.minus(1));
}

function factorOf(startValue: Decimal, endValue: Decimal): Measured {
  return startValue.greaterThan(0)
    ? measured(endValue.dividedBy(startValue))
    : unmeasured('no-capital');
}

/** In the order of time. Of flows at one instant the first one's value before counts. */
function nettedByInstant(flows: readonly ValuedFlow[]): readonly ValuedFlow[] {
  const netted: ValuedFlow[] = [];
  for (const flow of [...flows].sort((one, other) => one.at - other.at)) {
    const last = netted.at(-1);
    if (last?.at !== flow.at) netted.push(flow);
    else netted[netted.length - 1] = { ...last, amount: last.amount.plus(flow.amount) };
  }
  return netted;
}
