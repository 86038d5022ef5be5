import { expect, it } from 'vitest';
import { RecordedOrders } from '../testing/recorded-orders';

const answer = (result: object) => JSON.stringify({ id: 1, code: 0, result });

// https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html#public-get-instruments
const instrument = (base: string, fields: object = {}) => ({
  symbol: `${base}_USD`,
  inst_type: 'CCY_PAIR',
  base_ccy: base,
  quote_ccy: 'USD',
  quote_decimals: 2,
  quantity_decimals: 5,
  price_tick_size: '0.01',
  qty_tick_size: '0.00001',
  tradable: true,
  ...fields,
});
const INSTRUMENTS = answer({
  data: [instrument('BTC'), instrument('NEW', { qty_tick_size: undefined })],
});
const PUBLIC = 'GET /exchange/v1/public';

const cryptocom = (answers: ConstructorParameters<typeof RecordedOrders>[1]) =>
  new RecordedOrders('cryptocom', { [`${PUBLIC}/get-instruments`]: INSTRUMENTS, ...answers });

it('rules: steps, which is all that it states', async () => {
  expect(await cryptocom({}).markets('BTC', 'NEW', 'USD')).toEqual({
    'BTC/USD': 'received lotStep=0.00001 priceStep=0.01',
  });
});

it('the order book', async () => {
  const book = {
    bids: [['30025.00', '0.00004', '1']],
    asks: [['30025.01', '0.04090', '1']],
    t: 1_687_491_287_380,
  };
  const at = (data: readonly object[]) =>
    cryptocom({
      [`${PUBLIC}/get-book`]: answer({ depth: 50, data, instrument_name: 'BTC_USD' }),
    }).book('BTC', 'USD');
  expect(await at([book])).toEqual({ bids: ['0.00004@30025'], asks: ['0.0409@30025.01'] });
  expect(await at([])).toBe('bad-response');
});

it('the fee is in hundredths of a per cent', async () => {
  const path = 'POST /exchange/v1/private/get-fee-rate';
  const rates = { spot_tier: '3', effective_spot_taker_rate_bps: '6.9' };
  expect(await cryptocom({ [path]: answer(rates) }).fee()).toBe('account 0.00069');
  const denied = { status: 401, body: '{"code":40104,"message":"Forbidden"}' };
  expect(await cryptocom({ [path]: denied }).fee()).toBe('published 0.005');
});

it('a page, and no ways out', async () => {
  expect(cryptocom({}).page('BTC', 'USD')).toBe('https://crypto.com/exchange/trade/BTC_USD');
  expect(await cryptocom({}).waysOut('BTC')).toBeUndefined();
});
