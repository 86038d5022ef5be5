import { expect, it } from 'vitest';
import { RecordedOrders } from '../testing/recorded-orders';

// https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/info-endpoint

const ADDRESS = '0x31ca8395cf837de08b24da3f660e77761dfb974b';
const META = {
  tokens: [
    { name: 'USDC', szDecimals: 8, weiDecimals: 8, index: 0, isCanonical: true },
    { name: 'PURR', szDecimals: 0, weiDecimals: 5, index: 1, isCanonical: true },
    { name: 'UBTC', szDecimals: 5, weiDecimals: 10, index: 197, isCanonical: false },
    { name: 'CAT', index: 512, isCanonical: false },
  ],
  universe: [
    { name: 'PURR/USDC', tokens: [1, 0], index: 0, isCanonical: true },
    { name: '@142', tokens: [197, 0], index: 142, isCanonical: false },
    { name: '@300', tokens: [512, 0], index: 300, isCanonical: false },
  ],
};

const hyperliquid = (answers: Readonly<Record<string, unknown>> = {}) => {
  const known: Readonly<Record<string, unknown>> = { spotMetaAndAssetCtxs: [META, []], ...answers };
  const orders: RecordedOrders = new RecordedOrders(
    'hyperliquid',
    {
      'POST /info': () => {
        const body = orders.recorded.requests.at(-1)?.body;
        const { type } = JSON.parse(String(body)) as { type: string };
        return JSON.stringify(known[type]);
      },
    },
    { credentials: { address: ADDRESS } },
  );
  return orders;
};

it('rules: decimals of the base, what is left of eight for a price, ten dollars', async () => {
  expect(await hyperliquid().markets('PURR', 'UBTC', 'CAT#512', 'USDC')).toEqual({
    'PURR/USDC': 'received lotStep=1 minNotional=10 priceStep=0.00000001 priceDigits=5',
    'UBTC/USDC': 'received lotStep=0.00001 minNotional=10 priceStep=0.001 priceDigits=5',
  });
});

it('the order book is asked for by the name of the market', async () => {
  const level = (px: string, sz: string) => ({ px, sz, n: 1 });
  const book = {
    coin: '@142',
    time: 1_754_450_974_231,
    levels: [[level('113377.0', '7.6699')], [level('113397.0', '0.11543')]],
  };
  const orders = hyperliquid({ l2Book: book });
  expect(await orders.book('UBTC', 'USDC')).toEqual({
    bids: ['7.6699@113377'],
    asks: ['0.11543@113397'],
  });
  const body = String(orders.recorded.requests.at(-1)?.body);
  expect(JSON.parse(body)).toMatchObject({ type: 'l2Book', coin: '@142' });
  expect(await hyperliquid({ l2Book: { levels: [[]] } }).book('UBTC', 'USDC')).toBe('bad-response');
});

it('the fee is that of spot, of the address', async () => {
  const orders = hyperliquid({
    userFees: { userCrossRate: '0.00045', userSpotCrossRate: '0.00063' },
  });
  expect(await orders.fee()).toBe('account 0.00063');
  const body = String(orders.recorded.requests.at(-1)?.body);
  expect(JSON.parse(body)).toEqual({ type: 'userFees', user: ADDRESS });
});

it('a token that its name does not vouch for has no page', () => {
  expect(hyperliquid().page('HYPE', 'USDC')).toBe('https://app.hyperliquid.xyz/trade/HYPE/USDC');
  expect(hyperliquid().page('CAT#512', 'USDC')).toBeUndefined();
});
