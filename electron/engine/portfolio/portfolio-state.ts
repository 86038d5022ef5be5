import type { HeldBalances } from './held-balances';
import { positionView } from './open-positions';
import { balanceView, priceView, totalsView } from './portfolio-view';
import type { PortfolioState } from '../../../shared/contract/portfolio-view';

type HeldPart = 'balances' | 'prices' | 'assets' | 'positions' | 'quarantine' | 'totals';

/** The whole portfolio as the page gets it, from what is held and how its reading stands. */
export function portfolioState(
  held: HeldBalances,
  standing: Omit<PortfolioState, HeldPart>,
): PortfolioState {
  const { valuation, positions, quarantine, identity } = held;
  const balances = [...valuation.balances()].map(balanceView);
  const assets = new Set([...balances, ...positions.all()].map(({ asset }) => asset));
  return {
    ...standing,
    balances: Object.fromEntries(balances.map((view) => [view.key, view])),
    prices: Object.fromEntries(held.prices().map(([key, price]) => [key, priceView(price)])),
    assets: Object.fromEntries([...assets].map((id) => [id, identity.view(id)])),
    positions: positions.all().map(positionView),
    quarantine: quarantine.views(identity),
    totals: totalsView(valuation.totals()),
  };
}
