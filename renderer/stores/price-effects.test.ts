import { describe, expect, it } from 'vitest';
import type { PriceView } from '../../shared/ipc/portfolio-view';
import { aBalance, aPortfolio } from '../dev/fixtures/portfolio-fixture';
import { PortfolioBook } from './portfolio-book';
import { changeRatio, createPriceEffects, largestMovers } from './price-effects';

const prices: Record<string, PriceView> = {
  'binance:BTC': { kind: 'market', usd: '110', usd24hAgo: '100', path: [], at: 0 },
  'binance:ETH': { kind: 'market', usd: '9', usd24hAgo: '10', path: [], at: 0 },
  'binance:NEW': { kind: 'market', usd: '9', path: [], at: 0 },
  'binance:OWN': { kind: 'manual', usd: '9', at: 0 },
};

function effectsOf(...lines: readonly (readonly [string, string, string?])[]) {
  const book = new PortfolioBook();
  book.load(
    aPortfolio({
      prices,
      balances: lines.map(([asset, total, borrowed]) =>
        aBalance({
          connectionId: 'one',
          asset,
          total,
          ...(borrowed === undefined ? {} : { borrowed }),
        }),
      ),
    }),
  );
  return createPriceEffects()(book);
}

describe('24 h price effect', () => {
  it('is the net amount times the difference of the prices, exactly', () => {
    const effects = effectsOf(['BTC', '0.333333333333333333'], ['ETH', '2', '3']);
    expect(effects.change.toFixed()).toBe('4.33333333333333333');
    expect(effects.before.toFixed()).toBe('23.3333333333333333');
  });

  it('leaves out what has no price from 24 hours ago, rather than calling it unchanged', () => {
    expect(effectsOf(['NEW', '5'], ['OWN', '5']).assets).toEqual([]);
  });

  it('gives no ratio against nothing or against debt', () => {
    expect(changeRatio(effectsOf(['ETH', '0', '2']))).toBeUndefined();
    expect(changeRatio(effectsOf(['BTC', '1']))?.toFixed()).toBe('0.1');
  });

  it('ranks movers by how much value moved, either way', () => {
    const { assets } = effectsOf(['BTC', '1'], ['ETH', '50']);
    expect(largestMovers(assets, 5).map(({ asset }) => asset)).toEqual(['ETH', 'BTC']);
    expect(largestMovers(assets, 1)).toHaveLength(1);
  });
});
