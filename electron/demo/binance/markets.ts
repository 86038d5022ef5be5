import type { Decimal } from '../../../shared/money/decimal';
import type { Routes, VenueContext } from '../plumbing/venue';
import { Refusal, type VenueRequest } from '../plumbing/wire';
import type { Market, Quote } from '../world/market';
import { binanceError } from './auth';
import { contracts, type Contract } from './contracts';

const intervals: Readonly<Record<string, number>> = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '1h': 3_600_000,
  '4h': 14_400_000,
  '1d': 86_400_000,
  '1w': 604_800_000,
};

/** Symbol of a spot pair: `BTCUSDT`. */
export const symbolOf = (market: Market): string => market.base + market.quote;

/** Public REST endpoints of the spot, USD-M and COIN-M exchanges. */
export function marketRoutes(context: VenueContext): Routes {
  const { world, id } = context;
  const time = () => ({ serverTime: context.now() });
  const spotQuotes = (request: VenueRequest) => {
    const quotes = wanted(request, world.markets(id), symbolOf)
      .map((market) => world.quote(market))
      .filter((quote) => quote !== undefined);
    return { quotes, single: request.params.has('symbol') };
  };
  const contractInfo = (kind: Contract['kind']) => () => ({
    timezone: 'UTC',
    serverTime: context.now(),
    rateLimits: [],
    exchangeFilters: [],
    symbols: contracts(world)
      .filter((contract) => contract.kind === kind)
      .map(describeContract),
  });
  const contractTickers = (kind: Contract['kind']) => () =>
    contracts(world)
      .filter((contract) => contract.kind === kind)
      .map((contract) => contractTicker(context, contract));
  return {
    'GET /api/v3/ping': () => ({}),
    'GET /fapi/v1/ping': () => ({}),
    'GET /dapi/v1/ping': () => ({}),
    'GET /api/v3/time': time,
    'GET /fapi/v1/time': time,
    'GET /dapi/v1/time': time,
    'GET /sapi/v1/system/status': () => ({ status: 0, msg: 'normal' }),
    'GET /api/v3/exchangeInfo': () => ({
      timezone: 'UTC',
      serverTime: context.now(),
      rateLimits: [
        { rateLimitType: 'REQUEST_WEIGHT', interval: 'MINUTE', intervalNum: 1, limit: 6000 },
        { rateLimitType: 'RAW_REQUESTS', interval: 'MINUTE', intervalNum: 5, limit: 61000 },
      ],
      exchangeFilters: [],
      symbols: world.markets(id).map(describeMarket),
    }),
    'GET /fapi/v1/exchangeInfo': contractInfo('linear'),
    'GET /dapi/v1/exchangeInfo': contractInfo('inverse'),
    'GET /api/v3/ticker/24hr': (request) => {
      const { quotes, single } = spotQuotes(request);
      const tickers = quotes.map((quote) => dayTicker(quote, context.now()));
      return single ? tickers[0] : tickers;
    },
    'GET /api/v3/ticker/bookTicker': (request) => {
      const { quotes, single } = spotQuotes(request);
      const tickers = quotes.map(bookTicker);
      return single ? tickers[0] : tickers;
    },
    'GET /api/v3/ticker/price': (request) => {
      const { quotes, single } = spotQuotes(request);
      const tickers = quotes.map(({ market, last }) => ({
        symbol: symbolOf(market),
        price: priceText(market, last),
      }));
      return single ? tickers[0] : tickers;
    },
    'GET /fapi/v1/ticker/24hr': contractTickers('linear'),
    'GET /dapi/v1/ticker/24hr': contractTickers('inverse'),
    'GET /api/v3/klines': (request) => klines(context, request),
  };
}

/** The 24 hour ticker of the REST interface. */
function dayTicker(quote: Quote, now: number) {
  const { market, last, open } = quote;
  const price = (value: Decimal) => priceText(market, value);
  return {
    symbol: symbolOf(market),
    priceChange: price(last.minus(open)),
    priceChangePercent: percentage(quote),
    weightedAvgPrice: price(quote.average),
    prevClosePrice: price(open),
    lastPrice: price(last),
    lastQty: amountText(market.lot),
    bidPrice: price(quote.bid),
    bidQty: amountText(quote.bidSize),
    askPrice: price(quote.ask),
    askQty: amountText(quote.askSize),
    openPrice: price(open),
    highPrice: price(quote.high),
    lowPrice: price(quote.low),
    volume: amountText(quote.baseVolume),
    quoteVolume: amountText(quote.quoteVolume),
    openTime: now - 86_400_000,
    closeTime: now,
    firstId: 1,
    lastId: 100_000,
    count: 99_999,
  };
}

function bookTicker({ market, bid, bidSize, ask, askSize }: Quote) {
  return {
    symbol: symbolOf(market),
    bidPrice: priceText(market, bid),
    bidQty: amountText(bidSize),
    askPrice: priceText(market, ask),
    askQty: amountText(askSize),
  };
}

/** Change over 24 hours in percent, with three digits after the point as Binance sends it. */
export function percentage({ last, open }: Quote): string {
  return last.minus(open).times(100).dividedBy(open).toFixed(3);
}

/** Prices carry at least eight digits after the point, and more where the tick is finer. */
export function priceText(market: Market, value: Decimal): string {
  return value.toFixed(Math.max(8, market.tick.decimalPlaces()));
}

export const amountText = (value: Decimal): string => value.toFixed(8);

function describeMarket(market: Market) {
  return {
    symbol: symbolOf(market),
    status: 'TRADING',
    baseAsset: market.base,
    baseAssetPrecision: 8,
    quoteAsset: market.quote,
    quotePrecision: 8,
    quoteAssetPrecision: 8,
    baseCommissionPrecision: 8,
    quoteCommissionPrecision: 8,
    orderTypes: ['LIMIT', 'LIMIT_MAKER', 'MARKET', 'STOP_LOSS_LIMIT', 'TAKE_PROFIT_LIMIT'],
    icebergAllowed: true,
    ocoAllowed: true,
    otoAllowed: true,
    quoteOrderQtyMarketAllowed: true,
    allowTrailingStop: true,
    cancelReplaceAllowed: true,
    isSpotTradingAllowed: true,
    isMarginTradingAllowed: market.quote === 'USDT',
    filters: [
      {
        filterType: 'PRICE_FILTER',
        minPrice: market.tick.toFixed(),
        maxPrice: market.tick.times('1000000000').toFixed(),
        tickSize: market.tick.toFixed(),
      },
      {
        filterType: 'LOT_SIZE',
        minQty: market.lot.toFixed(),
        maxQty: '9000000000.00000000',
        stepSize: market.lot.toFixed(),
      },
      {
        filterType: 'NOTIONAL',
        minNotional: market.minimumCost.toFixed(),
        applyMinToMarket: true,
        maxNotional: '9000000.00000000',
        applyMaxToMarket: false,
        avgPriceMins: 5,
      },
    ],
    permissions: [],
    permissionSets: [['SPOT', 'MARGIN', 'TRD_GRP_004']],
    defaultSelfTradePreventionMode: 'EXPIRE_MAKER',
    allowedSelfTradePreventionModes: ['EXPIRE_TAKER', 'EXPIRE_MAKER', 'EXPIRE_BOTH'],
  };
}

function describeContract(contract: Contract) {
  const { symbol, base, kind } = contract;
  const linear = kind === 'linear';
  return {
    symbol,
    pair: linear ? symbol : `${base}USD`,
    contractType: 'PERPETUAL',
    deliveryDate: 4_133_404_800_000,
    onboardDate: 1_596_006_000_000,
    ...(linear ? { status: 'TRADING' } : { contractStatus: 'TRADING', contractSize: 100 }),
    marginAsset: linear ? 'USDT' : base,
    baseAsset: base,
    quoteAsset: linear ? 'USDT' : 'USD',
    pricePrecision: 2,
    quantityPrecision: linear ? 3 : 0,
    baseAssetPrecision: 8,
    quotePrecision: 8,
    filters: [
      { filterType: 'PRICE_FILTER', minPrice: '0.10', maxPrice: '1000000', tickSize: '0.10' },
      { filterType: 'LOT_SIZE', stepSize: linear ? '0.001' : '1', minQty: '0.001', maxQty: '1000' },
    ],
    orderTypes: ['LIMIT', 'MARKET'],
    timeInForce: ['GTC', 'IOC', 'FOK', 'GTX'],
  };
}

function contractTicker(context: VenueContext, contract: Contract) {
  const price = contract.price.toFixed(2);
  return {
    symbol: contract.symbol,
    priceChange: '0.00',
    priceChangePercent: '0.000',
    weightedAvgPrice: price,
    lastPrice: price,
    lastQty: '0.010',
    openPrice: price,
    highPrice: price,
    lowPrice: price,
    volume: '1000.000',
    ...(contract.kind === 'linear' ? { quoteVolume: '100000.00' } : { baseVolume: '10.0' }),
    openTime: context.now() - 86_400_000,
    closeTime: context.now(),
    firstId: 1,
    lastId: 100_000,
    count: 99_999,
  };
}

function klines(context: VenueContext, request: VenueRequest): unknown[] {
  const { world, id } = context;
  const [market] = wanted(request, world.markets(id), symbolOf);
  const interval = intervals[request.params.get('interval') ?? ''];
  if (!market || !interval) throw new Refusal(binanceError(400, -1120, 'Invalid interval.'));
  const count = Math.min(Number(request.params.get('limit') ?? 500), 1000);
  const start = request.params.get('startTime');
  const fullPage = start === null ? undefined : Number(start) + (count - 1) * interval;
  const end = Math.min(
    Number(request.params.get('endTime') ?? fullPage ?? world.now()),
    world.now(),
  );
  return world
    .candles(market, interval, end, count)
    .filter((candle) => start === null || candle.start >= Number(start))
    .map((candle) => [
      candle.start,
      priceText(market, candle.open),
      priceText(market, candle.high),
      priceText(market, candle.low),
      priceText(market, candle.close),
      amountText(candle.baseVolume),
      candle.start + interval - 1,
      amountText(candle.quoteVolume),
      308,
      amountText(candle.baseVolume.times('0.5')),
      amountText(candle.quoteVolume.times('0.5')),
      '0',
    ]);
}

/** The markets named by `symbol` or `symbols`; all of them if neither is given. */
function wanted<Item>(
  request: VenueRequest,
  items: readonly Item[],
  nameOf: (item: Item) => string,
): readonly Item[] {
  const symbol = request.params.get('symbol');
  const symbols = request.params.get('symbols');
  if (symbol === null && symbols === null) return items;
  const names = new Set(symbol === null ? parseSymbols(symbols ?? '') : [symbol]);
  const found = items.filter((item) => names.has(nameOf(item)));
  if (found.length < names.size) throw new Refusal(binanceError(400, -1121, 'Invalid symbol.'));
  return found;
}

function parseSymbols(text: string): string[] {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed)) return parsed.map(String);
  } catch {
    // Falls through to the venue's own complaint.
  }
  throw new Refusal(binanceError(400, -1100, "Illegal characters found in parameter 'symbols'."));
}
