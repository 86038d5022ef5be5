import { expect, it } from 'vitest';
import { RecordedOrders } from '../testing/recorded-orders';

const answer = (...data: readonly object[]) => JSON.stringify({ code: '0', msg: '', data });

// https://www.okx.com/docs-v5/en/#public-data-rest-api-get-instruments
const instrument = (baseCcy: string, fields: object) => ({
  instType: 'SPOT',
  instId: `${baseCcy}-USDT`,
  baseCcy,
  quoteCcy: 'USDT',
  state: 'live',
  ...fields,
});
const BTC = instrument('BTC', {
  lotSz: '0.00000001',
  minSz: '0.00001',
  tickSz: '0.1',
  maxLmtSz: '9999999999',
  maxMktSz: '1000000',
});
const INSTRUMENTS = answer(BTC, instrument('NEW', { lotSz: '', minSz: '', tickSz: '' }));
const PATH = 'GET /api/v5/public/instruments';

it('rules: an instrument without a lot has none', async () => {
  const orders = new RecordedOrders('okx', { [PATH]: INSTRUMENTS });
  expect(await orders.markets('BTC', 'NEW', 'USDT')).toEqual({
    'BTC/USDT': 'received lotStep=0.00000001 minAmount=0.00001 maxAmount=9999999999 priceStep=0.1',
  });
});

it('the order book: levels have more than price and amount', async () => {
  // https://www.okx.com/docs-v5/en/#order-book-trading-market-data-get-order-book
  const book = {
    asks: [['41006.8', '0.60038921', '0', '1']],
    bids: [['41006.3', '0.30178218', '0', '2']],
  };
  const at = (data: string) =>
    new RecordedOrders('okx', { [PATH]: INSTRUMENTS, 'GET /api/v5/market/books': data }).book(
      'BTC',
      'USDT',
    );
  expect(await at(answer({ ...book, ts: '1629966436396' }))).toEqual({
    bids: ['0.30178218@41006.3'],
    asks: ['0.60038921@41006.8'],
  });
  expect(await at(answer())).toBe('bad-response');
});

it('a fee is written as a negative rate, a rebate as a positive one', async () => {
  // https://www.okx.com/docs-v5/en/#trading-account-rest-api-get-fee-rates
  const fee = (taker: string) =>
    new RecordedOrders('okx', {
      'GET /api/v5/account/trade-fee': answer({ instType: 'SPOT', level: 'Lv1', taker }),
    }).fee();
  expect(await fee('-0.001')).toBe('account 0.001');
  expect(await fee('0.00005')).toBe('account -0.00005');
  expect(await fee('')).toBe('bad-response');
});

it('ways out: the fixed fee, whichever field has it; none where a share is burnt', async () => {
  // https://www.okx.com/docs-v5/en/#funding-account-rest-api-get-currencies
  const chain = (name: string, fields: object) => ({
    ccy: 'USDT',
    chain: name,
    canWd: true,
    fee: '1.5',
    minFee: '0.8',
    minWd: '2',
    burningFeeRate: '',
    ...fields,
  });
  const orders = new RecordedOrders('okx', {
    'GET /api/v5/asset/currencies': answer(
      chain('USDT-TRC20', {}),
      chain('USDT-ERC20', { fee: '' }),
      chain('USDT-Burning', { burningFeeRate: '0.05' }),
      chain('USDT-OMNI', { canWd: false }),
    ),
  });
  expect(await orders.waysOut('USDT')).toEqual([
    'USDT USDT-TRC20 fee=1.5 min=2',
    'USDT USDT-ERC20 fee=0.8 min=2',
    'USDT USDT-Burning min=2',
  ]);
});

it.each([
  ['okx', 'https://www.okx.com/trade-spot/btc-usdt'],
  ['okxus', 'https://app.okx.com/trade-spot/btc-usdt'],
  ['myokx', 'https://my.okx.com/trade-spot/btc-usdt'],
])('%s has its own page', (venue, page) => {
  expect(new RecordedOrders(venue, {}).page('BTC', 'USDT')).toBe(page);
});
