import type { PortolanBridge } from '../../shared/contract/contract';
import type { PortfolioState } from '../../shared/contract/portfolio-view';
import type {
  MarketView,
  OrderBookView,
  RebalanceTermsView,
} from '../../shared/contract/rebalance-view';
import { Decimal } from '../../shared/base/decimal';
import { fail, failure, succeed } from '../../shared/base/failure';
import type { MarketName } from '../stores/rebalance-terms';

type RebalanceCalls = Pick<
  PortolanBridge['call'],
  'getRebalanceTerms' | 'getOrderBooks' | 'openTradePage'
>;

/** Terms of the fixture's exchanges: every coin against one quote, with books and a few ways out. */
export function fakeRebalanceCalls(parts: {
  readonly state: () => PortfolioState;
  readonly failing: boolean;
  readonly loading: boolean;
  /** Main itself does not answer. */
  readonly refused: boolean;
}): RebalanceCalls {
  const { state } = parts;
  return {
    getRebalanceTerms: () =>
      parts.loading
        ? new Promise<never>(() => undefined)
        : Promise.resolve(
            parts.refused
              ? fail('network', 'None of your venues answered.')
              : succeed(termsOf(state(), parts.failing)),
          ),
    getOrderBooks: ({ markets }) =>
      Promise.resolve(
        succeed({ books: markets.flatMap((market) => bookOf(state(), market)), failures: [] }),
      ),
    openTradePage: () => Promise.resolve(fail('cancelled', 'There is no browser here.')),
  };
}

/** What each venue's markets are quoted in. */
const quoteOf = (venue: string): string => (venue === 'kraken' ? 'USD' : 'USDT');

function termsOf({ balances, prices, at }: PortfolioState, failing: boolean): RebalanceTermsView {
  const rows = Object.values(balances);
  const places = new Map(
    rows
      .filter(({ accountType }) => accountType !== 'wallet' && accountType !== 'manual')
      .filter(({ venue }) => venue !== 'solana')
      .map(({ connectionId, venue }) => [connectionId, venue]),
  );
  const venues = new Set(places.values());
  if (failing) venues.delete('kraken');
  const coins = new Map(rows.map(({ code, asset, price }) => [code, { asset, price }]));
  const markets = [...venues].flatMap((venue) => {
    const quote = quoteOf(venue);
    return [...coins].flatMap(([code, { asset, price: key }]): MarketView[] => {
      const price = prices[key];
      if (code === quote || price === undefined || price.kind === 'unpriced') return [];
      return [
        {
          venue,
          symbol: `${code}/${quote}`,
          base: code,
          quote,
          baseAsset: asset,
          quoteAsset: quote,
          rules: { lotStep: '0.0001', minNotional: '5', priceDigits: 6 },
          feeFrom: venue === 'kraken' ? 'quote' : 'received',
          ...aroundOf(price.usd),
        },
      ];
    });
  });
  return {
    at,
    markets,
    fees: [...places].map(([connectionId, venue]) => ({
      connectionId,
      rate: venue === 'kraken' ? '0.004' : '0.001',
      source: venue === 'okx' ? 'published' : 'account',
    })),
    routes: [
      { from: 'bybit', to: 'main', asset: 'USDT', network: 'TRC20', fee: '1', minutes: 5 },
      { from: 'cold', to: 'kraken', asset: 'BTC', network: 'BTC', minutes: 40 },
    ],
    prices: {},
    assets: [],
    failures: failing ? FAILURES : [],
  };
}

const FAILURES: RebalanceTermsView['failures'] = [
  {
    venue: 'kraken',
    what: 'markets',
    failure: failure('timeout', 'Kraken did not answer within 15 s.'),
  },
  {
    venue: 'bybit',
    what: 'withdrawals',
    failure: failure('permission', 'The key may not read the networks.', {
      hint: 'Allow it to read the wallet.',
    }),
  },
];

/** A spread of four hundredths of a percent. */
function aroundOf(usd: string): { readonly bid: string; readonly ask: string } {
  const mid = new Decimal(usd);
  return { bid: mid.times('0.9998').toFixed(), ask: mid.times('1.0002').toFixed() };
}

/** Ten levels on each side, each deeper than the one before. */
function bookOf({ balances, prices }: PortfolioState, market: MarketName): OrderBookView[] {
  const code = market.symbol.split('/')[0];
  const row = Object.values(balances).find((one) => one.code === code);
  const price = row === undefined ? undefined : prices[row.price];
  if (price === undefined || price.kind === 'unpriced') return [];
  const mid = new Decimal(price.usd);
  const side = (step: string) =>
    Array.from({ length: 10 }, (_, index) => {
      const level = mid.times(new Decimal(1).plus(new Decimal(step).times(index + 1)));
      const amount = new Decimal(4000).times(index + 1).dividedBy(mid);
      return [level.toSignificantDigits(8).toFixed(), amount.toDecimalPlaces(6).toFixed()] as const;
    });
  return [{ ...market, at: Date.now(), bids: side('-0.0002'), asks: side('0.0002') }];
}
