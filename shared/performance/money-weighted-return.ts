import { Decimal, ONE, ZERO } from '../base/decimal';
import { measured, unmeasured, type CashFlow, type Measured, type ValuePoint } from './measured';
import { gainOf, logGrowthsOfZero, Rate, YEAR_SECONDS, type DatedAmount } from './rates-of-zero';

/** Annual effective rates as fractions, ascending. More than one means that none of them is the return. */
export type InternalRate =
  Measured | { readonly kind: 'several'; readonly values: readonly Decimal[] };

/**
 * The internal rate of return of dated flows, ACT/365, annual effective: the `r` for which
 * `sum(amount / (1 + r) ^ ((at - first) / 365 days)) = 0`. Flows are the investor's: what was put in is
 * below zero, what came back above it. They may be unsorted, several a day. Where nothing came back there is no
 * rate: nobody says that it was lost.
 *
 * What was made in a day can be a hundred digits a year: see {@link logGrowthsOfZero} for how far it looks.
 * Source of the formula and of an example: Microsoft, function reference, XIRR.
 */
export function xirr(flows: readonly CashFlow[]): InternalRate {
  return rateOf(logGrowthsOf(flows), ONE);
}

/** The return of a span, and by the year where it has one at least: what is shorter says nothing of a year. */
export interface MoneyWeightedReturn {
  readonly span: InternalRate;
  /** Annual effective; absent for spans of less than 365 days. */
  readonly annual?: InternalRate;
}

/**
 * Money-weighted return of a span: the {@link xirr} of its starting value put in, its flows as they were, and
 * its end value taken out. `flows` are the portfolio's: into it above zero. Where nothing was ever taken out
 * and nothing is left, all is lost: -1 (-100 %).
 * @throws RangeError for a flow before the start or after the end: it belongs to another span
 */
export function moneyWeightedReturn({
  start,
  flows,
  end,
}: {
  readonly start: ValuePoint;
  readonly flows: readonly CashFlow[];
  readonly end: ValuePoint;
}): MoneyWeightedReturn {
  if (flows.some(({ at }) => at < start.at || at > end.at))
    throw new RangeError('a flow is outside of its span');
  const years = new Rate(end.at - start.at).dividedBy(YEAR_SECONDS * 1000);
  const isYear = years.greaterThanOrEqualTo(1);
  const both = (rate: (years: Decimal) => InternalRate): MoneyWeightedReturn => ({
    span: rate(years),
    ...(isYear ? { annual: rate(ONE) } : {}),
  });
  const hasTaken = flows.some(({ amount }) => amount.lessThan(0));
  const hasPut = start.value.greaterThan(0) || flows.some(({ amount }) => amount.greaterThan(0));
  if (end.value.isZero() && hasPut && !hasTaken && end.at > start.at)
    return both(() => measured(new Decimal(-1)));
  const investors = [
    { at: start.at, amount: start.value.negated() },
    ...flows.map(({ at, amount }) => ({ at, amount: amount.negated() })),
    { at: end.at, amount: end.value },
  ];
  const logGrowths = logGrowthsOf(investors);
  return both((length) => rateOf(logGrowths, length));
}

type Unmeasured = Extract<Measured, { kind: 'undefined' }>;

/** Logarithms of the growths a year that explain flows, or why there can be none. */
function logGrowthsOf(flows: readonly CashFlow[]): readonly Decimal[] | Unmeasured {
  const netted = bySeconds(flows);
  if (netted.length < 2) return unmeasured('one-instant');
  if (!netted.some(({ amount }) => amount.greaterThan(0))) return unmeasured('nothing-came-back');
  if (!netted.some(({ amount }) => amount.lessThan(0))) return unmeasured('nothing-put-in');
  return logGrowthsOfZero(netted);
}

/** What such growths make in some years. */
function rateOf(logGrowths: readonly Decimal[] | Unmeasured, years: Decimal): InternalRate {
  if ('kind' in logGrowths) return logGrowths;
  const rates = logGrowths.map((logGrowth) => gainOf(logGrowth, years));
  const [only] = rates;
  if (only === undefined) return unmeasured('no-rate');
  return rates.length === 1 ? measured(only) : { kind: 'several', values: rates };
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
