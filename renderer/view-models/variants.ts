import type { AssetView } from '../../shared/contract/portfolio-view';
import type { AssetId } from '../../shared/assets/asset';
import { Decimal, type DecimalString } from '../../shared/base/decimal';

/** The coin that an asset is shown with: what it is a wrapped or staked variant of, or itself. */
export function coinOf(asset: AssetId, assets: ReadonlyMap<AssetId, AssetView>): AssetId {
  return assets.get(asset)?.standsFor ?? asset;
}

/** Dollars by asset with those of variants added to their coin's, exactly. */
export function byCoin(
  byAsset: Readonly<Record<AssetId, DecimalString>>,
  assets: ReadonlyMap<AssetId, AssetView>,
): Record<AssetId, DecimalString> {
  const sums = new Map<AssetId, Decimal>();
  for (const [asset, usd] of Object.entries(byAsset)) {
    const coin = coinOf(asset, assets);
    const before = sums.get(coin);
    sums.set(coin, before === undefined ? new Decimal(usd) : before.plus(usd));
  }
  return Object.fromEntries([...sums].map(([asset, usd]) => [asset, usd.toFixed()]));
}
