import { expect, it } from 'vitest';
import { RecordedOrders } from '../testing/recorded-orders';

const answer = (data: unknown) => JSON.stringify({ code: '200000', data });

// https://www.kucoin.com/docs-new/rest/spot-trading/market-data/get-all-symbols
const symbol = (baseCurrency: string, fields: object = {}) => ({
  symbol: `${baseCurrency}-USDT`,
  baseCurrency,
  quoteCurrency: 'USDT',
  feeCurrency: 'USDT',
  baseMinSize: '0.00001',
  quoteMinSize: '0.01',
  baseMaxSize: '10000000000',
  quoteMaxSize: '99999999',
  baseIncrement: '0.00000001',
  quoteIncrement: '0.000001',
  priceIncrement: '0.1',
  minFunds: '0.1',
  enableTrading: true,
  ...fields,
});
const SYMBOLS = answer([
  symbol('BTC'),
  symbol('OLD', { minFunds: undefined }),
  symbol('NEW', { baseIncrement: null }),
]);

const kucoin = (answers: ConstructorParameters<typeof RecordedOrders>[1]) =>
  new RecordedOrders('kucoin', { 'GET /api/v2/symbols': SYMBOLS, ...answers });

it('rules: of two least worths the larger one', async () => {
  const amounts = 'quote lotStep=0.00000001 minAmount=0.00001 maxAmount=10000000000';
  expect(await kucoin({}).markets('BTC', 'OLD', 'NEW', 'USDT')).toEqual({
    'BTC/USDT': `${amounts} minNotional=0.1 priceStep=0.1`,
    'OLD/USDT': `${amounts} minNotional=0.01 priceStep=0.1`,
  });
});

it('the order book is the public one of a hundred levels', async () => {
  const orders = kucoin({
    'GET /api/v1/market/orderbook/level2_100': answer({
      time: 1_729_176_273_859,
      sequence: '14610502970',
      bids: [['66976.4', '0.69109872']],
      asks: [['66976.5', '0.05408199']],
    }),
  });
  expect(await orders.book('BTC', 'USDT')).toEqual({
    bids: ['0.69109872@66976.4'],
    asks: ['0.05408199@66976.5'],
  });
});

it('the fee of the account, or the published one where the key may not ask', async () => {
  const path = 'GET /api/v1/trade-fees';
  const fees = [{ symbol: 'BTC-USDT', takerFeeRate: '0.0008', makerFeeRate: '0.0008' }];
  expect(await kucoin({ [path]: answer(fees) }).fee()).toBe('account 0.0008');
  expect(await kucoin({ [path]: answer([]) }).fee()).toBe('bad-response');
  const denied = '{"code":"400007","msg":"Access denied"}';
  expect(await kucoin({ [path]: denied }).fee()).toBe('published 0.001');
});

it('ways out: money has none, and a share makes the fee unknown', async () => {
  // https://www.kucoin.com/docs-new/rest/spot-trading/market-data/get-all-currencies
  const chain = (chainName: string, fields: object = {}) => ({
    chainName,
    withdrawalMinSize: '0.001',
    withdrawalMinFee: '0.0005',
    withdrawFeeRate: '0',
    isWithdrawEnabled: true,
    ...fields,
  });
  const orders = kucoin({
    'GET /api/v3/currencies': answer([
      {
        currency: 'BTC',
        chains: [
          chain('BTC'),
          chain('KCC', { isWithdrawEnabled: false }),
          chain('TAXED', { withdrawFeeRate: '0.001' }),
        ],
      },
      { currency: 'EUR', chains: null },
    ]),
  });
  expect(await orders.waysOut('BTC', 'EUR')).toEqual([
    'BTC BTC fee=0.0005 min=0.001',
    'BTC TAXED min=0.001',
  ]);
  expect(orders.page('BTC', 'USDT')).toBe('https://www.kucoin.com/trade/BTC-USDT');
});
