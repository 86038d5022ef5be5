import { CURRENCIES } from '../../../shared/assets/currencies';
import type { Decimal } from '../../../shared/base/decimal';
import type { Routes, VenueContext } from '../plumbing/venue';
import type { VenueRequest } from '../plumbing/wire';
import type { Market, Quote } from '../world/market';
import { restingOrders } from '../world/resting-orders';
import { refuse } from './auth';
import { altnameOf, assetIdOf, coinOf, listedCodes } from './codes';

const MINUTE = 60_000;

/** A pair's id: `XXBTZUSD` where both sides carry class letters, else the short names, `SOLUSD`. */
export function pairIdOf({ base, quote }: Market): string {
  const [baseId, quoteId] = [assetIdOf(base), assetIdOf(quote)];
  const classic = baseId !== altnameOf(base) && quoteId !== altnameOf(quote);
  return classic ? baseId + quoteId : altnameOf(base) + altnameOf(quote);
}

const altPairOf = ({ base, quote }: Market): string => altnameOf(base) + altnameOf(quote);

/** Public REST endpoints. */
export function marketRoutes(context: VenueContext): Routes {
  const { world, id } = context;
  const answer = (result: unknown) => ({ error: [], result });
  return {
    'GET /0/public/Time': () => {
      const unixtime = Math.floor(context.now() / 1000);
      return answer({ unixtime, rfc1123: new Date(context.now()).toUTCString() });
    },
    'GET /0/public/SystemStatus': () =>
      answer({ status: 'online', timestamp: new Date(context.now()).toISOString() }),
    'GET /0/public/Assets': () =>
      answer(
        Object.fromEntries(
          listedCodes(world, id).map((code) => [assetIdOf(code), describeAsset(code)]),
        ),
      ),
    'GET /0/public/AssetPairs': (request) =>
      answer(
        Object.fromEntries(
          wanted(context, request).map((market) => [pairIdOf(market), describeMarket(market)]),
        ),
      ),
    'GET /0/public/Ticker': (request) => {
      const entries = wanted(context, request).flatMap((market) => {
        const quote = world.quote(market);
        return quote ? [[pairIdOf(market), ticker(quote)] as const] : [];
      });
      return answer(Object.fromEntries(entries));
    },
    'GET /0/public/Depth': (request) => answer(depth(context, request)),
    'GET /0/public/OHLC': (request) => answer(candles(context, request)),
  };
}

function wanted(context: VenueContext, request: VenueRequest): readonly Market[] {
  const markets = context.world.markets(context.id);
  const asked = request.params.get('pair')?.split(',');
  if (!asked) return markets;
  const found = markets.filter(
    (market) => asked.includes(pairIdOf(market)) || asked.includes(altPairOf(market)),
  );
  if (found.length < new Set(asked).size) throw refuse('EQuery:Unknown asset pair');
  return found;
}

function describeAsset(code: string) {
  const fiat = CURRENCIES.has(coinOf(code));
  return {
    aclass: 'currency',
    altname: altnameOf(code),
    decimals: fiat ? 4 : 10,
    display_decimals: fiat ? 2 : 5,
    status: 'enabled',
  };
}

function describeMarket(market: Market) {
  const { base, quote, tick, lot } = market;
  return {
    altname: altPairOf(market),
    wsname: `${altnameOf(base)}/${altnameOf(quote)}`,
    aclass_base: 'currency',
    base: assetIdOf(base),
    aclass_quote: 'currency',
    quote: assetIdOf(quote),
    lot: 'unit',
    cost_decimals: 8,
    pair_decimals: tick.decimalPlaces(),
    lot_decimals: 8,
    lot_multiplier: 1,
    leverage_buy: [2, 3],
    leverage_sell: [2, 3],
    fees: [[0, 0.4]],
    fees_maker: [[0, 0.25]],
    fee_volume_currency: 'ZUSD',
    margin_call: 80,
    margin_stop: 40,
    ordermin: lot.toFixed(),
    costmin: '0.5',
    tick_size: tick.toFixed(),
    status: 'online',
  };
}

function ticker(quote: Quote) {
  const price = (value: Decimal) => value.toFixed(quote.market.tick.decimalPlaces());
  const twice = (text: string) => [text, text];
  const size = (value: Decimal) => [value.toFixed(0), value.toFixed(3)];
  return {
    a: [price(quote.ask), ...size(quote.askSize)],
    b: [price(quote.bid), ...size(quote.bidSize)],
    c: [price(quote.last), quote.market.lot.toFixed(8)],
    v: twice(quote.baseVolume.toFixed(8)),
    p: twice(price(quote.average)),
    t: [1024, 4096],
    l: twice(price(quote.low)),
    h: twice(price(quote.high)),
    o: price(quote.open),
  };
}

function depth(context: VenueContext, request: VenueRequest): unknown {
  const [market] = request.params.has('pair') ? wanted(context, request) : [];
  const quote = market && context.world.quote(market);
  if (!quote) throw refuse('EQuery:Unknown asset pair');
  const { bids, asks } = restingOrders(
    quote,
    Math.min(Number(request.params.get('count') ?? 100), 500),
  );
  const at = Math.floor(context.now() / 1000);
  const rows = (orders: typeof bids) =>
    orders.map(({ price, amount }) => [
      price.toFixed(quote.market.tick.decimalPlaces()),
      amount.toFixed(3 + quote.market.lot.decimalPlaces()),
      at,
    ]);
  return { [pairIdOf(quote.market)]: { asks: rows(asks), bids: rows(bids) } };
}

/** Up to 720 candles, oldest first, later than `since` (epoch seconds). */
function candles(context: VenueContext, request: VenueRequest): unknown {
  const [market] = wanted(context, request);
  const interval = Number(request.params.get('interval') ?? 1) * MINUTE;
  if (!market || !(interval > 0)) throw refuse('EGeneral:Invalid arguments');
  const since = Number(request.params.get('since') ?? 0) * 1000;
  const price = (value: Decimal) => value.toFixed(market.tick.decimalPlaces());
  const found = context.world
    .candles(market, interval, context.world.now(), 720)
    .filter((candle) => candle.start > since);
  const rows = found.map((candle) => [
    candle.start / 1000,
    price(candle.open),
    price(candle.high),
    price(candle.low),
    price(candle.close),
    price(candle.close),
    candle.baseVolume.toFixed(8),
    42,
  ]);
  // The last candle is not finished, so the next question starts from the one before it.
  const last = (found.at(-2)?.start ?? since) / 1000;
  return { [pairIdOf(market)]: rows, last };
}
