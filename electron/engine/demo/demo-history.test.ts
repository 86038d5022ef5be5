import { describe, expect, it } from 'vitest';
import { priceHistoryTotals } from './demo-service';
import { decimal } from '../../../shared/base/decimal';
import type { Price } from '../../../shared/pricing/price';
import type { ValuedBalance } from '../../../shared/portfolio/snapshot';

const price: Price = { kind: 'manual', usd: decimal('2'), at: 0 };
const balance = (code: string, total: string, usd?: string): ValuedBalance => ({
  connectionId: 'one',
  venue: 'binance',
  accountType: 'spot',
  asset: code,
  code,
  available: decimal(total),
  locked: decimal('0'),
  total: decimal(total),
  borrowed: decimal('0'),
  price: usd === undefined ? { kind: 'unpriced', reason: 'no-market' } : price,
  ...(usd === undefined ? {} : { valueUsd: decimal(usd) }),
});

describe('the history behind the demo', () => {
  it('values today’s balances at the prices of the day, and leaves the unpriced out', () => {
    const points = priceHistoryTotals(
      [balance('BTC', '3', '6'), balance('NEW', '4', '8'), balance('GEM', '100')],
      [{ at: 7, prices: { BTC: '1.5', GEM: '1' } }],
    );
    expect(points.map(({ at, totalUsd, status }) => [at, totalUsd.toString(), status])).toEqual([
      [7, '12.5', 'reconstructed'],
    ]);
  });

  it('values a token at the price of what it is, its code being its contract', () => {
    const token = { ...balance('solana:5eykt4/token:JUPy', '10', '5'), asset: 'JUP' };
    const [point] = priceHistoryTotals([token], [{ at: 7, prices: { JUP: '0.25' } }]);
    expect(point?.totalUsd.toString()).toBe('2.5');
  });
});
