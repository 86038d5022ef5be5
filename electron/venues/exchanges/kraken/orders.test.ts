import { expect, it } from 'vitest';
import { RecordedOrders } from '../testing/recorded-orders';

// https://docs.kraken.com/api/docs/rest-api/get-tradable-asset-pairs
const pair = (base: string, wsname: string, fields: object) => ({
  altname: `${base}USD`,
  wsname,
  base,
  quote: 'ZUSD',
  pair_decimals: 1,
  lot_decimals: 8,
  status: 'online',
  ...fields,
});
const PAIRS = JSON.stringify({
  error: [],
  result: {
    XXBTZUSD: pair('XXBT', 'XBT/USD', { ordermin: '0.00005', costmin: '0.5', tick_size: '0.1' }),
    OLDUSD: pair('OLD', 'OLD/USD', { ordermin: '5' }),
    NEWUSD: pair('NEW', 'NEW/USD', { lot_decimals: undefined }),
  },
});
const PATH = 'GET /0/public/AssetPairs';

it('rules: decimals stand for a step, and a tick comes before them', async () => {
  const orders = new RecordedOrders('kraken', { [PATH]: PAIRS });
  expect(await orders.markets('BTC', 'OLD', 'NEW', 'USD')).toEqual({
    'BTC/USD': 'quote lotStep=0.00000001 minAmount=0.00005 minNotional=0.5 priceStep=0.1',
    'OLD/USD': 'quote lotStep=0.00000001 minAmount=5 priceStep=0.1',
  });
});

it.each([
  ['EGeneral:Permission denied', 'published 0.004'],
  ['EAPI:Invalid key', 'authentication'],
  ['EService:Unavailable', 'venue-unavailable'],
])('a fee that is refused with %s is %s', async (error, outcome) => {
  const refused = JSON.stringify({ error: [error] });
  const orders = new RecordedOrders('kraken', { 'POST /0/private/TradeVolume': refused });
  expect(await orders.fee()).toBe(outcome);
});

it('ways out are not asked for; the page is that of Kraken Pro', async () => {
  const orders = new RecordedOrders('kraken', {});
  expect(await orders.waysOut('BTC')).toBeUndefined();
  expect(orders.recorded.requests).toEqual([]);
  expect(orders.page('BTC', 'USD')).toBe('https://pro.kraken.com/app/trade/btc-usd');
});
