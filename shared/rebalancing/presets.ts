import type { AssetId } from '../assets/asset';
import { decimal, sum, ZERO, type Decimal } from '../base/decimal';
import { isInScope } from './movable';
import { HUNDRED, percentOf } from './ratio';
import type { RebalanceInput } from './rebalance-input';
import type { Scope, Target } from './targets';

export type Preset = 'equal' | 'current';

/** Targets have so many digits behind the point. */
const TARGET_DIGITS = 2;

/**
 * Targets for what is held: the same for each asset, or what each weighs now. They add up to 100 exactly;
 * what rounding leaves goes to the largest. What is worth less than nothing, or rounds to nothing, is left
 * out.
 */
export function presetTargets(
  preset: Preset,
  input: Pick<RebalanceInput, 'holdings' | 'prices' | 'assets'>,
  scope: Scope,
): Target[] {
  const values = new Map<AssetId, Decimal>();
  for (const holding of input.holdings) {
    const price = input.prices.get(holding.asset);
    if (price === undefined || !isInScope(holding, scope)) continue;
    const value = (values.get(holding.asset) ?? ZERO).plus(holding.net.times(price));
    values.set(holding.asset, value);
  }
  const total = sum([...values.values()].filter((usd) => usd.greaterThan(0)));
  const worth = [...values]
    .filter(([, usd]) => usd.greaterThan(0) && rounded(percentOf(usd, total)).greaterThan(0))
    .sort(([one, usd], [other, otherUsd]) => otherUsd.cmp(usd) || (one < other ? -1 : 1));
  const count = decimal(String(worth.length));
  const percents = worth.map(([, usd]) =>
    rounded(preset === 'equal' ? HUNDRED.dividedBy(count) : percentOf(usd, total)),
  );
  const left = HUNDRED.minus(sum(percents));
  return worth.map(([asset], index) => ({
    kind: 'asset',
    asset,
    percent: (index === 0 ? (percents[0] ?? ZERO).plus(left) : (percents[index] ?? ZERO)).toFixed(),
  }));
}

function rounded(percent: Decimal): Decimal {
  return percent.toDecimalPlaces(TARGET_DIGITS);
}
