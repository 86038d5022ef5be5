import type { AssetIdentity } from './asset-identity';
import { pricesByAsset } from './prices-by-asset';
import type { AssetId } from '../../shared/money/asset';
import type { Decimal } from '../../shared/money/decimal';
import { ExactSum } from '../../shared/money/exact-sum';
import { netAmount } from '../../shared/portfolio/balance';
import { isInScope } from '../../shared/portfolio/rebalancing/movable';
import type { RebalanceAsset } from '../../shared/portfolio/rebalancing/rebalance-input';
import { targetedAssets, type TargetSet } from '../../shared/portfolio/rebalancing/targets';
import type { ValuedBalance } from '../../shared/portfolio/snapshot';

export interface WatchedWeights {
  /** Units in the targets' scope, by asset. */
  readonly nets: ReadonlyMap<AssetId, Decimal>;
  readonly prices: ReadonlyMap<AssetId, Decimal>;
  /** Of what is held and has a target: nothing else is named. */
  readonly assets: ReadonlyMap<AssetId, RebalanceAsset>;
}

/**
 * As much of `rebalanceHoldings` as drift depends on. The watch looks every few seconds at all that is held,
 * on the process that must not be kept: a row for each balance would take longer than all else.
 */
export function watchedWeights(
  balances: readonly ValuedBalance[],
  targets: TargetSet,
  identity: AssetIdentity,
): WatchedWeights {
  const sums = new Map<AssetId, ExactSum>();
  const assets = new Map<AssetId, RebalanceAsset>();
  const targeted = targetedAssets(targets);
  for (const balance of balances) {
    const { asset } = balance;
    if (targeted.has(asset) && !assets.has(asset)) assets.set(asset, identity.view(asset));
    if (isInScope(balance, targets.scope)) {
      const before = sums.get(asset);
      const net = netAmount(balance);
      if (before === undefined) sums.set(asset, new ExactSum(net));
      else before.add(net);
    }
  }
  const nets = new Map<AssetId, Decimal>();
  for (const [asset, { value }] of sums) nets.set(asset, value);
  return { nets, prices: pricesByAsset(balances), assets };
}
