import { expect, it } from 'vitest';
import { RecordedOrders } from '../testing/recorded-orders';

const answer = (result: unknown) => JSON.stringify({ jsonrpc: '2.0', result });

// https://docs.deribit.com/api-reference/market-data/public-get_instruments
const instrument = (base: string, fields: object = {}) => ({
  instrument_name: `${base}_USDC`,
  base_currency: base,
  quote_currency: 'USDC',
  kind: 'spot',
  is_active: true,
  tick_size: 0.01,
  tick_size_steps: [],
  min_trade_amount: 0.0001,
  contract_size: 0.0001,
  taker_commission: 0,
  ...fields,
});
const INSTRUMENTS = answer([
  instrument('BTC', { tick_size_steps: [{ above_price: 100_000, tick_size: 0.5 }] }),
  instrument('ETH', { min_trade_amount: 0.001, taker_commission: 0.0005 }),
  instrument('NEW', { contract_size: null, min_trade_amount: null }),
]);

const deribit = (answers: ConstructorParameters<typeof RecordedOrders>[1] = {}) =>
  new RecordedOrders('deribit', { 'GET /api/v2/public/get_instruments': INSTRUMENTS, ...answers });

it('rules: the coarsest of its steps', async () => {
  expect(await deribit().markets('BTC', 'ETH', 'NEW', 'USDC')).toEqual({
    'BTC/USDC': 'quote lotStep=0.0001 minAmount=0.0001 priceStep=0.5',
    'ETH/USDC': 'quote lotStep=0.0001 minAmount=0.001 priceStep=0.01',
  });
});

it('the order book is in numbers', async () => {
  const book = { bids: [[7814, 35.182]], asks: [[7814.5, 11.88]], state: 'open' };
  const orders = deribit({ 'GET /api/v2/public/get_order_book': answer(book) });
  expect(await orders.book('BTC', 'USDC')).toEqual({
    bids: ['35.182@7814'],
    asks: ['11.88@7814.5'],
  });
});

it('the fee is the highest that its instruments state', async () => {
  expect(await deribit().fee()).toBe('published 0.0005');
  const none = deribit({ 'GET /api/v2/public/get_instruments': answer([]) });
  expect(await none.fee()).toBe('bad-response');
  expect(deribit().page('BTC', 'USDC')).toBe('https://www.deribit.com/spot/BTC_USDC');
});
