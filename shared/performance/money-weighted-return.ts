import { Decimal, ZERO } from '../money/decimal';
import { measured, unmeasured, type CashFlow, type Measured, type ValuePoint } from './measured';
import { Rate, ratesOfZero, type DatedAmount } from './rates-of-zero';

/** Annual effective rates as fractions, ascending. More than one means that none of them is the return. */
export type InternalRate =
  Measured | { readonly kind: 'several'; readonly values: readonly Decimal[] };

/**
 * The internal rate of return of dated flows, ACT/365, annual effective: the `r` for which
 * `sum(amount / (1 + r) ^ ((at - first) / 365 days)) = 0`. Flows are the investor's: what was put in is
 * below zero, what came back above it. They may be unsorted, several a day. Where nothing came back there is no
 * rate: nobody says that it was lost.
 *
 * What was made in a day can be a hundred digits a year: see {@link ratesOfZero} for how far it looks.
 * Source of the formula and of an example: Microsoft, function reference, XIRR.
 */
export function xirr(flows: readonly CashFlow[]): InternalRate {
  const netted = bySeconds(flows);
  if (netted.length < 2) return unmeasured('one-instant');
  const hasPaid = netted.some(({ amount }) => amount.lessThan(0));
  const hasReceived = netted.some(({ amount }) => amount.greaterThan(0));
  if (!hasReceived) return unmeasured('nothing-came-back');
  if (!hasPaid) return unmeasured('nothing-put-in');
  const roots = ratesOfZero(netted);
  const [only] = roots;
  if (only === undefined) return unmeasured('no-rate');
  if (roots.length === 1) return measured(only);
  return { kind: 'several', values: roots };
}

/**
 * Money-weighted return of a span, annual effective: the {@link xirr} of its starting value put in, its
 * flows as they were, and its end value taken out. `flows` are the portfolio's: into it above zero. Where
 * nothing was ever taken out and nothing is left, all is lost: -1 (-100 %).
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
  const hasTaken = flows.some(({ amount }) => amount.lessThan(0));
  const hasPut = start.value.greaterThan(0) || flows.some(({ amount }) => amount.greaterThan(0));
  if (end.value.isZero() && hasPut && !hasTaken && end.at > start.at)
    return measured(new Decimal(-1));
  return xirr([
    { at: start.at, amount: start.value.negated() },
    ...flows.map(({ at, amount }) => ({ at, amount: amount.negated() })),
    { at: end.at, amount: end.value },
  ]);
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
