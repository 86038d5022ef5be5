import { Decimal, ONE, ZERO } from '../money/decimal';
import { measured, unmeasured, type CashFlow, type Measured, type ValuePoint } from './measured';

/** Rates are fractions that no sum needs exactly: 30 digits are plenty, and fast. */
const Rate = Decimal.clone({ precision: 30 });

/** ACT/365: a year is 365 days, whatever the calendar says. */
const YEAR_SECONDS = 365 * 86_400;

/** Growth per year beyond which no root is looked for: a billionfold and a billionth. */
const WIDEST = new Rate('1e9');
/** Each growth of the scan is so many times the one before; finer where returns usually are. */
const COARSE_STEP = new Rate(3);
const FINE_STEP = new Rate('1.05');
const FINE_BELOW = new Rate(4);
/** The bracket around a root is narrowed until it is this small a part of the growth. */
const CLOSE_ENOUGH = new Rate('1e-20');
const MOST_STEPS = 200;
const TURNING_STEPS = 40;

/** Annual effective rates as fractions, ascending. More than one means that none of them is the return. */
export type InternalRate =
  | Measured
  | { readonly kind: 'several'; readonly values: readonly Decimal[]; readonly words: string };

/**
 * The internal rate of return of dated flows, ACT/365, annual effective: the `r` for which
 * `sum(amount / (1 + r) ^ ((at - first) / 365 days)) = 0`. Flows are the investor's: what was put in is
 * below zero, what came back above it. They may be unsorted, several a day. A total loss, where money was put
 * in and none ever came back, is -1 (-100 %).
 *
 * Looks for sign changes over growths from a billionth to a billionfold a year, and closes in on each from both sides: it
 * never leaves the bracket, so it cannot run away or stop at a wrong place.
 * Source of the formula and of an example: Microsoft, function reference, XIRR.
 */
export function xirr(flows: readonly CashFlow[]): InternalRate {
  const netted = bySeconds(flows);
  if (netted.length < 2)
    return unmeasured('too-little', 'A rate of return needs flows at two instants at least.');
  const hasPaid = netted.some(({ amount }) => amount.lessThan(0));
  const hasReceived = netted.some(({ amount }) => amount.greaterThan(0));
  if (hasPaid && !hasReceived) return measured(new Decimal(-1));
  if (!hasPaid)
    return unmeasured('no-solution', 'Nothing was put in, so there is no rate of return on it.');
  const roots = ratesOfZero(netted);
  const [only] = roots;
  if (only === undefined)
    return unmeasured('no-solution', 'No rate of return explains these flows.');
  if (roots.length === 1) return measured(only);
  return {
    kind: 'several',
    values: roots,
    words: 'More than one rate of return explains these flows; none of them is the return.',
  };
}

/**
 * Money-weighted return of a span, annual effective: the {@link xirr} of its starting value put in, its
 * flows as they were, and its end value taken out. `flows` are the portfolio's: into it above zero.
 */
export function moneyWeightedReturn({
  start,
  flows,
  end,
}: {
  readonly start: ValuePoint;
  readonly flows: readonly CashFlow[];
  readonly end: ValuePoint;
}): InternalRate {
  return xirr([
    { at: start.at, amount: start.value.negated() },
    ...flows.map(({ at, amount }) => ({ at, amount: amount.negated() })),
    { at: end.at, amount: end.value },
  ]);
}

interface DatedAmount {
  /** Since the first flow, whole ones: less than that moves no rate within its 20 digits by a thousandth. */
  readonly seconds: number;
  readonly amount: Decimal;
}

/** In the order of time, one for each instant. */
function bySeconds(flows: readonly CashFlow[]): readonly DatedAmount[] {
  const amounts = new Map<number, Decimal>();
  for (const { at, amount } of [...flows].sort((one, other) => one.at - other.at))
    amounts.set(at, (amounts.get(at) ?? ZERO).plus(amount));
  const first = Math.min(...amounts.keys());
  return [...amounts].map(([at, amount]) => ({
    seconds: Math.floor((at - first) / 1000),
    amount: new Rate(amount),
  }));
}

/** `sum(amount * growth ^ -years)`. */
function presentValue(flows: readonly DatedAmount[], growth: Decimal): Decimal {
  const discount = discountsOf(growth);
  let total: Decimal = new Rate(0);
  for (const { seconds, amount } of flows) total = total.plus(amount.times(discount(seconds)));
  return total;
}

/**
 * `growth ^ -(seconds / year)`, put together from whole days, minutes and seconds whose powers are
 * remembered: a power of its own for each of a thousand flows takes a hundred times as long.
 */
function discountsOf(growth: Decimal): (seconds: number) => Decimal {
  const perSecond = growth.ln().dividedBy(YEAR_SECONDS).negated();
  const [days, minutes, seconds] = [86_400, 60, 1].map((unit) =>
    powersOf(perSecond.times(unit).exp()),
  );
  return (all) => {
    const ofDay = all % 86_400;
    const [day, minute, second] = [Math.floor(all / 86_400), Math.floor(ofDay / 60), ofDay % 60];
    let product = days?.(day) ?? ONE;
    if (minute > 0) product = product.times(minutes?.(minute) ?? ONE);
    if (second > 0) product = product.times(seconds?.(second) ?? ONE);
    return product;
  };
}

function powersOf(base: Decimal): (exponent: number) => Decimal {
  const powers: Decimal[] = [new Rate(1)];
  return (exponent) => {
    for (let next = powers.length; next <= exponent; next += 1)
      powers.push((powers[next - 1] ?? ONE).times(base));
    return powers[exponent] ?? ONE;
  };
}

/**
 * Every growth less one at which the present value crosses zero. Flows that change their sign once have
 * one such growth (Descartes' rule), so that wide brackets do; others are looked at closely, also where the
 * value only comes near zero between two growths.
 */
function ratesOfZero(flows: readonly DatedAmount[]): readonly Decimal[] {
  const valueAt = (growth: Decimal): Decimal => presentValue(flows, growth);
  const isPlain = signChanges(flows) < 2;
  const growths = scannedGrowths(isPlain);
  const points = growths.map((growth) => ({ growth, value: valueAt(growth) }));
  if (!isPlain) points.push(...turningPoints(valueAt, points));
  points.sort((one, other) => one.growth.comparedTo(other.growth));
  const roots: Decimal[] = [];
  for (const [index, point] of points.entries()) {
    const next = points[index + 1];
    if (point.value.isZero()) roots.push(point.growth);
    else if (next !== undefined && !next.value.isZero() && areOpposite(point.value, next.value))
      roots.push(rootBetween(valueAt, point, next));
  }
  return roots.map((growth) => new Decimal(growth.minus(1).toSignificantDigits(20)));
}

function signChanges(flows: readonly DatedAmount[]): number {
  const amounts = flows.map(({ amount }) => amount).filter((amount) => !amount.isZero());
  return amounts.filter((amount, index) => {
    const before = amounts[index - 1];
    return before !== undefined && areOpposite(before, amount);
  }).length;
}

function scannedGrowths(isPlain: boolean): readonly Decimal[] {
  const growths: Decimal[] = [];
  for (let up: Decimal = new Rate(1); up.lessThan(WIDEST);) {
    growths.push(up);
    if (!up.equals(1)) growths.push(new Rate(1).dividedBy(up));
    up = up.times(!isPlain && up.lessThan(FINE_BELOW) ? FINE_STEP : COARSE_STEP);
  }
  return growths.sort((one, other) => one.comparedTo(other));
}

interface ScannedPoint {
  readonly growth: Decimal;
  readonly value: Decimal;
}

/** Where the value turns back before it would cross zero: points beyond zero there, if there are any. */
function turningPoints(
  valueAt: (growth: Decimal) => Decimal,
  points: readonly ScannedPoint[],
): readonly ScannedPoint[] {
  const found: ScannedPoint[] = [];
  for (let index = 1; index + 1 < points.length; index += 1) {
    const [before, middle, after] = points.slice(index - 1, index + 2);
    if (before === undefined || middle === undefined || after === undefined) continue;
    const isNearest =
      middle.value.abs().lessThanOrEqualTo(before.value.abs()) &&
      middle.value.abs().lessThanOrEqualTo(after.value.abs());
    if (!isNearest || areOpposite(before.value, middle.value)) continue;
    if (areOpposite(middle.value, after.value)) continue;
    let low = before.growth;
    let high = after.growth;
    for (let step = 0; step < TURNING_STEPS; step += 1) {
      const third = high.minus(low).dividedBy(3);
      const [one, other] = [low.plus(third), high.minus(third)];
      const [oneValue, otherValue] = [valueAt(one), valueAt(other)];
      const beyond = [
        { growth: one, value: oneValue },
        { growth: other, value: otherValue },
      ].find(({ value }) => areOpposite(value, middle.value));
      if (beyond !== undefined) {
        found.push(beyond);
        break;
      }
      if (oneValue.abs().lessThan(otherValue.abs())) high = other;
      else low = one;
    }
  }
  return found;
}

function areOpposite(one: Decimal, other: Decimal): boolean {
  return one.isNegative() !== other.isNegative();
}

/**
 * The zero between two growths with values of opposite signs, by false position with the Illinois rule:
 * the bracket always holds it, and a side that stays twice counts half. Where that is slow, it bisects.
 * Source: G. Dahlquist and Å. Björck, Numerical Methods, 1974, section 6.3.
 */
function rootBetween(
  valueAt: (growth: Decimal) => Decimal,
  from: ScannedPoint,
  to: ScannedPoint,
): Decimal {
  let [low, high] = [from.growth, to.growth];
  let [lowValue, highValue] = [from.value, to.value];
  let kept: 'low' | 'high' | undefined;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    if (high.minus(low).lessThan(low.times(CLOSE_ENOUGH))) break;
    const falsePosition = low.minus(
      lowValue.times(high.minus(low)).dividedBy(highValue.minus(lowValue)),
    );
    const isInside = falsePosition.greaterThan(low) && falsePosition.lessThan(high);
    const isBisecting = step % 4 === 3 || !isInside;
    const next = isBisecting ? low.times(high).sqrt() : falsePosition;
    const value = valueAt(next);
    if (value.isZero()) return next;
    if (areOpposite(value, highValue)) {
      [low, lowValue] = [next, value];
      if (kept === 'high' && !isBisecting) highValue = highValue.dividedBy(2);
      kept = isBisecting ? undefined : 'high';
    } else {
      [high, highValue] = [next, value];
      if (kept === 'low' && !isBisecting) lowValue = lowValue.dividedBy(2);
      kept = isBisecting ? undefined : 'low';
    }
  }
  return low.plus(high).dividedBy(2);
}
