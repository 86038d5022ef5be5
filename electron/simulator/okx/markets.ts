import type { Decimal } from '../../../shared/base/decimal';
import type { Routes, VenueContext } from '../plumbing/venue';
import type { VenueRequest } from '../plumbing/wire';
import type { Market, Quote } from '../world/market';
import { restingOrders } from '../world/resting-orders';
import { envelope, refuse } from './auth';
import { describeContract } from './contracts';

const intervals: Readonly<Record<string, number>> = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '1H': 3_600_000,
  '4H': 14_400_000,
  '1D': 86_400_000,
  '1Dutc': 86_400_000,
  '1W': 604_800_000,
};

/** Instrument of a spot pair: `BTC-USDT`. */
export const instrumentOf = (market: Market): string => `${market.base}-${market.quote}`;

/** Public REST endpoints. Only spot is listed whole; perpetuals are described one by one. */
export function marketRoutes(context: VenueContext): Routes {
  const { world, id } = context;
  const spotMarkets = (request: VenueRequest) => {
    const type = request.params.get('instType');
    if (!['SPOT', 'MARGIN', 'SWAP', 'FUTURES', 'OPTION'].includes(type ?? ''))
      throw refuse('51000', 'Parameter instType error', 400);
    const asked = request.params.get('instId');
    return world
      .markets(id)
      .filter(
        (market) => type === 'SPOT' && (asked ?? instrumentOf(market)) === instrumentOf(market),
      );
  };
  const candles = (request: VenueRequest) => envelope(candleRows(context, request));
  return {
    'GET /api/v5/public/time': () => envelope([{ ts: String(context.now()) }]),
    'GET /api/v5/system/status': () => envelope([]),
    'GET /api/v5/public/instruments': (request) => {
      const instId = request.params.get('instId');
      return request.params.get('instType') === 'SWAP' && instId !== null
        ? envelope(describeContract(context, instId))
        : envelope(spotMarkets(request).map(describeMarket));
    },
    'GET /api/v5/market/tickers': (request) =>
      envelope(
        spotMarkets(request)
          .map((market) => world.quote(market))
          .filter((quote) => quote !== undefined)
          .map((quote) => ticker(quote, context.now())),
      ),
    'GET /api/v5/market/ticker': (request) => {
      const market = findMarket(context, request.params.get('instId'));
      const quote = world.quote(market);
      return envelope(quote ? [ticker(quote, context.now())] : []);
    },
    'GET /api/v5/market/books': (request) => {
      const quote = world.quote(findMarket(context, request.params.get('instId')));
      if (!quote) return envelope([]);
      const count = Math.min(Number(request.params.get('sz') ?? 1), 400);
      const { bids, asks } = restingOrders(quote, count);
      const rows = (orders: typeof bids) =>
        orders.map(({ price, amount }) => [price.toFixed(), amount.toFixed(), '0', '1']);
      return envelope([{ asks: rows(asks), bids: rows(bids), ts: String(context.now()) }]);
    },
    'GET /api/v5/market/candles': candles,
    'GET /api/v5/market/history-candles': candles,
  };
}

/** A ticker, the same on REST and stream. */
export function ticker(quote: Quote, now: number) {
  const text = (value: Decimal) => value.toFixed();
  return {
    instType: 'SPOT',
    instId: instrumentOf(quote.market),
    last: text(quote.last),
    lastSz: text(quote.market.lot),
    askPx: text(quote.ask),
    askSz: text(quote.askSize),
    bidPx: text(quote.bid),
    bidSz: text(quote.bidSize),
    open24h: text(quote.open),
    high24h: text(quote.high),
    low24h: text(quote.low),
    volCcy24h: text(quote.quoteVolume),
    vol24h: text(quote.baseVolume),
    sodUtc0: text(quote.open),
    sodUtc8: text(quote.open),
    ts: String(now),
  };
}

function describeMarket(market: Market, index: number) {
  return {
    alias: '',
    baseCcy: market.base,
    category: '1',
    ctMult: '',
    ctType: '',
    ctVal: '',
    ctValCcy: '',
    expTime: '',
    instFamily: '',
    instId: instrumentOf(market),
    instIdCode: 10_000 + index,
    instType: 'SPOT',
    lever: '10',
    listTime: '1548133413000',
    lotSz: market.lot.toFixed(),
    maxIcebergSz: '9999999999',
    maxLmtAmt: '20000000',
    maxLmtSz: '9999999999',
    maxMktAmt: '1000000',
    maxMktSz: '1000000',
    maxStopSz: '1000000',
    minSz: market.lot.toFixed(),
    optType: '',
    quoteCcy: market.quote,
    ruleType: 'normal',
    settleCcy: '',
    state: 'live',
    stk: '',
    tickSz: market.tick.toFixed(),
    uly: '',
  };
}

/** @throws Refusal with the venue's code 51001 for an instrument that is not listed */
function findMarket(context: VenueContext, instrument: string | null): Market {
  const market = context.world.markets(context.id).find((one) => instrumentOf(one) === instrument);
  if (!market) throw refuse('51001', "Instrument ID doesn't exist.", 400);
  return market;
}

/** Candles, newest first; `after` asks for older ones than an instant, `before` for newer ones. */
function candleRows(context: VenueContext, request: VenueRequest): string[][] {
  const { params } = request;
  const market = findMarket(context, params.get('instId'));
  const interval = intervals[params.get('bar') ?? '1m'];
  if (!interval) throw refuse('51000', 'Parameter bar error', 400);
  const now = context.world.now();
  const after = params.get('after');
  const end = after === null ? now : Math.min(Number(after) - 1, now);
  const count = Math.min(Number(params.get('limit') ?? 100), 300);
  const before = Number(params.get('before') ?? 0);
  return context.world
    .candles(market, interval, end, count)
    .filter((candle) => candle.start > before)
    .reverse()
    .map(({ start, open, high, low, close, baseVolume, quoteVolume }) => [
      String(start),
      ...[open, high, low, close, baseVolume, quoteVolume, quoteVolume].map((value) =>
        value.toFixed(),
      ),
      start + interval <= now ? '1' : '0',
    ]);
}
