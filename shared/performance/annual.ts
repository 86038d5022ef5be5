import { Decimal, ONE } from '../base/decimal';
import type { Instant } from '../base/failure';
import type { Drawdown } from './drawdown';
import { measured, unmeasured, type Measured } from './measured';
import { YEAR_SECONDS } from './rates-of-zero';

/**
 * Compound annual growth rate: what a year would have made for the span to make `total`, a fraction, ACT/365.
 * A total loss is -1. Undefined for less than 365 days.
 */
export function compoundAnnualGrowth(
  total: Decimal,
  { from, to }: { readonly from: Instant; readonly to: Instant },
): Measured {
  const years = new Decimal(to - from).dividedBy(YEAR_SECONDS * 1000);
  if (years.lessThan(1)) return unmeasured('under-a-year');
  const growth = ONE.plus(total);
  if (growth.lessThan(0)) return unmeasured('no-capital');
  return measured(growth.pow(ONE.dividedBy(years)).minus(1));
}

/**
 * Calmar ratio: compound annual growth over the depth of the deepest fall.
 * Source: T. W. Young, Calmar Ratio: A Smoother Tool, Futures, October 1991.
 */
export function calmarRatio(growth: Measured, deepest: Measured<Drawdown | undefined>): Measured {
  if (growth.kind === 'undefined') return growth;
  if (deepest.kind === 'undefined') return deepest;
  return deepest.value === undefined
    ? unmeasured('no-fall')
    : measured(growth.value.dividedBy(deepest.value.depth.abs()));
}
