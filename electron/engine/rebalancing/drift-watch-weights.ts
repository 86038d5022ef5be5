import type { AssetIdentity } from '../assets/asset-identity';
import type { LivePortfolio } from '../portfolio/live-portfolio';
import type { AssetId } from '../../../shared/assets/asset';
import type { Decimal } from '../../../shared/base/decimal';
import { netAmount } from '../../../shared/portfolio/balance';
import type { ValuedBalance } from '../../../shared/portfolio/snapshot';
import { priceKey, usdOf } from '../../../shared/pricing/price';
import { pricesByAsset } from '../../../shared/pricing/prices-by-asset';
import { heldUnits, type HeldReader, type HeldUnits } from '../../../shared/rebalancing/held';
import type { RebalanceAsset } from '../../../shared/rebalancing/rebalance-input';
import { targetedAssets, type Scope, type TargetSet } from '../../../shared/rebalancing/targets';

export interface WatchedWeights {
  /** Units in the targets' scope, by asset. */
  readonly nets: ReadonlyMap<AssetId, Decimal>;
  readonly prices: ReadonlyMap<AssetId, Decimal>;
  /** Of what is held and has a target: nothing else is named. */
  readonly assets: ReadonlyMap<AssetId, RebalanceAsset>;
}

/** How drift reads a valued balance. */
export const VALUED: Omit<HeldReader<ValuedBalance>, 'available' | 'isStale'> = {
  usd: ({ price }) => usdOf(price),
  valueUsd: ({ valueUsd }) => valueUsd,
  priceKey: ({ venue, code }) => priceKey(venue, code),
  net: netAmount,
};

/**
 * The weights that drift depends on. The watch looks every few seconds at all that is held, on the process that
 * must not be kept. Prices move between most looks, and amounts between few, so these are added up again
 * only when they changed.
 */
export class WatchedWeightsReader {
  #known:
    { readonly version: number; readonly scope: Scope; readonly units: HeldUnits } | undefined;

  constructor(
    private readonly portfolio: Pick<LivePortfolio, 'held'>,
    private readonly identity: AssetIdentity,
  ) {}

  /** The weights of what is held now. */
  read(targets: TargetSet): WatchedWeights {
    const { nets, assets: held } = this.#units(targets.scope);
    const assets = new Map<AssetId, RebalanceAsset>();
    for (const asset of targetedAssets(targets))
      if (held.has(asset)) assets.set(asset, this.identity.view(asset));
    return { nets, prices: pricesByAsset([...this.portfolio.held.balances()], VALUED), assets };
  }

  #units(scope: Scope): HeldUnits {
    const { held } = this.portfolio;
    const version = held.amountsVersion;
    if (this.#known?.version !== version || this.#known.scope !== scope)
      this.#known = { version, scope, units: heldUnits(held.balances(), VALUED, scope) };
    return this.#known.units;
  }
}
