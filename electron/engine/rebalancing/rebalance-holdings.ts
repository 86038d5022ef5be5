import type { AssetIdentity } from '../assets/asset-identity';
import type { LivePortfolio } from '../portfolio/live-portfolio';
import { pricesByAsset } from '../pricing/prices-by-asset';
import type { AssetId } from '../../../shared/assets/asset';
import { accountKey, netAmount } from '../../../shared/portfolio/balance';
import { isLive } from '../../../shared/portfolio/coverage';
import type {
  RebalanceAsset,
  RebalanceHolding,
  RebalanceInput,
} from '../../../shared/rebalancing/rebalance-input';

/** What is held, in the words of rebalancing. */
export function rebalanceHoldings(
  portfolio: LivePortfolio,
  identity: AssetIdentity,
): Pick<RebalanceInput, 'holdings' | 'assets' | 'prices'> {
  const { balances, coverage } = portfolio.snapshot();
  const live = new Set(
    coverage
      .filter((cell) => isLive(cell.coverage))
      .map(({ connectionId, accountType }) => accountKey(connectionId, accountType)),
  );
  const assets = new Map<AssetId, RebalanceAsset>();
  const holdings = balances.map((balance): RebalanceHolding => {
    const { connectionId, venue, accountType, subaccount, asset, available } = balance;
    if (!assets.has(asset)) {
      const { id, code, kind } = identity.view(asset);
      assets.set(asset, { id, code, kind });
    }
    return {
      connectionId,
      venue,
      accountType,
      ...(subaccount === undefined ? {} : { subaccount }),
      asset,
      available,
      net: netAmount(balance),
      ...(live.has(accountKey(connectionId, accountType)) && balance.carried !== true
        ? {}
        : { stale: true }),
    };
  });
  return { holdings, assets, prices: pricesByAsset(balances) };
}
