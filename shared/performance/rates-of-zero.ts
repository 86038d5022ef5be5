import { Decimal, ONE } from '../base/decimal';
import { isolateRoots, type Root } from './isolate-roots';
import { largestOf, weightsOf } from './weights';

/** Rates are fractions that no sum needs exactly: four words of seven digits are plenty, and fast. */
export const Rate = Decimal.clone({ precision: 28 });

/** ACT/365: a year is 365 days, whatever the calendar says. */
export const YEAR_SECONDS = 365 * 86_400;
const DAY_SECONDS = 86_400;

/** A root is closed in on until the next step would not move its 20 digits. */
const CLOSE_ENOUGH = new Rate('1e-12');
/** What touches zero is no further from it than this part of what is added up. */
const TOUCHING = new Rate('1e-24');
const MOST_STEPS = 12;

export interface DatedAmount {
  /** Since the first flow, whole ones: less than that moves no rate within its 20 digits by a thousandth. */
  readonly seconds: number;
  readonly amount: Decimal;
}

/**
 * The logarithm of every growth a year at which the present value is zero, from 1e-120 to 1e120, ascending;
 * one that is only touched is there once. Roots are isolated with doubles, by bounds, and closed in on with
 * decimals.
 */
export function logGrowthsOfZero(flows: readonly DatedAmount[]): readonly Decimal[] {
  const amounts = flows.filter(({ amount }) => !amount.isZero());
  const weights = weightsOf(amounts.map(({ amount }) => amount));
  const roots = isolateRoots(
    amounts.map(({ seconds }, index) => ({
      years: seconds / YEAR_SECONDS,
      weight: weights[index] ?? 0,
    })),
  );
  return roots.flatMap((root) => closedIn(amounts, root));
}

/** What grows so, by the logarithm of its growth a year, gains in some years: a fraction of twenty digits. */
export function gainOf(logGrowth: Decimal, years: Decimal = ONE): Decimal {
  return new Decimal(logGrowth.times(years).exp().toSignificantDigits(20)).minus(1);
}

/** Logarithms of the growths that a root stands for: one, or for a turning point none, one or two. */
function closedIn(flows: readonly DatedAmount[], root: Root): readonly Decimal[] {
  const start = new Rate(root.x);
  // Doubles know how steep it is there well enough: one look with decimals doubles the digits.
  if (root.kind === 'crossing') return [newton(flows, start, 0, slopeThere(flows, root))];
  const turn = newton(flows, start, 1);
  const [value, bend] = [derivative(flows, turn, 0), derivative(flows, turn, 2)];
  const touching = sizeOf(flows, turn).times(TOUCHING);
  if (value.abs().lessThanOrEqualTo(touching)) return [turn];
  const square = value.times(-2).dividedBy(bend);
  // It turns back before zero.
  if (square.isNegative()) return [];
  const away = square.sqrt();
  return [turn.minus(away), turn.plus(away)].map((x) => newton(flows, x, 0));
}

/** `f'` at a crossing, from what was found of it; `undefined` where that is out of a double's reach. */
function slopeThere(
  flows: readonly DatedAmount[],
  { x, slope, pivot }: Extract<Root, { kind: 'crossing' }>,
): Decimal | undefined {
  if (slope === 0 || !Number.isFinite(slope)) return undefined;
  return new Rate(slope)
    .times(largestOf(flows.map(({ amount }) => amount)))
    .times(new Rate(-x).times(pivot).exp());
}

/**
 * A zero of a derivative of the present value near a first guess, by Newton's method.
 * @param known how it changes there, if that is known
 */
function newton(
  flows: readonly DatedAmount[],
  from: Decimal,
  order: 0 | 1,
  known?: Decimal,
): Decimal {
  let x = from;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const slope = known ?? derivative(flows, x, order === 0 ? 1 : 2);
    if (slope.isZero()) break;
    const change = derivative(flows, x, order).dividedBy(slope);
    x = x.minus(change);
    // From so near, this step itself had twice the digits.
    if (change.abs().lessThan(CLOSE_ENOUGH)) break;
  }
  return x;
}

/** `sum(amount * (-years) ^ order * exp(-x * years))`: the present value at the growth `exp(x)`, or how it changes. */
function derivative(flows: readonly DatedAmount[], x: Decimal, order: 0 | 1 | 2): Decimal {
  const { ofDays, withinDay } = discountsOf(x);
  // Flows of one day have its discount in common.
  const byDay = new Map<number, Decimal>();
  for (const { seconds, amount } of flows) {
    const atBegin = withinDay(seconds % DAY_SECONDS).times(amount);
    const term =
      order === 0 ? atBegin : atBegin.times(new Rate(-seconds).dividedBy(YEAR_SECONDS).pow(order));
    const day = Math.floor(seconds / DAY_SECONDS);
    byDay.set(day, byDay.get(day)?.plus(term) ?? term);
  }
  let total: Decimal = new Rate(0);
  for (const [day, value] of byDay) total = total.plus(ofDays(day).times(value));
  return total;
}

function sizeOf(flows: readonly DatedAmount[], x: Decimal): Decimal {
  const sizes = flows.map(({ seconds, amount }) => ({ seconds, amount: amount.abs() }));
  return derivative(sizes, x, 0);
}

/**
 * `exp(-x * seconds / year)`, put together from whole days, minutes and seconds whose powers are remembered:
 * a power of its own for each of a thousand flows takes a hundred times as long.
 */
function discountsOf(x: Decimal): {
  readonly ofDays: (days: number) => Decimal;
  readonly withinDay: (seconds: number) => Decimal;
} {
  const perSecond = new Rate(x).dividedBy(YEAR_SECONDS).negated();
  const powers = (unit: number) => powersOf(perSecond.times(unit).exp());
  const [ofMinutes, ofSeconds] = [powers(60), powers(1)];
  return {
    ofDays: powers(DAY_SECONDS),
    withinDay: (seconds) => ofMinutes(Math.floor(seconds / 60)).times(ofSeconds(seconds % 60)),
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
