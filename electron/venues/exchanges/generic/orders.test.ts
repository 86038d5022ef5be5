import { describe, expect, it } from 'vitest';
import type { CcxtMarket } from '../../protocol/ccxt/ccxt-exchange';
import { marketRules } from '../definition/market-rules';
import { RecordedOrders } from '../testing/recorded-orders';
import { genericFeeFrom, genericRules } from './orders';

const [DECIMAL_PLACES, SIGNIFICANT_DIGITS, TICK_SIZE] = [2, 3, 4] as const;

const market = (amount: unknown, price: unknown, fields: object = {}): CcxtMarket => ({
  id: 'BTCPHP',
  symbol: 'BTC/PHP',
  base: 'BTC',
  quote: 'PHP',
  precision: { amount, price },
  limits: { amount: { min: '0.001', max: undefined }, cost: { min: '50' } },
  ...fields,
});

/** The rules as text. */
function rules(of: CcxtMarket, precisionMode: number): string | undefined {
  const parsed = marketRules(genericRules(of, { precisionMode }));
  return (
    parsed &&
    Object.entries(parsed)
      .map(([name, value]) => `${name}=${value}`)
      .join(' ')
  );
}

describe('rules as ccxt unifies them', () => {
  it.each([
    ['steps', TICK_SIZE, '0.00025', '0.01', 'lotStep=0.00025', 'priceStep=0.01'],
    ['decimal places', DECIMAL_PLACES, '4', '0', 'lotStep=0.0001', 'priceStep=1'],
  ])('where precisions are %s', (_what, mode, amount, price, lot, step) => {
    const limits = 'minAmount=0.001 minNotional=50';
    expect(rules(market(amount, price), mode)).toBe(`${lot} ${limits} ${step}`);
  });

  it('are none where the amount is limited by digits, or not told at all', () => {
    expect(rules(market('8', '5'), SIGNIFICANT_DIGITS)).toBeUndefined();
    expect(rules(market(undefined, '0.01'), TICK_SIZE)).toBeUndefined();
    expect(rules({ id: 'x', symbol: 'A/B', base: 'A', quote: 'B' }, TICK_SIZE)).toBeUndefined();
    expect(genericRules(market('8', '5'), { precisionMode: SIGNIFICANT_DIGITS })).toMatchObject({
      priceDigits: 5,
    });
  });

  it('a fee is taken from what is got only where ccxt says so', () => {
    const ofVenue = { fees: { trading: { feeSide: 'get' } } };
    expect(genericFeeFrom(market('1', '1'), ofVenue)).toBe('received');
    expect(genericFeeFrom(market('1', '1', { feeSide: 'quote' }), ofVenue)).toBe('quote');
    expect(genericFeeFrom(market('1', '1'), {})).toBe('quote');
  });
});

describe('a venue without readers of its own', () => {
  // https://api.coins.ph
  const INFO = JSON.stringify({
    symbols: [
      {
        symbol: 'BTCPHP',
        status: 'trading',
        baseAsset: 'BTC',
        baseAssetPrecision: 8,
        quoteAsset: 'PHP',
        quoteAssetPrecision: 8,
        filters: [
          { filterType: 'PRICE_FILTER', minPrice: '0.1', maxPrice: '5600000', tickSize: '0.1' },
          {
            filterType: 'LOT_SIZE',
            minQty: '0.000030000000000000001',
            maxQty: '1000',
            stepSize: '0.00001',
          },
          { filterType: 'NOTIONAL', minNotional: '50' },
        ],
      },
    ],
  });
  const DEPTH = 'GET /openapi/quote/v1/depth';
  const open = (answers: Record<string, string> = {}) =>
    new RecordedOrders('coinsph', { 'GET /openapi/v1/exchangeInfo': INFO, ...answers });

  it('has rules, of which no digit is lost', async () => {
    const found = await open().markets('BTC', 'PHP');
    expect(found['BTC/PHP']).toContain('lotStep=0.00001 minAmount=0.000030000000000000001');
    expect(found['BTC/PHP']).toContain('priceStep=0.1');
  });

  it('has its book in order, although ccxt sorts its prices as text', async () => {
    const book = {
      lastUpdateId: '1',
      bids: [
        ['1000.5', '1'],
        ['999.5', '0.123456789012345678'],
      ],
      asks: [
        ['9999', '2'],
        ['10000', '3'],
      ],
    };
    const orders = open({ [DEPTH]: JSON.stringify(book) });
    expect(await orders.book('BTC', 'PHP')).toEqual({
      bids: ['1@1000.5', '0.123456789012345678@999.5'],
      asks: ['2@9999', '3@10000'],
    });
    const crossed = { ...book, bids: [['9999', '1']] };
    expect(await open({ [DEPTH]: JSON.stringify(crossed) }).book('BTC', 'PHP')).toBe(
      'bad-response',
    );
  });

  it('has the fee that ccxt knows of, no ways out and no page', async () => {
    const orders = open();
    expect(await orders.fee()).toMatch(/^published 0\.00\d+$/);
    expect(await orders.waysOut('BTC')).toBeUndefined();
    expect(orders.page('BTC', 'PHP')).toBeUndefined();
    // ccxt knows none of this one.
    expect(await new RecordedOrders('btcmarkets', {}).fee()).toBe('unsupported');
  });
});

it('a venue without spot markets has no markets, books, fees, ways out or pages', async () => {
  const orders = new RecordedOrders('krakenfutures', {});
  expect(orders.recorded.gateway.marketsOf({ venue: 'krakenfutures' })).toBeUndefined();
  expect(await orders.fee()).toBe('unsupported');
  expect(await orders.waysOut('BTC')).toBeUndefined();
  expect(orders.recorded.requests).toEqual([]);
});
