import { describe, expect, it } from 'vitest';
import { decimal } from '../../../../shared/base/decimal';
import { RecordedVenue } from '../testing/recorded-venue';
import { never, marketsAt } from '../testing/test-gateway';
import { marketRules, stepOfPlaces } from '../definition/market-rules';
import { orderBook } from '../definition/order-book';

const level = (price: unknown, amount: unknown = '1') => ({ price, amount });

describe('the rules of a market', () => {
  it('keep every digit, and take zero for no limit', () => {
    const rules = marketRules({
      lotStep: '0.000000000000000000000001',
      minAmount: '0.00000000',
      minNotional: '5.00000000',
      priceStep: 0.01,
    });
    expect(rules?.lotStep.toFixed()).toBe('0.000000000000000000000001');
    expect(rules).toMatchObject({ minNotional: decimal('5'), priceStep: decimal('0.01') });
    expect(rules?.minAmount).toBeUndefined();
  });

  it.each([
    ['that are missing', undefined],
    ['without a step of the amount', { minAmount: '1' }],
    ['with a step of zero', { lotStep: '0' }],
    ['below zero', { lotStep: '1', minNotional: '-5' }],
    ['that are no number', { lotStep: '1', priceStep: 'n/a' }],
  ])('%s are none', (_what, raw) => {
    expect(marketRules(raw)).toBeUndefined();
  });

  it.each([
    [8, '0.00000001'],
    ['2', '0.01'],
    [0, '1'],
    [-1, undefined],
    ['', undefined],
    [1.5, undefined],
  ])('of %j decimal places have a step of %s', (places, step) => {
    expect(stepOfPlaces(places)).toBe(step);
  });
});

describe('a book', () => {
  it.each([
    ['crossed', { bids: [level('101')], asks: [level('100')] }],
    ['touching', { bids: [level('100')], asks: [level('100')] }],
    ['unsorted', { bids: [level('99'), level('100')], asks: [] }],
    ['with nothing offered at a price', { bids: [level('99', '0')], asks: [] }],
    ['with a price that is none', { bids: [], asks: [level('NaN')] }],
  ])('that is %s is a bad response', (_what, raw) => {
    expect(() => orderBook(raw, 0)).toThrow(expect.objectContaining({ code: 'bad-response' }));
  });

  it('keeps every digit', () => {
    const { bids } = orderBook({ bids: [level('0.000000000000000012345678')], asks: [] }, 7);
    expect(bids[0]?.price.toFixed()).toBe('0.000000000000000012345678');
  });
});

// https://developers.binance.com/docs/binance-spot-api-docs/rest-api/general-endpoints
const EXCHANGE_INFO = JSON.stringify({
  symbols: [
    {
      symbol: 'ETHBTC',
      status: 'TRADING',
      baseAsset: 'ETH',
      quoteAsset: 'BTC',
      filters: [
        {
          filterType: 'PRICE_FILTER',
          minPrice: '0.00001000',
          maxPrice: '922327.00000000',
          tickSize: '0.00001000',
        },
        {
          filterType: 'LOT_SIZE',
          minQty: '0.00010000',
          maxQty: '100000.00000000',
          stepSize: '0.00010000',
        },
        { filterType: 'NOTIONAL', minNotional: '0.00010000', applyMinToMarket: true },
      ],
    },
    { symbol: 'SOLBTC', status: 'TRADING', baseAsset: 'SOL', quoteAsset: 'BTC', filters: [] },
  ],
});

describe('Binance', () => {
  it('offers only markets whose rules are understood', async () => {
    const { gateway } = new RecordedVenue('binance', { 'GET /api/v3/exchangeInfo': EXCHANGE_INFO });
    const codes = new Set(['ETH', 'BTC', 'SOL']);
    const markets = await marketsAt(gateway, { venue: 'binance' }).between(codes, never);
    expect(markets).toEqual({
      ok: true,
      value: [
        {
          venue: 'binance',
          symbol: 'ETH/BTC',
          base: 'ETH',
          quote: 'BTC',
          feeFrom: 'received',
          rules: {
            lotStep: decimal('0.0001'),
            minAmount: decimal('0.0001'),
            maxAmount: decimal('100000'),
            minNotional: decimal('0.0001'),
            priceStep: decimal('0.00001'),
          },
        },
      ],
    });
  });

  it('falls back to its published fee only where the key may not ask', async () => {
    const forbidden = { status: 400, body: '{"code":-1002,"msg":"You are not authorized"}' };
    const venue = new RecordedVenue('binance', { 'GET /api/v3/account': forbidden });
    expect(await venue.session.orders.takerFee(never)).toEqual({
      ok: true,
      value: { rate: decimal('0.001'), source: 'published' },
    });
    venue.now('GET /api/v3/account', { status: 503, body: '' });
    expect(await venue.session.orders.takerFee(never)).toMatchObject({ ok: false });
  });

  it('does not take a fee in other units for a small share of the trade', async () => {
    const odd = JSON.stringify({ balances: [], commissionRates: { taker: '10' } });
    const venue = new RecordedVenue('binance', { 'GET /api/v3/account': odd });
    expect(await venue.session.orders.takerFee(never)).toMatchObject({
      failure: { code: 'bad-response' },
    });
  });

  // https://developers.binance.com/docs/wallet/capital
  it('tells of networks that are open, with what they keep', async () => {
    const network = (name: string, open: boolean, fee: string) => ({
      network: name,
      withdrawEnable: open,
      withdrawFee: fee,
      withdrawMin: '10',
      estimatedArrivalTime: 5,
    });
    const venue = new RecordedVenue('binance', {
      'GET /sapi/v1/capital/config/getall': JSON.stringify([
        { coin: 'USDT', networkList: [network('TRX', true, '1'), network('ETH', false, '4')] },
        { coin: 'BTC', networkList: [network('BTC', true, '0.00003')] },
      ]),
    });
    expect(await venue.session.orders.withdrawalTerms(new Set(['USDT']), never)).toEqual({
      ok: true,
      value: [
        { code: 'USDT', network: 'TRX', fee: decimal('1'), minAmount: decimal('10'), minutes: 5 },
      ],
    });
  });
});

describe('Kraken', () => {
  // https://docs.kraken.com/api/docs/rest-api/get-order-book
  it('gives its book, and its fee in percent', async () => {
    const pair = {
      wsname: 'XBT/USD',
      base: 'XXBT',
      quote: 'ZUSD',
      lot_decimals: 8,
      pair_decimals: 1,
      ordermin: '0.00005',
      costmin: '0.5',
      tick_size: '0.1',
      status: 'online',
    };
    const venue = new RecordedVenue('kraken', {
      'GET /0/public/AssetPairs': JSON.stringify({ error: [], result: { XXBTZUSD: pair } }),
      'GET /0/public/Depth': JSON.stringify({
        error: [],
        result: {
          XXBTZUSD: {
            asks: [['30384.10000', '2.059', 1_688_671_659]],
            bids: [['30297.00000', '1.115', 1_688_671_636]],
          },
        },
      }),
      'POST /0/private/TradeVolume': JSON.stringify({
        error: [],
        result: { currency: 'ZUSD', volume: '0', fees: { XXBTZUSD: { fee: '0.2600' } } },
      }),
    });
    const market = { base: 'BTC', quote: 'USD' };
    const book = await marketsAt(venue.gateway, { venue: 'kraken' }).orderBook(market, never);
    expect(book).toMatchObject({
      value: {
        asks: [{ price: decimal('30384.1'), amount: decimal('2.059') }],
        bids: [{ price: decimal('30297'), amount: decimal('1.115') }],
      },
    });
    expect(await venue.session.orders.takerFee(never)).toEqual({
      ok: true,
      value: { rate: decimal('0.0026'), source: 'account' },
    });
  });
});
