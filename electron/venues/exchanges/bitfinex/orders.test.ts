import { expect, it } from 'vitest';
import { RecordedOrders } from '../testing/recorded-orders';

// https://docs.bitfinex.com/reference/rest-public-conf
const info = (min: string | null, max: string | null) => [null, null, null, min, max, null, null];
const PAIRS = JSON.stringify([
  [
    ['BTCUSD', info('0.00004', '2000.0')],
    ['AVAX:USD', info('0.2', '20000.0')],
    ['NEW:USD', []],
  ],
]);

const bitfinex = (answers: ConstructorParameters<typeof RecordedOrders>[1]) =>
  new RecordedOrders('bitfinex', {
    'GET /v2/conf/pub:list:pair:exchange': '[["BTCUSD","AVAX:USD","NEW:USD","GONEUSD"]]',
    'GET /v2/conf/pub:info:pair': PAIRS,
    ...answers,
  });

it('rules: five digits of a price; none for a pair without sizes', async () => {
  const step = 'received lotStep=0.00000001';
  expect(await bitfinex({}).markets('BTC', 'AVAX', 'NEW', 'GONE', 'USD')).toEqual({
    'BTC/USD': `${step} minAmount=0.00004 maxAmount=2000 priceDigits=5`,
    'AVAX/USD': `${step} minAmount=0.2 maxAmount=20000 priceDigits=5`,
  });
});

it.each([
  ['BTC', 'tBTCUSD'],
  ['AVAX', 'tAVAX:USD'],
])('the order book of %s: who asks has a negative amount', async (base, symbol) => {
  // https://docs.bitfinex.com/reference/rest-public-book
  const orders = bitfinex({
    [`GET /v2/book/${symbol}/P0`]:
      '[[8744.9,2,0.45603413],[8744.8,1,0.123456789012345678],[8745,1,-0.25],[8745.1,3,-2]]',
  });
  expect(await orders.book(base, 'USD')).toEqual({
    bids: ['0.45603413@8744.9', '0.123456789012345678@8744.8'],
    asks: ['0.25@8745', '2@8745.1'],
  });
});

it('a crossed book, or none, is a bad response', async () => {
  const at = (answer: string) => bitfinex({ 'GET /v2/book/tBTCUSD/P0': answer }).book('BTC', 'USD');
  expect(await at('[[8746,2,1],[8745,1,-1]]')).toBe('bad-response');
  expect(await at('{}')).toBe('bad-response');
});

it('the fee is the highest of those for coins, stablecoins and money', async () => {
  // https://docs.bitfinex.com/reference/rest-auth-summary
  const path = 'POST /v2/auth/r/summary';
  const fees = (taker: readonly unknown[]) =>
    JSON.stringify([null, null, null, null, [[0.001, 0.001, 0.001], taker], null]);
  const at = (taker: readonly unknown[]) => bitfinex({ [path]: fees(taker) }).fee();
  expect(await at([0.002, 0.0015, 0.00205, null, null, 0.00065])).toBe('account 0.00205');
  expect(await at([])).toBe('bad-response');
  const denied = { status: 500, body: '["error",10100,"apikey: permission invalid"]' };
  expect(await bitfinex({ [path]: denied }).fee()).toBe('published 0.002');
  expect(bitfinex({}).page('BTC', 'USD')).toBe('https://trading.bitfinex.com/t/BTC:USD');
});
