import { Decimal, ONE } from '../money/decimal';

/** Rates are fractions that no sum needs exactly: 30 digits are plenty, and fast. */
export const Rate = Decimal.clone({ precision: 30 });

/** ACT/365: a year is 365 days, whatever the calendar says. */
const YEAR_SECONDS = 365 * 86_400;

/** Growth per year beyond which no root is looked for, and below one over it; doubling in a day is 1e110. */
const WIDEST = new Rate('1e120');
/** Each growth of the scan is so many times the one before: finest where returns usually are. */
const STEPS = [
  { below: new Rate(4), ratio: new Rate('1.05') },
  { below: new Rate(1000), ratio: new Rate(3) },
] as const;
const WIDE_STEP = new Rate(1000);
/** The bracket around a root is narrowed until it is this small a part of the growth. */
const CLOSE_ENOUGH = new Rate('1e-20');
const MOST_STEPS = 200;
const TURNING_STEPS = 40;

export interface DatedAmount {
  /** Since the first flow, whole ones: less than that moves no rate within its 20 digits by a thousandth. */
  readonly seconds: number;
  readonly amount: Decimal;
}

/**
 * Every growth less one at which the present value crosses zero. Flows that change their sign once have
 * one such growth (Descartes' rule), so that wide brackets do; others are looked at closely, also where the
 * value only comes near zero between two growths. It closes in inside brackets only, so it cannot run away
 * or stop at a wrong place. Looks at growths from 1e-120 to 1e120 a year; ascending.
 */
export function ratesOfZero(flows: readonly DatedAmount[]): readonly Decimal[] {
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
  return roots.map((growth) => new Decimal(growth.toSignificantDigits(20)).minus(1));
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
    const fine = isPlain ? undefined : STEPS.find(({ below }) => up.lessThan(below));
    up = up.times(fine?.ratio ?? WIDE_STEP);
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
      middle.value.abs().lessThan(before.value.abs()) &&
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
  const powers = (unit: number) => powersOf(perSecond.times(unit).exp());
  const [ofDays, ofMinutes, ofSeconds] = [powers(86_400), powers(60), powers(1)] as const;
  return (all) => {
    const inDay = all % 86_400;
    return ofDays(Math.floor(all / 86_400))
      .times(ofMinutes(Math.floor(inDay / 60)))
      .times(ofSeconds(inDay % 60));
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
