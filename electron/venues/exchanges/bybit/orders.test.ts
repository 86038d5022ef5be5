import { expect, it } from 'vitest';
import { RecordedOrders } from '../testing/recorded-orders';

const answer = (result: object) =>
  JSON.stringify({ retCode: 0, retMsg: 'OK', result, retExtInfo: {}, time: 1_672_712_468_011 });

// https://bybit-exchange.github.io/docs/v5/market/instrument
const instrument = (baseCoin: string, fields: object) => ({
  symbol: `${baseCoin}USDT`,
  baseCoin,
  quoteCoin: 'USDT',
  status: 'Trading',
  ...fields,
});
const INSTRUMENTS = answer({
  category: 'spot',
  list: [
    instrument('BTC', {
      lotSizeFilter: {
        basePrecision: '0.000001',
        quotePrecision: '0.00000001',
        minOrderQty: '0.000048',
        maxOrderQty: '71.73956243',
        minOrderAmt: '5',
        maxOrderAmt: '4000000',
        maxLimitOrderQty: '83',
        maxMarketOrderQty: '41.5',
      },
      priceFilter: { tickSize: '0.01' },
    }),
    instrument('NEW', { lotSizeFilter: null }),
  ],
});
const PATH = 'GET /v5/market/instruments-info';

it('rules are those of a market order; none where there are none', async () => {
  const orders = new RecordedOrders('bybit', { [PATH]: INSTRUMENTS });
  expect(await orders.markets('BTC', 'NEW', 'USDT')).toEqual({
    'BTC/USDT':
      'received lotStep=0.000001 minAmount=0.000048 maxAmount=41.5 minNotional=5 priceStep=0.01',
  });
});

it('the order book is read by its short names', async () => {
  // https://bybit-exchange.github.io/docs/v5/market/orderbook
  const orders = new RecordedOrders('bybit', {
    [PATH]: INSTRUMENTS,
    'GET /v5/market/orderbook': answer({
      s: 'BTCUSDT',
      b: [
        ['65485.47', '47.081829'],
        ['65485.46', '0.000000000000000001'],
      ],
      a: [['65557.7', '16.606555']],
      ts: 1_716_863_719_031,
      u: 230_704,
    }),
  });
  expect(await orders.book('BTC', 'USDT')).toEqual({
    bids: ['47.081829@65485.47', '0.000000000000000001@65485.46'],
    asks: ['16.606555@65557.7'],
  });
});

it('the fee is that of the dearest market; without the right to ask the published one', async () => {
  // https://bybit-exchange.github.io/docs/v5/account/fee-rate
  const rate = (symbol: string, takerFeeRate: string) => ({
    symbol,
    takerFeeRate,
    makerFeeRate: '0',
  });
  const fees = (...list: readonly object[]) =>
    new RecordedOrders('bybit', { 'GET /v5/account/fee-rate': answer({ list }) }).fee();
  expect(await fees(rate('USDCUSDT', '0'), rate('BTCUSDT', '0.0018'))).toBe('account 0.0018');
  expect(await fees()).toBe('bad-response');
  const refused = JSON.stringify({ retCode: 10005, retMsg: 'Permission denied', result: {} });
  const orders = new RecordedOrders('bybit', { 'GET /v5/account/fee-rate': refused });
  expect(await orders.fee()).toBe('published 0.001');
});

it('a way out for a share of the amount is told without a fee', async () => {
  // https://bybit-exchange.github.io/docs/v5/asset/coin-info
  const chain = (name: string, fields: object) => ({
    chain: name,
    chainType: name,
    withdrawFee: '1',
    withdrawMin: '10',
    chainWithdraw: '1',
    withdrawPercentageFee: '0',
    ...fields,
  });
  const orders = new RecordedOrders('bybit', {
    'GET /v5/asset/coin/query-info': answer({
      rows: [
        {
          coin: 'USDT',
          chains: [
            chain('TRX', {}),
            chain('ETH', { withdrawPercentageFee: '0.01' }),
            chain('SOL', { chainWithdraw: '0' }),
          ],
        },
      ],
    }),
  });
  expect(await orders.waysOut('USDT')).toEqual(['USDT TRX fee=1 min=10', 'USDT ETH min=10']);
});

it('each twin has pages of its own', () => {
  expect(new RecordedOrders('bybit', {}).page('BTC', 'USDT')).toBe(
    'https://www.bybit.com/en/trade/spot/BTC/USDT',
  );
  expect(new RecordedOrders('bybiteu', {}).page('BTC', 'USDC')).toMatch(
    /^https:\/\/www\.bybit\.eu\//,
  );
  expect(new RecordedOrders('bybitid', {}).page('BTC', 'IDR')).toMatch(
    /^https:\/\/www\.bybit\.id\//,
  );
});
