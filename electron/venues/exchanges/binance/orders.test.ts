import { describe, expect, it } from 'vitest';
import { RecordedOrders } from '../testing/recorded-orders';

// https://developers.binance.com/docs/binance-spot-api-docs/rest-api/general-endpoints
const symbol = (baseAsset: string, filters: readonly object[]) => ({
  symbol: `${baseAsset}USDT`,
  status: 'TRADING',
  baseAsset,
  quoteAsset: 'USDT',
  filters,
});
const PRICE = { filterType: 'PRICE_FILTER', minPrice: '0', maxPrice: '0', tickSize: '0.01000000' };
const LOT = {
  filterType: 'LOT_SIZE',
  minQty: '0.00001000',
  maxQty: '9000.00000000',
  stepSize: '0.00001000',
};
const EXCHANGE_INFO = JSON.stringify({
  symbols: [
    symbol('BTC', [
      PRICE,
      LOT,
      { filterType: 'NOTIONAL', minNotional: '5.00000000', applyMinToMarket: true },
    ]),
    symbol('OLD', [PRICE, LOT, { filterType: 'MIN_NOTIONAL', minNotional: '10.00000000' }]),
    symbol('NOLOT', [PRICE]),
    { ...symbol('HALTED', [PRICE, LOT]), status: 'BREAK' },
  ],
});
const depth = (bids: readonly string[][], asks: readonly string[][]) =>
  JSON.stringify({ lastUpdateId: 1_027_024, bids, asks });

const venue = (answers: Record<string, string>) =>
  new RecordedOrders('binance', { 'GET /api/v3/exchangeInfo': EXCHANGE_INFO, ...answers });

describe('the rules of a market', () => {
  it('are its filters, in either spelling; none without a lot', async () => {
    expect(await venue({}).markets('BTC', 'OLD', 'NOLOT', 'HALTED', 'USDT')).toEqual({
      'BTC/USDT':
        'received lotStep=0.00001 minAmount=0.00001 maxAmount=9000 minNotional=5 priceStep=0.01',
      'OLD/USDT':
        'received lotStep=0.00001 minAmount=0.00001 maxAmount=9000 minNotional=10 priceStep=0.01',
    });
  });
});

describe('the order book', () => {
  it('keeps every digit, and asks for no more levels than the lightest request has', async () => {
    const bids = [['65000.000000000123456789', '0.123456789012345678']];
    const orders = venue({ 'GET /api/v3/depth': depth(bids, [['65000.01000000', '2']]) });
    expect(await orders.book('BTC', 'USDT')).toEqual({
      bids: ['0.123456789012345678@65000.000000000123456789'],
      asks: ['2@65000.01'],
    });
    const asked = orders.recorded.requests.at(-1)?.url.searchParams;
    expect(asked?.get('symbol')).toBe('BTCUSDT');
    expect(Number(asked?.get('limit'))).toBeLessThanOrEqual(100);
  });

  it.each([
    ['crossed', [['65001', '1']], [['65000', '1']]],
    [
      'unsorted',
      [['64999', '1']],
      [
        ['65001', '1'],
        ['65000', '1'],
      ],
    ],
    ['with a level of nothing', [['64999', '0.00000000']], [['65000', '1']]],
    ['with a level that is no number', [['64999', 'n/a']], [['65000', '1']]],
    ['with half a level', [['64999']], [['65000', '1']]],
  ])('that is %s is no book', async (_what, bids, asks) => {
    const orders = venue({ 'GET /api/v3/depth': depth(bids, asks) });
    expect(await orders.book('BTC', 'USDT')).toBe('bad-response');
  });

  it('is none without its sides, and not asked for where there is no market', async () => {
    expect(await venue({ 'GET /api/v3/depth': '{}' }).book('BTC', 'USDT')).toBe('bad-response');
    expect(await venue({}).book('BTC', 'EUR')).toBe('not-found');
  });
});

it('a way out for a percentage or without a fee is told without one; closed ones are not told', async () => {
  // https://developers.binance.com/docs/wallet/capital
  const network = (name: string, fields: object) => ({
    network: name,
    withdrawEnable: true,
    withdrawFee: '0.00000100',
    withdrawMin: '0.001',
    estimatedArrivalTime: 25,
    ...fields,
  });
  const orders = venue({
    'GET /sapi/v1/capital/config/getall': JSON.stringify([
      {
        coin: 'BTC',
        networkList: [
          network('BTC', {}),
          network('LIGHTNING', { withdrawFee: '', estimatedArrivalTime: 0 }),
          network('BEP2', { withdrawEnable: false }),
        ],
      },
      { coin: 'ETH', networkList: [network('ETH', {})] },
    ]),
  });
  expect(await orders.waysOut('BTC')).toEqual([
    'BTC BTC fee=0.000001 min=0.001 minutes=25',
    'BTC LIGHTNING min=0.001',
  ]);
});

it('a page of a pair, whatever its code is', () => {
  expect(venue({}).page('BTC', 'USDT')).toBe('https://www.binance.com/en/trade/BTC_USDT?type=spot');
  expect(venue({}).page('A/../B?x=', 'U#')).toBe(
    'https://www.binance.com/en/trade/A%2F..%2FB%3Fx%3D_U%23?type=spot',
  );
});

it('Binance US asks at its own place', async () => {
  const orders = new RecordedOrders('binanceus', {
    'GET /api/v3/exchangeInfo': EXCHANGE_INFO,
    'GET /api/v3/account': { status: 400, body: '{"code":-1002,"msg":"not authorized"}' },
  });
  expect(Object.keys(await orders.markets('BTC', 'USDT'))).toEqual(['BTC/USDT']);
  expect(await orders.fee()).toBe('published 0.006');
  expect(orders.page('BTC', 'USD')).toBe('https://www.binance.us/spot-trade/btc_usd');
  for (const { url } of orders.recorded.requests) expect(url.host).toBe('api.binance.us');
});
