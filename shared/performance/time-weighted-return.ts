import { ONE, sum, type Decimal } from '../base/decimal';
import type { Instant } from '../base/failure';
import { measured, unmeasured, type CashFlow, type Measured, type ValuePoint } from './measured';

/** A flow with what the portfolio was worth immediately before it, where that is known. */
export interface ValuedFlow extends CashFlow {
  readonly valueBefore?: Decimal;
}

export interface ReturnSpan {
  readonly start: ValuePoint;
  /** Between start and end, in any order. Those at one instant are one flow. */
  readonly flows: readonly ValuedFlow[];
  readonly end: ValuePoint;
}

/** One link of the chain: the span between two flows, in which something was held. */
export interface SubPeriod {
  readonly from: Instant;
  readonly to: Instant;
  /** Value before the flow that ends it over the value after the flow that begins it. */
  readonly factor: Measured;
}

/**
 * The spans between flows: `factor = value before the next flow / (value before this flow + this flow)`.
 * One in which nothing was held is left out, as is one without length and without gain.
 * @throws RangeError for a flow before the start or after the end: it belongs to another span
 */
export function subPeriods({ start, flows, end }: ReturnSpan): readonly SubPeriod[] {
  if (flows.some(({ at }) => at < start.at || at > end.at))
    throw new RangeError('a flow is outside of its span');
  const periods: SubPeriod[] = [];
  let from = start.at;
  let startValue: Decimal | undefined = start.value;
  const close = (to: Instant, endValue: Decimal | undefined): void => {
    const isHeld = startValue?.isZero() !== true || endValue?.isZero() !== true;
    const isMoved =
      to !== from || startValue === undefined || endValue?.equals(startValue) !== true;
    if (isHeld && isMoved) periods.push({ from, to, factor: factorOf(startValue, endValue) });
  };
  for (const { at, amount, valueBefore } of nettedByInstant(flows)) {
    close(at, valueBefore);
    from = at;
    startValue = valueBefore?.plus(amount);
  }
  close(end.at, end.value);
  return periods;
}

/**
 * Time-weighted return of a span as a fraction (0.1 is 10 %): the factors of its sub-periods linked
 * geometrically, less one. Flows do not change it. Spans in which nothing is held have no part in it, so that
 * a history may begin with nothing; see {@link moneyAtWork}. Undefined as a whole when one sub-period is: a
 * link that is left out would pass for a return of zero.
 * Source: CFA Institute, GIPS Standards Handbook for Firms (2020), provisions on time-weighted returns.
 * @throws RangeError for a flow outside of the span
 */
export function timeWeightedReturn(span: ReturnSpan): Measured {
  if (span.end.at <= span.start.at) return unmeasured('no-length');
  const periods = subPeriods(span);
  if (periods.length === 0) return unmeasured('nothing-held');
  let linked = ONE;
  for (const { factor } of periods) {
    if (factor.kind === 'undefined') return factor;
    linked = linked.times(factor.value);
  }
  return measured(linked.minus(1));
}

/** From when to when something was held in a span: what its return speaks of. `undefined` where nothing was. */
export function moneyAtWork(
  span: ReturnSpan,
): { readonly from: Instant; readonly to: Instant } | undefined {
  const periods = subPeriods(span);
  const [first, last] = [periods[0], periods.at(-1)];
  return first === undefined || last === undefined ? undefined : { from: first.from, to: last.to };
}

/**
 * Returns of consecutive spans as one, `(1 + r1)(1 + r2)… - 1`. Those in which nothing was held are left out;
 * undefined when one of the others is.
 */
export function linkReturns(returns: readonly Measured[]): Measured {
  if (returns.length === 0) return unmeasured('no-periods');
  const held = returns.filter((one) => one.kind === 'value' || one.reason !== 'nothing-held');
  if (held.length === 0) return unmeasured('nothing-held');
  let linked = ONE;
  for (const one of held) {
    if (one.kind === 'undefined') return one;
    linked = linked.times(one.value.plus(1));
  }
  return measured(linked.minus(1));
}

function factorOf(startValue: Decimal | undefined, endValue: Decimal | undefined): Measured {
  if (startValue === undefined || endValue === undefined) return unmeasured('no-value-at-flow');
  if (startValue.isNegative() || endValue.isNegative()) return unmeasured('below-zero');
  return startValue.isZero() ? unmeasured('no-capital') : measured(endValue.dividedBy(startValue));
}

/** In the order of time. */
function nettedByInstant(flows: readonly ValuedFlow[]): readonly ValuedFlow[] {
  const byInstant = new Map<Instant, ValuedFlow[]>();
  for (const flow of [...flows].sort((one, other) => one.at - other.at)) {
    const known = byInstant.get(flow.at);
    if (known === undefined) byInstant.set(flow.at, [flow]);
    else known.push(flow);
  }
  return [...byInstant].map(([at, together]) => {
    const valueBefore = valueBeforeAll(together);
    const amount = sum(together.map((flow) => flow.amount));
    return { at, amount, ...(valueBefore === undefined ? {} : { valueBefore }) };
  });
}

/**
 * What the portfolio was worth before flows of one instant, in whatever order they are given: the same for
 * all, or each has in it what those before it did, and then that of the first. `undefined` where they contradict.
 */
function valueBeforeAll(together: readonly ValuedFlow[]): Decimal | undefined {
  const known = together.flatMap(({ amount, valueBefore }) =>
    valueBefore === undefined ? [] : [{ before: valueBefore, after: valueBefore.plus(amount) }],
  );
  const [any] = known;
  if (any === undefined || known.every(({ before }) => before.equals(any.before)))
    return any?.before;
  const heads = known.filter(({ before }) => !known.some(({ after }) => after.equals(before)));
  return heads.length === 1 ? heads[0]?.before : undefined;
}
