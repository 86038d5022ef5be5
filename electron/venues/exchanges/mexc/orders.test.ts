import { expect, it } from 'vitest';
import { RecordedOrders } from '../testing/recorded-orders';

// https://www.mexc.com/api-docs/spot-v3/market-data-endpoints#exchange-information
const symbol = (baseAsset: string, fields: object = {}) => ({
  symbol: `${baseAsset}USDT`,
  status: '1',
  baseAsset,
  baseAssetPrecision: 2,
  quoteAsset: 'USDT',
  quotePrecision: 4,
  quoteAssetPrecision: 4,
  baseSizePrecision: '0.01',
  quoteAmountPrecision: '1.000000000000000000',
  ...fields,
});
const INFO = JSON.stringify({
  symbols: [
    symbol('MX'),
    symbol('ZERO', { baseSizePrecision: '0' }),
    symbol('NEW', { baseAssetPrecision: undefined }),
  ],
});

const mexc = (answers: ConstructorParameters<typeof RecordedOrders>[1]) =>
  new RecordedOrders('mexc', { 'GET /api/v3/exchangeInfo': INFO, ...answers });

it('rules: two of its precisions are least sizes', async () => {
  expect(await mexc({}).markets('MX', 'ZERO', 'NEW', 'USDT')).toEqual({
    'MX/USDT': 'received lotStep=0.01 minAmount=0.01 minNotional=1 priceStep=0.0001',
    'ZERO/USDT': 'received lotStep=0.01 minNotional=1 priceStep=0.0001',
  });
});

it('the order book', async () => {
  const book = { lastUpdateId: 1, bids: [['0.9', '210.5']], asks: [['0.91', '150.25']] };
  const orders = mexc({ 'GET /api/v3/depth': JSON.stringify(book) });
  expect(await orders.book('MX', 'USDT')).toEqual({ bids: ['210.5@0.9'], asks: ['150.25@0.91'] });
});

it('the fee is written with more digits than a double has', async () => {
  const path = 'GET /api/v3/tradeFee';
  const fee =
    '{"data":{"makerCommission":0,"takerCommission":0.000500000000000001},"code":0,"msg":"success"}';
  expect(await mexc({ [path]: fee }).fee()).toBe('account 0.000500000000000001');
  const denied = { status: 400, body: '{"code":700007,"msg":"No permission to access"}' };
  expect(await mexc({ [path]: denied }).fee()).toBe('published 0.0005');
});

it('ways out', async () => {
  const network = (name: string, withdrawEnable: boolean) => ({
    coin: 'MX',
    network: name,
    withdrawEnable,
    withdrawFee: '0.200000000000000000',
    withdrawMin: '2.000000000000000000',
  });
  const coins = [{ coin: 'MX', networkList: [network('ERC20', true), network('EOS', false)] }];
  const orders = mexc({ 'GET /api/v3/capital/config/getall': JSON.stringify(coins) });
  expect(await orders.waysOut('MX')).toEqual(['MX ERC20 fee=0.2 min=2']);
  expect(orders.page('MX', 'USDT')).toBe('https://www.mexc.com/exchange/MX_USDT');
});
