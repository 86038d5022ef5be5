import type { Decimal } from '../base/decimal';

/**
 * What so many units of a currency are worth at its rate beyond their value at their venue's price, in dollars.
 * Added to a sum in dollars that they are in, before it is divided by that rate, it makes them count by their
 * amount: one bitcoin is worth one bitcoin.
 */
export function quoteGap(net: Decimal, valueUsd: Decimal, usdPerUnit: Decimal): Decimal {
  return net.times(usdPerUnit).minus(valueUsd);
}
