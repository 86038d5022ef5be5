import type { AssetId } from '../../shared/assets/asset';
import type {
  AssetView,
  BalanceView,
  PortfolioPatch,
  PortfolioState,
  PriceView,
} from '../../shared/contract/portfolio-view';
import type { BalanceKey } from '../../shared/portfolio/balance';
import type { PriceKey } from '../../shared/pricing/price';

/** The balances of one asset. `version` changes whenever any of them, or a price of theirs, does. */
export interface AssetBucket {
  readonly asset: AssetId;
  readonly keys: ReadonlySet<BalanceKey>;
  readonly version: number;
}

interface OwnBucket {
  readonly asset: AssetId;
  readonly keys: Set<BalanceKey>;
  version: number;
}

/**
 * Balances, prices and assets by key, changed in place: copying tens of thousands of rows for each
 * patch would cost more than the patch. The values themselves are never changed, only replaced, so a
 * selector that picks one answers the same reference until it changes; buckets carry versions for
 * whatever is computed per asset.
 */
export class PortfolioBook {
  private readonly balanceMap = new Map<BalanceKey, BalanceView>();
  private readonly priceMap = new Map<PriceKey, PriceView>();
  private readonly assetMap = new Map<AssetId, AssetView>();
  private readonly bucketMap = new Map<AssetId, OwnBucket>();
  private readonly assetsOfPrice = new Map<PriceKey, Set<AssetId>>();
  private ticks = 0;

  get balances(): ReadonlyMap<BalanceKey, BalanceView> {
    return this.balanceMap;
  }
  get prices(): ReadonlyMap<PriceKey, PriceView> {
    return this.priceMap;
  }
  get assets(): ReadonlyMap<AssetId, AssetView> {
    return this.assetMap;
  }
  get buckets(): ReadonlyMap<AssetId, AssetBucket> {
    return this.bucketMap;
  }
  /** Changes with any change of the book. */
  get version(): number {
    return this.ticks;
  }

  /** Replaces everything. */
  load(state: Pick<PortfolioState, 'balances' | 'prices' | 'assets'>): void {
    this.balanceMap.clear();
    this.priceMap.clear();
    this.assetMap.clear();
    this.bucketMap.clear();
    this.assetsOfPrice.clear();
    this.ticks += 1;
    for (const [key, price] of Object.entries(state.prices)) this.priceMap.set(key, price);
    for (const [id, asset] of Object.entries(state.assets)) this.assetMap.set(id, asset);
    for (const balance of Object.values(state.balances)) this.putBalance(balance);
  }

  /** Applies what changed, in the order in which main makes it: removals first. */
  apply(patch: PortfolioPatch): void {
    this.ticks += 1;
    for (const key of patch.removedBalances ?? []) this.removeBalance(key);
    for (const key of patch.removedPrices ?? []) {
      this.priceMap.delete(key);
      this.touchPrice(key);
    }
    for (const asset of patch.assets ?? []) {
      this.assetMap.set(asset.id, asset);
      this.touch(asset.id);
    }
    for (const [key, price] of Object.entries(patch.prices ?? {})) {
      this.priceMap.set(key, price);
      this.touchPrice(key);
    }
    for (const balance of patch.balances ?? []) this.putBalance(balance);
  }

  private putBalance(balance: BalanceView): void {
    const former = this.balanceMap.get(balance.key);
    if (former !== undefined && former.asset !== balance.asset) this.removeBalance(balance.key);
    this.balanceMap.set(balance.key, balance);
    let bucket = this.bucketMap.get(balance.asset);
    if (bucket === undefined) {
      bucket = { asset: balance.asset, keys: new Set(), version: this.ticks };
      this.bucketMap.set(balance.asset, bucket);
    }
    bucket.keys.add(balance.key);
    bucket.version = this.ticks;
    const users = this.assetsOfPrice.get(balance.price);
    if (users === undefined) this.assetsOfPrice.set(balance.price, new Set([balance.asset]));
    else users.add(balance.asset);
  }

  private removeBalance(key: BalanceKey): void {
    const balance = this.balanceMap.get(key);
    if (balance === undefined) return;
    this.balanceMap.delete(key);
    const bucket = this.bucketMap.get(balance.asset);
    if (bucket === undefined) return;
    bucket.keys.delete(key);
    bucket.version = this.ticks;
    if (bucket.keys.size === 0) this.bucketMap.delete(balance.asset);
  }

  private touchPrice(key: PriceKey): void {
    for (const asset of this.assetsOfPrice.get(key) ?? []) this.touch(asset);
  }

  private touch(asset: AssetId): void {
    const bucket = this.bucketMap.get(asset);
    if (bucket !== undefined) bucket.version = this.ticks;
  }
}
