import { expect, it } from 'vitest';
import { RecordedOrders } from '../testing/recorded-orders';

const answer = (data: unknown) => JSON.stringify({ code: '00000', msg: 'success', data });

// https://www.bitget.com/api-doc/spot/market/Get-Symbols
const symbol = (baseCoin: string, quoteCoin: string, fields: object = {}) => ({
  symbol: `${baseCoin}${quoteCoin}`,
  baseCoin,
  quoteCoin,
  minTradeAmount: '0',
  maxTradeAmount: '10000000000',
  pricePrecision: '2',
  quantityPrecision: '6',
  quotePrecision: '6',
  minTradeUSDT: '1',
  status: 'online',
  ...fields,
});
const SYMBOLS = answer([
  symbol('BTC', 'USDT'),
  symbol('ETH', 'BTC'),
  symbol('NEW', 'USDT', { quantityPrecision: '' }),
]);
const SETTINGS = 'GET /api/v3/account/settings';
const CLASSIC = { status: 400, body: '{"code":"40084","msg":"You are in Classic Account mode"}' };

const bitget = (answers: ConstructorParameters<typeof RecordedOrders>[1]) =>
  new RecordedOrders('bitget', { 'GET /api/v2/spot/public/symbols': SYMBOLS, ...answers });

it('rules: a least worth in USDT is none of a market in bitcoin', async () => {
  expect(await bitget({}).markets('BTC', 'ETH', 'NEW', 'USDT')).toEqual({
    'BTC/USDT': 'received lotStep=0.000001 maxAmount=10000000000 minNotional=1 priceStep=0.01',
    'ETH/BTC': 'received lotStep=0.000001 maxAmount=10000000000 priceStep=0.01',
  });
});

it('the order book is not merged', async () => {
  const orders = bitget({
    'GET /api/v2/spot/market/orderbook': answer({
      asks: [['34567.15', '0.0131']],
      bids: [['34567', '0.25']],
      ts: '1698303884584',
    }),
  });
  expect(await orders.book('BTC', 'USDT')).toEqual({
    bids: ['0.25@34567'],
    asks: ['0.0131@34567.15'],
  });
  expect(orders.recorded.requests.at(-1)?.url.searchParams.get('type')).toBe('step0');
});

it('the fee is asked for in the words of the account’s mode', async () => {
  const rate = answer({ makerFeeRate: '0.0008', takerFeeRate: '0.0009' });
  const classic = bitget({ [SETTINGS]: CLASSIC, 'GET /api/v2/common/trade-rate': rate });
  expect(await classic.fee()).toBe('account 0.0009');
  const unified = bitget({
    [SETTINGS]: answer({ accountMode: 'unified' }),
    'GET /api/v3/account/fee-rate': rate,
  });
  expect(await unified.fee()).toBe('account 0.0009');
  const denied = { status: 400, body: '{"code":"40014","msg":"Incorrect permissions"}' };
  const without = bitget({ [SETTINGS]: CLASSIC, 'GET /api/v2/common/trade-rate': denied });
  expect(await without.fee()).toBe('published 0.001');
});

it('ways out: closed ones are not told, an extra share makes the fee unknown', async () => {
  const chain = (name: string, fields: object = {}) => ({
    chain: name,
    withdrawable: 'true',
    withdrawFee: '0.00005',
    extraWithdrawFee: '0',
    minWithdrawAmount: '0.0005',
    ...fields,
  });
  const orders = bitget({
    'GET /api/v2/spot/public/coins': answer([
      {
        coin: 'BTC',
        chains: [
          chain('BTC'),
          chain('BEP20', { withdrawable: 'false' }),
          chain('TAXED', { extraWithdrawFee: '0.1' }),
        ],
      },
    ]),
  });
  expect(await orders.waysOut('BTC')).toEqual([
    'BTC BTC fee=0.00005 min=0.0005',
    'BTC TAXED min=0.0005',
  ]);
  expect(orders.page('BTC', 'USDT')).toBe('https://www.bitget.com/spot/BTCUSDT');
});
