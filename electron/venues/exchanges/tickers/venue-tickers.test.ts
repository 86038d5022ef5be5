import { describe, expect, it } from 'vitest';
import { keptFields } from './venue-tickers';
import { decimal } from '../../../../shared/base/decimal';
import type { Ticker } from '../../../../shared/pricing/price';

const known: Ticker = {
  venue: 'bybit',
  base: 'MNT',
  quote: 'USDT',
  bid: decimal('0.911'),
  ask: decimal('0.913'),
  last: decimal('0.94'),
  quoteVolume: decimal('5000000'),
  at: 1,
};

describe('a pushed ticker', () => {
  it('leaves what it does not say as it was: Bybit pushes no bid and ask', () => {
    const kept = keptFields({ marketId: 'MNTUSDT', last: '0.950', quoteVolume: null }, known);
    expect(kept).toEqual({ bid: known.bid, ask: known.ask, quoteVolume: known.quoteVolume });
  });

  it('takes away what it says to be nothing, as an empty side of the book', () => {
    expect(keptFields({ marketId: 'MNTUSDT', bid: '0', ask: '', last: '0.95' }, known)).toEqual({
      quoteVolume: known.quoteVolume,
    });
  });

  it('is all there is of a market that was never read', () => {
    expect(keptFields({ marketId: 'MNTUSDT', last: '0.95' }, undefined)).toEqual({});
  });
});
