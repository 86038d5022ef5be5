import type { AssetIdentity } from '../assets/asset-identity';
import type { LivePortfolio } from '../portfolio/live-portfolio';
import { pricesByAsset } from '../pricing/prices-by-asset';
import type { AssetId } from '../../../shared/assets/asset';
import type { Decimal } from '../../../shared/base/decimal';
import { ExactSum } from '../../../shared/base/exact-sum';
import { netAmount } from '../../../shared/portfolio/balance';
import { isInScope } from '../../../shared/rebalancing/movable';
import type { RebalanceAsset } from '../../../shared/rebalancing/rebalance-input';
import { targetedAssets, type Scope, type TargetSet } from '../../../shared/rebalancing/targets';
import type { ValuedBalance } from '../../../shared/portfolio/snapshot';

export interface WatchedWeights {
  /** Units in the targets' scope, by asset. */
  readonly nets: ReadonlyMap<AssetId, Decimal>;
  readonly prices: ReadonlyMap<AssetId, Decimal>;
  /** Of what is held and has a target: nothing else is named. */
  readonly assets: ReadonlyMap<AssetId, RebalanceAsset>;
}

/** What is held, whatever it is worth. */
interface HeldUnits {
  /** Units in a scope, by asset. */
  readonly nets: ReadonlyMap<AssetId, Decimal>;
  /** All that is held, also outside the scope. */
  readonly assets: ReadonlySet<AssetId>;
}

/**
 * As much of `rebalanceHoldings` as drift depends on. The watch looks every few seconds at all that is held,
 * on the process that must not be kept: a row for each balance would take longer than all else. Prices move
 * between most looks, and amounts between few, so these are added up again only when they changed.
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
    return { nets, prices: pricesByAsset([...this.portfolio.held.balances()]), assets };
  }

  #units(scope: Scope): HeldUnits {
    const { held } = this.portfolio;
    const version = held.amountsVersion;
    if (this.#known?.version !== version || this.#known.scope !== scope)
      this.#known = { version, scope, units: heldUnits(held.balances(), scope) };
    return this.#known.units;
  }
}

function heldUnits(balances: Iterable<ValuedBalance>, scope: Scope): HeldUnits {
  const sums = new Map<AssetId, ExactSum>();
  const assets = new Set<AssetId>();
  for (const balance of balances) {
    const { asset } = balance;
    assets.add(asset);
    if (!isInScope(balance, scope)) continue;
    const before = sums.get(asset);
    const net = netAmount(balance);
    if (before === undefined) sums.set(asset, new ExactSum(net));
    else before.add(net);
  }
  const nets = new Map<AssetId, Decimal>();
  for (const [asset, { value }] of sums) nets.set(asset, value);
  return { nets, assets };
}
