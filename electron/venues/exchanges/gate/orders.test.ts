import { expect, it } from 'vitest';
import { RecordedOrders } from '../testing/recorded-orders';

// https://www.gate.com/docs/developers/apiv4/en/#list-all-currency-pairs-supported
const pair = (base: string, fields: object = {}) => ({
  id: `${base}_USDT`,
  base,
  quote: 'USDT',
  fee: '0.2',
  min_base_amount: '0.001',
  min_quote_amount: '3',
  max_base_amount: '10000',
  amount_precision: 3,
  precision: 6,
  trade_status: 'tradable',
  ...fields,
});
const PAIRS = JSON.stringify([
  pair('ETH'),
  pair('SHIB', { amount_precision: 0, min_base_amount: undefined, max_base_amount: null }),
  pair('NEW', { amount_precision: null }),
]);

const gate = (answers: ConstructorParameters<typeof RecordedOrders>[1], venue = 'gate') =>
  new RecordedOrders(venue, { 'GET /api/v4/spot/currency_pairs': PAIRS, ...answers });

it('rules: precisions are decimals, none of them a whole coin', async () => {
  expect(await gate({}).markets('ETH', 'SHIB', 'NEW', 'USDT')).toEqual({
    'ETH/USDT':
      'received lotStep=0.001 minAmount=0.001 maxAmount=10000 minNotional=3 priceStep=0.000001',
    'SHIB/USDT': 'received lotStep=1 minNotional=3 priceStep=0.000001',
  });
});

it('the order book, at both of its places', async () => {
  const answer = JSON.stringify({
    id: 123_456,
    current: 1_623_898_993_123,
    update: 1_623_898_993_121,
    asks: [
      ['1.52', '1.151'],
      ['1.53', '1.218'],
    ],
    bids: [['1.17', '201.863']],
  });
  for (const venue of ['gate', 'gateeu']) {
    const orders = gate({ 'GET /api/v4/spot/order_book': answer }, venue);
    expect(await orders.book('ETH', 'USDT')).toEqual({
      bids: ['201.863@1.17'],
      asks: ['1.151@1.52', '1.218@1.53'],
    });
    const asked = orders.recorded.requests.at(-1)?.url.searchParams;
    expect(asked?.get('currency_pair')).toBe('ETH_USDT');
    // Gate EU gives an empty book for more than a hundred levels.
    expect(Number(asked?.get('limit'))).toBeLessThanOrEqual(100);
  }
});

it('the fee of the account, or the published one where the key may not ask', async () => {
  const path = 'GET /api/v4/spot/fee';
  const fee = JSON.stringify({ user_id: 1, taker_fee: '0.0009', maker_fee: '0.0009' });
  expect(await gate({ [path]: fee }).fee()).toBe('account 0.0009');
  const body = JSON.stringify({ label: 'FORBIDDEN', message: 'no permission' });
  expect(await gate({ [path]: { status: 403, body } }).fee()).toBe('published 0.002');
});

it('pages, and no ways out', async () => {
  expect(gate({}).page('ETH', 'USDT')).toBe('https://www.gate.com/trade/ETH_USDT');
  expect(gate({}, 'gateeu').page('ETH', 'USDC')).toBe('https://eu.gate.com/trade/ETH_USDC');
  expect(await gate({}).waysOut('ETH')).toBeUndefined();
});
