import { stepThen, totalThen, type HistorySeries } from '../../shared/history/series';
import { type Decimal, ZERO } from '../../shared/base/decimal';
import { formatMoney } from '../../shared/assets/format';

/** The change since the first record as it must read, and what joined since: each end, and each step, at its own rate. */
export function expectedChange(
  { points, steps, currency }: HistorySeries,
  end: Decimal,
): { readonly change: string; readonly joined: string } {
  const [first] = points;
  if (first === undefined) throw new Error('nothing is recorded');
  const start = known(totalThen(first, currency));
  const joined = steps.reduce((sum, step) => sum.plus(known(stepThen(step, currency))), ZERO);
  return {
    change: formatMoney(withoutNoise(end.minus(start).minus(joined)), currency, { signed: true }),
    joined: formatMoney(joined, currency, { signed: true }),
  };
}

/** Rates have 34 digits: what is left of two totals that are the same is no change. */
function withoutNoise(change: Decimal): Decimal {
  return change.toDecimalPlaces(20).plus(0);
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('no rate is recorded');
  return value;
}
