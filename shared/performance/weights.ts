import { Decimal, ZERO } from '../base/decimal';

/** The largest of amounts, without signs; zero for none. */
export function largestOf(amounts: readonly Decimal[]): Decimal {
  return amounts.reduce((most, amount) => Decimal.max(most, amount.abs()), ZERO);
}

/**
 * Amounts as parts of the largest. The only place of the arithmetic where an amount becomes a number: it weighs
 * where to look for a rate, which is then worked out with the amounts themselves.
 */
export function weightsOf(amounts: readonly Decimal[]): readonly number[] {
  const largest = largestOf(amounts);
  return amounts.map((amount) => (largest.isZero() ? 0 : amount.dividedBy(largest).toNumber()));
}
