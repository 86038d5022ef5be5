import { expect, it } from 'vitest';
import { RecordedOrders } from '../testing/recorded-orders';
import { NAME, PEM, PRODUCTS, V3 } from './answers';

// https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/list-public-products
const product = (base: string, fields: object = {}) => ({
  product_id: `${base}-USD`,
  base_currency_id: base,
  quote_currency_id: 'USD',
  base_increment: '0.00000001',
  quote_increment: '0.01',
  price_increment: '0.01',
  base_min_size: '0.00000001',
  base_max_size: '3400',
  quote_min_size: '1',
  is_disabled: false,
  ...fields,
});
const LIST = JSON.stringify({
  products: [
    product('BTC'),
    product('OLD', { price_increment: undefined, base_max_size: '' }),
    product('LEAVING', { cancel_only: true }),
    product('COMING', { auction_mode: true }),
    product('NEW', { base_increment: '' }),
  ],
});

const coinbase = (answers: ConstructorParameters<typeof RecordedOrders>[1]) =>
  new RecordedOrders(
    'coinbase',
    { [PRODUCTS]: LIST, ...answers },
    { credentials: { apiKey: NAME, secret: PEM } },
  );

it('rules: none where resting orders cannot be taken', async () => {
  const rest = 'minNotional=1 priceStep=0.01';
  expect(await coinbase({}).markets('BTC', 'OLD', 'LEAVING', 'COMING', 'NEW', 'USD')).toEqual({
    'BTC/USD': `quote lotStep=0.00000001 minAmount=0.00000001 maxAmount=3400 ${rest}`,
    'OLD/USD': `quote lotStep=0.00000001 minAmount=0.00000001 ${rest}`,
  });
});

it('the order book is public', async () => {
  // https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/get-public-product-book
  const level = (price: string, size: string) => ({ price, size });
  const at = (pricebook: object) =>
    coinbase({ [`${V3}/market/product_book`]: JSON.stringify({ pricebook }) });
  const orders = at({
    product_id: 'BTC-USD',
    bids: [level('65000.01', '0.115'), level('65000.00', '0.00000001')],
    asks: [level('65000.02', '0.04877659')],
    time: '2024-06-30T04:02:40.533606Z',
  });
  expect(await orders.book('BTC', 'USD')).toEqual({
    bids: ['0.115@65000.01', '0.00000001@65000'],
    asks: ['0.04877659@65000.02'],
  });
  expect(orders.recorded.requests.at(-1)?.headers).not.toHaveProperty('Authorization');
  const crossed = { bids: [level('2', '1')], asks: [level('1', '1')] };
  expect(await at(crossed).book('BTC', 'USD')).toBe('bad-response');
});

it('the fee is that of the tier, or that of the first', async () => {
  const path = `${V3}/transaction_summary`;
  const tier = JSON.stringify({
    fee_tier: { pricing_tier: 'Advanced 1', taker_fee_rate: '0.008' },
  });
  expect(await coinbase({ [path]: tier }).fee()).toBe('account 0.008');
  const body = JSON.stringify({ error: 'PERMISSION_DENIED', message: 'Missing required scopes' });
  expect(await coinbase({ [path]: { status: 403, body } }).fee()).toBe('published 0.012');
});

it('has a page, and no ways out', async () => {
  const orders = coinbase({});
  expect(orders.page('BTC', 'USD')).toBe('https://www.coinbase.com/advanced-trade/spot/BTC-USD');
  expect(await orders.waysOut('BTC')).toBeUndefined();
});
