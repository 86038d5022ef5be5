import type { Decimal } from '../../../shared/base/decimal';
import type { Routes, VenueContext } from '../plumbing/venue';
import type { VenueRequest } from '../plumbing/wire';
import type { Market, Quote } from '../world/market';
import { restingOrders } from '../world/resting-orders';
import { envelope, refuse } from './auth';
import { describeContract } from './contracts';

const MINUTE = 60_000;
const named: Readonly<Record<string, number>> = {
  D: 1440 * MINUTE,
  W: 7 * 1440 * MINUTE,
};

/** Symbol of a spot pair: `BTCUSDT`. */
export const symbolOf = (market: Market): string => market.base + market.quote;

/** Public REST endpoints. Only spot is listed whole; perpetuals are described one by one. */
export function marketRoutes(context: VenueContext): Routes {
  const { world, id } = context;
  const spotOnly = (request: VenueRequest, list: (markets: readonly Market[]) => unknown[]) => {
    const category = request.params.get('category');
    if (!['spot', 'linear', 'inverse', 'option'].includes(category ?? ''))
      throw refuse(context, 10001, 'Illegal category');
    const symbol = request.params.get('symbol');
    const markets = world
      .markets(id)
      .filter((market) => category === 'spot' && (symbol ?? symbolOf(market)) === symbolOf(market));
    if (category === 'spot' && symbol !== null && markets.length === 0)
      throw refuse(context, 10001, 'Not supported symbols');
    const paging = category === 'spot' ? {} : { nextPageCursor: '' };
    return envelope(context, { category, list: list(markets), ...paging });
  };
  return {
    'GET /v5/market/time': () => {
      const now = context.now();
      const timeSecond = String(Math.floor(now / 1000));
      return envelope(context, { timeSecond, timeNano: `${now}000000` });
    },
    'GET /v5/market/instruments-info': (request) => {
      const symbol = request.params.get('symbol');
      if (request.params.get('category') !== 'linear' || symbol === null)
        return spotOnly(request, (markets) => markets.map(describeMarket));
      const list = describeContract(context, symbol);
      return envelope(context, { category: 'linear', list, nextPageCursor: '' });
    },
    'GET /v5/market/tickers': (request) =>
      spotOnly(request, (markets) =>
        markets
          .map((market) => world.quote(market))
          .filter((quote) => quote !== undefined)
          .map((quote) => ({ ...dayTicker(context, quote), ...topOfBook(quote) })),
      ),
    'GET /v5/market/orderbook': (request) => orderBook(context, request),
    'GET /v5/market/kline': (request) => klines(context, request),
  };
}

function orderBook(context: VenueContext, request: VenueRequest): unknown {
  const { world, id } = context;
  const { params } = request;
  const market = world.markets(id).find((one) => symbolOf(one) === params.get('symbol'));
  const quote = market && world.quote(market);
  if (params.get('category') !== 'spot' || !quote)
    throw refuse(context, 10001, 'Not supported symbols');
  const { bids, asks } = restingOrders(quote, Math.min(Number(params.get('limit') ?? 1), 200));
  const rows = (orders: typeof bids) =>
    orders.map(({ price, amount }) => [price.toFixed(), amount.toFixed()]);
  const ts = context.now();
  return envelope(context, {
    s: symbolOf(quote.market),
    b: rows(bids),
    a: rows(asks),
    ts,
    u: 1,
    seq: 1,
    cts: ts,
  });
}

/** The part of a ticker that REST and stream have in common. */
export function dayTicker(context: VenueContext, quote: Quote) {
  const usd = context.world.price(quote.market.base);
  return {
    symbol: symbolOf(quote.market),
    lastPrice: quote.last.toFixed(),
    prevPrice24h: quote.open.toFixed(),
    price24hPcnt: quote.last.minus(quote.open).dividedBy(quote.open).toFixed(4),
    highPrice24h: quote.high.toFixed(),
    lowPrice24h: quote.low.toFixed(),
    turnover24h: quote.quoteVolume.toFixed(),
    volume24h: quote.baseVolume.toFixed(),
    usdIndexPrice: usd?.toSignificantDigits(10).toFixed() ?? '',
  };
}

function topOfBook(quote: Quote) {
  return {
    bid1Price: quote.bid.toFixed(),
    bid1Size: quote.bidSize.toFixed(),
    ask1Price: quote.ask.toFixed(),
    ask1Size: quote.askSize.toFixed(),
  };
}

function describeMarket(market: Market) {
  return {
    symbol: symbolOf(market),
    baseCoin: market.base,
    quoteCoin: market.quote,
    innovation: '0',
    status: 'Trading',
    marginTrading: 'utaOnly',
    stTag: '0',
    lotSizeFilter: {
      basePrecision: market.lot.toFixed(),
      quotePrecision: '0.00000001',
      minOrderQty: market.lot.toFixed(),
      maxOrderQty: '1000000000',
      minOrderAmt: market.minimumCost.toFixed(),
      maxOrderAmt: '8000000',
    },
    priceFilter: { tickSize: market.tick.toFixed() },
    riskParameters: { priceLimitRatioX: '0.01', priceLimitRatioY: '0.02' },
  };
}

/** Candles, newest first. */
function klines(context: VenueContext, request: VenueRequest): unknown {
  const { params } = request;
  const symbol = params.get('symbol') ?? '';
  const market = context.world.markets(context.id).find((one) => symbolOf(one) === symbol);
  const text = params.get('interval') ?? '';
  const interval = named[text] ?? Number(text) * MINUTE;
  if (!market || !(interval > 0)) throw refuse(context, 10001, 'Invalid period!');
  const count = Math.min(Number(params.get('limit') ?? 200), 1000);
  const start = Number(params.get('start') ?? 0);
  const end = Math.min(Number(params.get('end') ?? Number.POSITIVE_INFINITY), context.world.now());
  const list = context.world
    .candles(market, interval, end, count)
    .filter((candle) => candle.start >= start)
    .reverse()
    .map((candle) => [
      String(candle.start),
      ...[candle.open, candle.high, candle.low, candle.close].map((price: Decimal) =>
        price.toFixed(),
      ),
      candle.baseVolume.toFixed(),
      candle.quoteVolume.toFixed(),
    ]);
  return envelope(context, { symbol, category: 'spot', list });
}
