import type { AssetView } from '../../shared/contract/portfolio-view';
import type {
  MarketRulesView,
  MarketView,
  OrderBookView,
  RebalanceTermsView,
} from '../../shared/contract/rebalance-view';
import type { AssetId } from '../../shared/assets/asset';
import { Decimal } from '../../shared/base/decimal';
import type { ConnectionId, VenueId } from '../../shared/base/ids';
import type { Instant } from '../../shared/base/failure';
import type { TradableMarket, TransferRoute } from '../../shared/rebalancing/rebalance-input';
import type { MarketRules, OrderBook, TakerFee } from '../../shared/pricing/spot-market';

/** `venue symbol`. */
export type MarketKey = string;
export type BooksByMarket = ReadonlyMap<MarketKey, OrderBook>;

export interface MarketName {
  readonly venue: VenueId;
  readonly symbol: string;
}

export function marketKey({ venue, symbol }: MarketName): MarketKey {
  return `${venue} ${symbol}`;
}

/** Terms with their text parsed. */
export interface ParsedTerms {
  readonly markets: readonly TradableMarket[];
  readonly fees: ReadonlyMap<ConnectionId, TakerFee>;
  readonly routes: readonly TransferRoute[];
  readonly prices: ReadonlyMap<AssetId, Decimal>;
  readonly assets: ReadonlyMap<AssetId, AssetView>;
}

export function parseTerms(terms: RebalanceTermsView): ParsedTerms {
  return {
    markets: terms.markets.map(parseMarket),
    fees: new Map(
      terms.fees.map(({ connectionId, rate, source }) => [
        connectionId,
        { rate: new Decimal(rate), source },
      ]),
    ),
    routes: terms.routes.map(({ fee, minAmount, ...route }) => ({
      ...route,
      ...(fee === undefined ? {} : { fee: new Decimal(fee) }),
      ...(minAmount === undefined ? {} : { minAmount: new Decimal(minAmount) }),
    })),
    prices: new Map(
      Object.entries(terms.prices).map(([asset, usd]) => [asset, new Decimal(usd)] as const),
    ),
    assets: new Map(terms.assets.map((asset) => [asset.id, asset])),
  };
}

function parseMarket({ rules, bid, ask, ...market }: MarketView): TradableMarket {
  return {
    ...market,
    rules: parseRules(rules),
    ...(bid === undefined ? {} : { bid: new Decimal(bid) }),
    ...(ask === undefined ? {} : { ask: new Decimal(ask) }),
  };
}

function parseRules(rules: MarketRulesView): MarketRules {
  const { lotStep, minAmount, maxAmount, minNotional, priceStep, priceDigits } = rules;
  return {
    lotStep: new Decimal(lotStep),
    ...(minAmount === undefined ? {} : { minAmount: new Decimal(minAmount) }),
    ...(maxAmount === undefined ? {} : { maxAmount: new Decimal(maxAmount) }),
    ...(minNotional === undefined ? {} : { minNotional: new Decimal(minNotional) }),
    ...(priceStep === undefined ? {} : { priceStep: new Decimal(priceStep) }),
    ...(priceDigits === undefined ? {} : { priceDigits }),
  };
}

export function parseBook({ at, bids, asks }: OrderBookView): OrderBook {
  const levels = (side: OrderBookView['bids']) =>
    side.map(([price, amount]) => ({ price: new Decimal(price), amount: new Decimal(amount) }));
  return { at, bids: levels(bids), asks: levels(asks) };
}

/** A book that nobody has asked for again in this time says nothing of the market now. */
const BOOK_KEPT_MS = 60_000;

/**
 * The books after an answer: the new ones, and of the others those that are not too old.
 * @param now by the clock of this machine, as are the books' times of receipt
 */
export function mergeBooks(
  before: ReadonlyMap<MarketKey, ReceivedBook>,
  books: readonly OrderBookView[],
  now: Instant,
): ReadonlyMap<MarketKey, ReceivedBook> {
  const merged = new Map(
    [...before].filter(([, { receivedAt }]) => now - receivedAt <= BOOK_KEPT_MS),
  );
  for (const view of books) merged.set(marketKey(view), { book: parseBook(view), receivedAt: now });
  return merged;
}

/** Venues' clocks differ: the age of a book is counted from when it came. */
export interface ReceivedBook {
  readonly book: OrderBook;
  readonly receivedAt: Instant;
}
