import { expect, it } from 'vitest';
import { decimal } from '../base/decimal';
import { marketTermsOf } from './market-terms';
import { rebalance } from './rebalance';
import { holding, market, rebalanceInput } from './testing/rebalance-builder';

const input = rebalanceInput({
  targets: { BTC: '50', USDT: '50' },
  holdings: [holding('binance/spot/BTC', '1')],
  markets: [market('binance BTC/USDT')],
  fee: '0.001',
});

it('terms are found out once for the same markets, prices and fees, whatever is held and wanted', () => {
  const terms = marketTermsOf(input);
  const other = { ...input, holdings: [], targets: { ...input.targets } };
  expect(marketTermsOf(other)).toBe(terms);
});

it.each([
  ['prices', { prices: new Map(input.prices) }],
  ['fees', { fees: new Map(input.fees) }],
  ['markets', { markets: [...input.markets] }],
])('other %s have terms of their own', (_what, change) => {
  expect(marketTermsOf({ ...input, ...change })).not.toBe(marketTermsOf(input));
});

it('a plan after the price of the same markets has moved is that of the new price', () => {
  const [before] = rebalance(input).plan?.steps ?? [];
  const dearer = { ...input, prices: new Map(input.prices).set('BTC', decimal('200000')) };
  const [after] = rebalance(dearer).plan?.steps ?? [];
  expect(before).toMatchObject({ kind: 'trade', valueUsd: decimal('50000') });
  expect(after).toMatchObject({ kind: 'trade', valueUsd: decimal('100000') });
  expect(rebalance(input).plan?.steps[0]).toEqual(before);
});
