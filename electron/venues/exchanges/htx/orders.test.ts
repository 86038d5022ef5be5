import { expect, it } from 'vitest';
import { RecordedOrders } from '../testing/recorded-orders';

// https://huobiapi.github.io/docs/spot/v1/en/#get-all-supported-trading-symbol
const symbol = (base: string, fields: string) =>
  `{"base-currency":"${base}","quote-currency":"usdt","symbol":"${base}usdt","state":"online",${fields}}`;
const SYMBOLS = `{"status":"ok","data":[${[
  symbol(
    'btc',
    '"price-precision":2,"amount-precision":6,"min-order-amt":1E-5,"min-order-value":10,"limit-order-min-order-amt":0.0001,"limit-order-max-order-amt":1000',
  ),
  symbol('old', '"price-precision":0,"amount-precision":4,"min-order-amt":0.1,"max-order-amt":50'),
  symbol('new', '"price-precision":2'),
].join(',')}]}`;

const htx = (answers: ConstructorParameters<typeof RecordedOrders>[1]) =>
  new RecordedOrders('htx', { 'GET /v1/common/symbols': SYMBOLS, ...answers });

it('rules: numbers as they are written, of two least amounts the larger one', async () => {
  expect(await htx({}).markets('BTC', 'OLD', 'NEW', 'USDT')).toEqual({
    'BTC/USDT':
      'received lotStep=0.000001 minAmount=0.0001 maxAmount=1000 minNotional=10 priceStep=0.01',
    'OLD/USDT': 'received lotStep=0.0001 minAmount=0.1 maxAmount=50 priceStep=1',
  });
});

it('the order book is in numbers, of which no digit is lost', async () => {
  const orders = htx({
    'GET /market/depth':
      '{"status":"ok","ch":"market.btcusdt.depth.step0","ts":1583474832790,"tick":{"bids":[[9100.290000000000000001,0.200000000000000000]],"asks":[[9100.64,0.005904]],"ts":1583474832008}}',
  });
  expect(await orders.book('BTC', 'USDT')).toEqual({
    bids: ['0.2@9100.290000000000000001'],
    asks: ['0.005904@9100.64'],
  });
  const asked = orders.recorded.requests.at(-1)?.url.searchParams;
  expect(Object.fromEntries(asked ?? [])).toMatchObject({ symbol: 'btcusdt', type: 'step0' });
});

it('the fee is the one that is really asked', async () => {
  const path = 'GET /v2/reference/transact-fee-rate';
  const rates = { symbol: 'btcusdt', actualTakerRate: '0.0014', takerFeeRate: '0.002' };
  const answer = JSON.stringify({ code: 200, data: [rates], success: true });
  expect(await htx({ [path]: answer }).fee()).toBe('account 0.0014');
});

it('ways out: only a fixed fee is told', async () => {
  // https://huobiapi.github.io/docs/spot/v1/en/#apiv2-currency-amp-chains
  const chain = (displayName: string, fields: object) => ({
    chain: displayName.toLowerCase(),
    displayName,
    withdrawStatus: 'allowed',
    minWithdrawAmt: '0.23',
    ...fields,
  });
  const orders = htx({
    'GET /v2/reference/currencies': JSON.stringify({
      code: 200,
      data: [
        {
          currency: 'usdt',
          chains: [
            chain('TRC20', { withdrawFeeType: 'fixed', transactFeeWithdraw: '1.5' }),
            chain('ERC20', { withdrawFeeType: 'ratio', transactFeeRateWithdraw: '0.001' }),
            chain('OMNI', { withdrawStatus: 'prohibited', transactFeeWithdraw: '4' }),
          ],
        },
      ],
    }),
  });
  expect(await orders.waysOut('USDT')).toEqual([
    'USDT TRC20 fee=1.5 min=0.23',
    'USDT ERC20 min=0.23',
  ]);
  expect(orders.page('BTC', 'USDT')).toBe('https://www.htx.com/trade/btc_usdt?type=spot');
});
