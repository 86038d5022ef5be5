import type { Routes, VenueContext } from '../plumbing/venue';
import { Refusal, type VenueRequest } from '../plumbing/wire';
import type { Quote } from '../world/market';
import { restingOrders } from '../world/resting-orders';
import { binanceError } from './auth';
import { contracts, type Contract } from './contracts';
import { describeContract, describeMarket } from './descriptions';
import { amountText, bookTicker, contractTicker, dayTicker, priceText, symbolOf } from './tickers';

const intervals: Readonly<Record<string, number>> = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '1h': 3_600_000,
  '4h': 14_400_000,
  '1d': 86_400_000,
  '1w': 604_800_000,
};

/** Public REST endpoints of the spot, USD-M and COIN-M exchanges. */
export function marketRoutes(context: VenueContext): Routes {
  const time = () => ({ serverTime: context.now() });
  return {
    'GET /api/v3/ping': () => ({}),
    'GET /fapi/v1/ping': () => ({}),
    'GET /dapi/v1/ping': () => ({}),
    'GET /api/v3/time': time,
    'GET /fapi/v1/time': time,
    'GET /dapi/v1/time': time,
    'GET /sapi/v1/system/status': () => ({ status: 0, msg: 'normal' }),
    ...spotRoutes(context),
    ...contractRoutes(context),
  };
}

function spotRoutes(context: VenueContext): Routes {
  const { world, id } = context;
  const quotesFor = (request: VenueRequest) =>
    wanted(request, world.markets(id), symbolOf)
      .map((market) => world.quote(market))
      .filter((quote) => quote !== undefined);
  /** One ticker for one `symbol`, else a list. */
  const tickers = (describe: (quote: Quote) => unknown) => (request: VenueRequest) => {
    const described = quotesFor(request).map(describe);
    return request.params.has('symbol') ? described[0] : described;
  };
  return {
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
    'GET /api/v3/ticker/24hr': tickers((quote) => dayTicker(quote, context.now())),
    'GET /api/v3/ticker/bookTicker': tickers(bookTicker),
    'GET /api/v3/ticker/price': tickers(({ market, last }) => ({
      symbol: symbolOf(market),
      price: priceText(market, last),
    })),
    'GET /api/v3/depth': (request) => {
      const [quote] = quotesFor(request);
      if (!quote || !request.params.has('symbol'))
        throw new Refusal(binanceError(400, -1121, 'Invalid symbol.'));
      const count = Math.min(Number(request.params.get('limit') ?? 100), 5000);
      const { bids, asks } = restingOrders(quote, count);
      const rows = (orders: typeof bids) =>
        orders.map(({ price, amount }) => [priceText(quote.market, price), amountText(amount)]);
      return { lastUpdateId: context.now(), bids: rows(bids), asks: rows(asks) };
    },
    'GET /api/v3/klines': (request) => klines(context, request),
  };
}

function contractRoutes(context: VenueContext): Routes {
  const contractsOf = (kind: Contract['kind']) =>
    contracts(context.world).filter((contract) => contract.kind === kind);
  const exchangeInfo = (kind: Contract['kind']) => () => ({
    timezone: 'UTC',
    serverTime: context.now(),
    rateLimits: [],
    exchangeFilters: [],
    symbols: contractsOf(kind).map(describeContract),
  });
  const tickers = (kind: Contract['kind']) => () =>
    contractsOf(kind).map((contract) => contractTicker(contract, context.now()));
  return {
    'GET /fapi/v1/exchangeInfo': exchangeInfo('linear'),
    'GET /dapi/v1/exchangeInfo': exchangeInfo('inverse'),
    'GET /fapi/v1/ticker/24hr': tickers('linear'),
    'GET /dapi/v1/ticker/24hr': tickers('inverse'),
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
