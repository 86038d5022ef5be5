import { ZERO, sum, type Decimal } from '../base/decimal';
import type { Instant } from '../base/failure';
import { lastPoint } from './last-point';
import { measured, unmeasured, type CashFlow, type Measured, type ValuePoint } from './measured';

/** A price older than this says nothing of the present one. */
const LONGEST_GAP_MS = 3 * 86_400_000;

/** What a portfolio is compared with. */
export interface Benchmark {
  /** Prices of each of its assets in the order of time; one asset, or a basket of equal parts. */
  readonly prices: readonly (readonly ValuePoint[])[];
}

/** What it would be worth at an instant; undefined while a price is missing or it was used up. */
export interface BenchmarkPoint {
  readonly at: Instant;
  readonly value: Measured;
}

/**
 * What the same money would be worth in a benchmark: the starting value and every flow into the portfolio
 * buy equal parts of its assets at the prices of their instant, a flow out sells the same share of all of
 * them. It is never rebalanced in between, and nothing is charged. A price holds until the next, three days
 * at most; from where one was missing when it was needed on, nothing is known.
 * @param instants in the order of time, none before the start
 */
export function investedIn(
  { prices }: Benchmark,
  start: ValuePoint,
  flows: readonly CashFlow[],
  instants: readonly Instant[],
): readonly BenchmarkPoint[] {
  const later = flows.filter(({ at }) => at > start.at).sort((one, other) => one.at - other.at);
  let units = buyUnits(prices, undefined, start.value, start.at);
  let next = 0;
  return instants.map((at) => {
    for (let flow = later[next]; flow !== undefined && flow.at <= at; flow = later[next]) {
      units = traded(prices, units, flow);
      next += 1;
    }
    return { at, value: units.kind === 'value' ? valueOfUnits(prices, units.value, at) : units };
  });
}

type Units = Measured<readonly Decimal[]>;

function traded(prices: Benchmark['prices'], units: Units, { at, amount }: CashFlow): Units {
  if (units.kind === 'undefined') return units;
  if (!amount.isNegative()) return buyUnits(prices, units.value, amount, at);
  const before = valueOfUnits(prices, units.value, at);
  if (before.kind === 'undefined') return before;
  const after = before.value.plus(amount);
  if (after.isNegative() || before.value.isZero()) return unmeasured('benchmark-used-up');
  const { value } = before;
  return measured(units.value.map((held) => held.times(after).dividedBy(value)));
}

function buyUnits(
  prices: Benchmark['prices'],
  held: readonly Decimal[] | undefined,
  money: Decimal,
  at: Instant,
): Units {
  const units: Decimal[] = [];
  for (const [index, series] of prices.entries()) {
    const price = priceAt(series, at);
    if (price === undefined) return missing();
    units.push((held?.[index] ?? ZERO).plus(money.dividedBy(prices.length).dividedBy(price)));
  }
  return units.length === 0 ? missing() : measured(units);
}

function valueOfUnits(
  prices: Benchmark['prices'],
  units: readonly Decimal[],
  at: Instant,
): Measured {
  const values: Decimal[] = [];
  for (const [index, series] of prices.entries()) {
    const price = priceAt(series, at);
    if (price === undefined) return missing();
    values.push((units[index] ?? ZERO).times(price));
  }
  return measured(sum(values));
}

function priceAt(series: readonly ValuePoint[], at: Instant): Decimal | undefined {
  const point = lastPoint(series, at);
  return point === undefined || at - point.at > LONGEST_GAP_MS || !point.value.greaterThan(0)
    ? undefined
    : point.value;
}

function missing(): Extract<Measured<never>, { kind: 'undefined' }> {
  return unmeasured('no-benchmark-price');
}
