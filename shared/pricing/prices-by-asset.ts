import type { AssetId } from '../assets/asset';
import { ZERO, type Decimal } from '../base/decimal';
import type { PriceKey } from './price';

/** How a balance with a price is read, whatever words it comes in. */
export interface PriceReader<Held> {
  /** Dollars for one unit; absent when it has no price. */
  readonly usd: (held: Held) => Decimal | undefined;
  /** Net value in dollars; absent when it has no price. */
  readonly valueUsd: (held: Held) => Decimal | undefined;
  /** Where its price is from. */
  readonly priceKey: (held: Held) => PriceKey;
}

/**
 * One price for each asset, in dollars: venues differ by a little, and that of the largest balance counts, owned or
 * owed. Of balances of the same size that with the first {@link PriceKey} counts, so that the order in which
 * they are held decides nothing. An asset of which nothing has a price is missing.
 */
export function pricesByAsset<Held extends { readonly asset: AssetId }>(
  balances: readonly Held[],
  read: PriceReader<Held>,
): ReadonlyMap<AssetId, Decimal> {
  const prices = new Map<AssetId, Decimal>();
  const several = new Map<AssetId, Held[]>();
  for (const held of balances) {
    const usd = read.usd(held);
    if (usd === undefined) continue;
    const known = prices.get(held.asset);
    if (known === undefined) prices.set(held.asset, usd);
    else if (known !== usd) several.set(held.asset, []);
  }
  if (several.size === 0) return prices;
  // Sizes are compared only where they decide between prices, which most coins have one of.
  for (const held of balances) several.get(held.asset)?.push(held);
  for (const [asset, held] of several) {
    const deciding = decidingPrice(held, read);
    const usd = deciding === undefined ? undefined : read.usd(deciding);
    if (usd !== undefined) prices.set(asset, usd);
  }
  return prices;
}

/** Of balances of one asset that whose price is the asset's; `undefined` when none has a price. */
export function decidingPrice<Held>(
  balances: readonly Held[],
  read: PriceReader<Held>,
): Held | undefined {
  let most: { readonly held: Held; readonly size: Decimal } | undefined;
  for (const held of balances) {
    if (read.usd(held) === undefined) continue;
    const size = (read.valueUsd(held) ?? ZERO).abs();
    const order = most === undefined ? 1 : size.comparedTo(most.size);
    const isFirst =
      order === 0 && most !== undefined && read.priceKey(held) < read.priceKey(most.held);
    if (order > 0 || isFirst) most = { held, size };
  }
  return most?.held;
}
