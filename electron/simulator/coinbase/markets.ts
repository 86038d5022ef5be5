import type { Decimal } from '../../../shared/base/decimal';
import type { Routes, VenueContext } from '../plumbing/venue';
import { Refusal, type VenueRequest } from '../plumbing/wire';
import type { Market, Quote } from '../world/market';
import { restingOrders } from '../world/resting-orders';
import { futureProducts } from './futures';

export const productIdOf = ({ base, quote }: Market): string => `${base}-${quote}`;

/** Public REST endpoints: https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public */
export function marketRoutes(context: VenueContext): Routes {
  const { world, id } = context;
  return {
    'GET /api/v3/brokerage/time': () => ({
      iso: new Date(context.now()).toISOString(),
      epochSeconds: String(Math.floor(context.now() / 1000)),
      epochMillis: String(context.now()),
    }),
    'GET /api/v3/brokerage/market/products': (request) => {
      const type = request.params.get('product_type');
      const spot = world.markets(id).flatMap((market) => {
        const quote = world.quote(market);
        return quote === undefined ? [] : [product(context, quote)];
      });
      const products = type === 'FUTURE' ? futureProducts(context) : spot;
      return { products, num_products: products.length };
    },
    'GET /api/v3/brokerage/market/product_book': (request) => book(context, request),
  };
}

function product({ world }: VenueContext, quote: Quote) {
  const { market, last, open, baseVolume, quoteVolume } = quote;
  const { base, tick, lot } = market;
  return {
    product_id: productIdOf(market),
    price: price(market, last),
    price_percentage_change_24h: last.minus(open).dividedBy(open).times(100).toFixed(14),
    volume_24h: baseVolume.toFixed(),
    volume_percentage_change_24h: '-12.5',
    base_increment: lot.toFixed(),
    quote_increment: tick.toFixed(),
    quote_min_size: market.minimumCost.toFixed(),
    quote_max_size: '150000000',
    base_min_size: lot.toFixed(),
    base_max_size: '10000000',
    base_name: world.name(base),
    quote_name: world.name(market.quote),
    watched: false,
    is_disabled: false,
    new: false,
    status: 'online',
    cancel_only: false,
    limit_only: false,
    post_only: false,
    trading_disabled: false,
    auction_mode: false,
    product_type: 'SPOT',
    quote_currency_id: market.quote,
    base_currency_id: base,
    fcm_trading_session_details: null,
    mid_market_price: '',
    alias: '',
    alias_to: [],
    base_display_symbol: base,
    quote_display_symbol: market.quote,
    view_only: false,
    price_increment: tick.toFixed(),
    display_name: `${base}-${market.quote}`,
    product_venue: 'CBE',
    approximate_quote_24h_volume: quoteVolume.toFixed(),
  };
}

function book(context: VenueContext, request: VenueRequest) {
  const asked = request.params.get('product_id');
  const { world, id } = context;
  const market = world.markets(id).find((one) => productIdOf(one) === asked);
  const quote = market && world.quote(market);
  if (!quote)
    throw new Refusal({
      status: 404,
      body: { error: 'NOT_FOUND', error_details: 'product not found', message: 'not found' },
    });
  const { bids, asks } = restingOrders(quote, Number(request.params.get('limit') ?? 50));
  const rows = (orders: typeof bids) =>
    orders.map((order) => ({
      price: price(quote.market, order.price),
      size: order.amount.toFixed(),
    }));
  return {
    pricebook: {
      product_id: asked,
      bids: rows(bids),
      asks: rows(asks),
      time: new Date(context.now()).toISOString(),
    },
  };
}

const price = ({ tick }: Market, value: Decimal): string => value.toFixed(tick.decimalPlaces());
