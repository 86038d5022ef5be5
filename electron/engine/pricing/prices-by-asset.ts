import type { AssetId } from '../../../shared/assets/asset';
import { ZERO, type Decimal } from '../../../shared/base/decimal';
import { usdOf } from '../../../shared/pricing/price';
import type { ValuedBalance } from '../../../shared/portfolio/snapshot';

/** One price for each asset, in dollars: venues differ, and that of the largest holding counts. */
export function pricesByAsset(balances: readonly ValuedBalance[]): ReadonlyMap<AssetId, Decimal> {
  const prices = new Map<AssetId, Decimal>();
  const ambiguous = new Set<AssetId>();
  for (const { asset, price } of balances) {
    const usd = usdOf(price);
    if (usd === undefined) continue;
    const known = prices.get(asset);
    if (known === undefined) prices.set(asset, usd);
    else if (known !== usd) ambiguous.add(asset);
  }
  // Sizes are compared only where they decide between prices, which most coins have one of.
  for (const [asset, usd] of pricesOfLargest(balances, ambiguous)) prices.set(asset, usd);
  return prices;
}

function pricesOfLargest(
  balances: readonly ValuedBalance[],
  assets: ReadonlySet<AssetId>,
): ReadonlyMap<AssetId, Decimal> {
  const largest = new Map<AssetId, Decimal>();
  const prices = new Map<AssetId, Decimal>();
  for (const { asset, price, valueUsd = ZERO } of balances) {
    if (!assets.has(asset)) continue;
    const usd = usdOf(price);
    if (usd === undefined) continue;
    const size = valueUsd.isNegative() ? valueUsd.neg() : valueUsd;
    const before = largest.get(asset);
    if (before !== undefined && !size.greaterThan(before)) continue;
    largest.set(asset, size);
    prices.set(asset, usd);
  }
  return prices;
}
