import type { PortolanBridge } from '../../shared/ipc/contract';
import type { PortfolioState } from '../../shared/ipc/portfolio-view';
import type { MarketView, RebalanceTermsView } from '../../shared/ipc/rebalance-view';
import { fail, failure, succeed, type Result } from '../../shared/portfolio/failure';
import type { Settings } from '../../shared/settings/settings';

type RebalanceCalls = Pick<
  PortolanBridge['call'],
  | 'saveTargetSet'
  | 'removeTargetSet'
  | 'selectTargetSet'
  | 'getRebalanceTerms'
  | 'getOrderBooks'
  | 'openTradePage'
>;

/** Terms of the fixture's exchanges: every coin against USDT, for a tenth of a percent. */
export function fakeRebalanceCalls(parts: {
  readonly state: () => PortfolioState;
  readonly settings: () => Settings;
  readonly change: (next: Partial<Settings>) => Promise<Result<Settings>>;
  readonly failing: boolean;
  readonly loading: boolean;
}): RebalanceCalls {
  const { state, settings, change } = parts;
  return {
    saveTargetSet: (set) =>
      change({
        targetSets: [...settings().targetSets.filter(({ id }) => id !== set.id), set],
        activeTargetSet: set.id,
      }),
    removeTargetSet: ({ id }) =>
      change({ targetSets: settings().targetSets.filter((set) => set.id !== id) }),
    selectTargetSet: ({ id }) => change({ activeTargetSet: id }),
    getRebalanceTerms: () =>
      parts.loading
        ? new Promise<never>(() => undefined)
        : Promise.resolve(succeed(termsOf(state(), parts.failing))),
    getOrderBooks: () => Promise.resolve(succeed({ books: [], failures: [] })),
    openTradePage: () => Promise.resolve(fail('cancelled', 'There is no browser here.')),
  };
}

function termsOf({ balances, at }: PortfolioState, failing: boolean): RebalanceTermsView {
  const rows = Object.values(balances);
  const places = new Map(
    rows
      .filter(({ accountType }) => accountType !== 'wallet' && accountType !== 'manual')
      .map(({ connectionId, venue }) => [connectionId, venue]),
  );
  const venues = new Set(places.values());
  if (failing) venues.delete('kraken');
  const coins = new Map(rows.map(({ code, asset }) => [code, asset]));
  const markets = [...venues].flatMap((venue) =>
    [...coins].flatMap(([code, asset]): MarketView[] =>
      code === 'USDT'
        ? []
        : [
            {
              venue,
              symbol: `${code}/USDT`,
              base: code,
              quote: 'USDT',
              baseAsset: asset,
              quoteAsset: 'USDT',
              rules: { lotStep: '0.0001', minNotional: '5', priceStep: '0.01' },
              feeFrom: 'received',
            },
          ],
    ),
  );
  return {
    at,
    markets,
    fees: [...places.keys()].map((connectionId) => ({
      connectionId,
      rate: '0.001',
      source: 'account',
    })),
    routes: [],
    prices: {},
    assets: [],
    failures: failing
      ? [
          {
            venue: 'kraken',
            what: 'markets',
            failure: failure('timeout', 'Kraken did not answer within 15 s.'),
          },
        ]
      : [],
  };
}
