import { describe, expect, it } from 'vitest';
import type { PriceView } from '../../shared/contract/portfolio-view';
import { Decimal } from '../../shared/base/decimal';
import { aBalance, aPortfolio } from '../dev/fixtures/portfolio-fixture';
import { PortfolioBook } from '../stores/portfolio-book';
import { createPriceEffects, largestMovers } from './price-effects';
import { changeInQuote, DOLLARS, type QuoteDisplay } from './quote';

const prices: Record<string, PriceView> = {
  'binance:BTC': { kind: 'market', usd: '110', usd24hAgo: '100', path: [], at: 0 },
  'binance:ETH': { kind: 'market', usd: '9', usd24hAgo: '10', path: [], at: 0 },
  'binance:NEW': { kind: 'market', usd: '9', path: [], at: 0 },
  'binance:OWN': { kind: 'manual', usd: '9', at: 0 },
};

const inBitcoin = (usd: string, usd24hAgo?: string): QuoteDisplay => ({
  ...DOLLARS,
  currency: 'BTC',
  usdPerUnit: new Decimal(usd),
  usdPerUnit24hAgo: usd24hAgo === undefined ? undefined : new Decimal(usd24hAgo),
});

function effectsIn(quote: QuoteDisplay, ...lines: readonly (readonly [string, string, string?])[]) {
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
  return createPriceEffects()(book, quote);
}

const effectsOf = (...lines: readonly (readonly [string, string, string?])[]) =>
  effectsIn(DOLLARS, ...lines);

describe('24 h price effect', () => {
  it('is the net amount times the difference of the prices, exactly', () => {
    const effects = effectsOf(['BTC', '0.333333333333333333'], ['ETH', '2', '3']);
    expect(effects.after.minus(effects.before).toFixed()).toBe('4.33333333333333333');
    expect(effects.before.toFixed()).toBe('23.3333333333333333');
  });

  it('leaves out what has no price from 24 hours ago, rather than calling it unchanged', () => {
    expect(effectsOf(['NEW', '5'], ['OWN', '5']).assets).toEqual([]);
  });

  it('gives no ratio against nothing or against debt', () => {
    expect(changeInQuote(effectsOf(['ETH', '0', '2']), DOLLARS)?.ratio).toBeUndefined();
    expect(changeInQuote(effectsOf(['BTC', '1']), DOLLARS)?.ratio?.toFixed()).toBe('0.1');
  });

  it('ranks movers by how much value moved, either way', () => {
    const { assets } = effectsOf(['BTC', '1'], ['ETH', '50']);
    const ids = largestMovers(assets, 5, DOLLARS)?.map(({ asset }) => asset);
    expect(ids).toEqual(['ETH', 'BTC']);
    expect(largestMovers(assets, 1, DOLLARS)).toHaveLength(1);
  });
});

describe('in another currency than the dollar', () => {
  it('converts each end at its own rate', () => {
    // 50 ether fell from 500 to 450 dollars while a bitcoin rose from 100 to 120: from 5 of them to 3.75.
    const quote = inBitcoin('120', '100');
    const change = changeInQuote(effectsIn(quote, ['ETH', '50']), quote);
    expect(change?.change.toFixed()).toBe('-1.25');
    expect(change?.ratio?.toFixed()).toBe('-0.25');
  });

  it('does not move the currency itself, at whatever price its venue trades it', () => {
    const quote = inBitcoin('112.7', '99.1');
    const { assets, after, before } = effectsIn(quote, ['BTC', '2.6031'], ['ETH', '3']);
    const ids = largestMovers(assets, 5, quote)?.map(({ asset }) => asset);
    expect(ids).toEqual(['ETH']);
    const alone = effectsIn(quote, ['BTC', '2.6031']);
    expect(changeInQuote(alone, quote)?.change.toFixed()).toBe('0');
    const ether = new Decimal('27').dividedBy('112.7').minus(new Decimal('30').dividedBy('99.1'));
    expect(changeInQuote({ after, before }, quote)?.change.toFixed(12)).toBe(ether.toFixed(12));
  });

  it('is left out where the rate of 24 hours ago is unknown', () => {
    const quote = inBitcoin('110');
    const effects = effectsIn(quote, ['ETH', '50']);
    expect(changeInQuote(effects, quote)).toBeUndefined();
    expect(largestMovers(effects.assets, 5, quote)).toBeUndefined();
  });

  it('makes again what depends on the rate when it changes', () => {
    const book = new PortfolioBook();
    const balances = [aBalance({ connectionId: 'one', asset: 'BTC', total: '2' })];
    book.load(aPortfolio({ prices, balances }));
    const addUp = createPriceEffects();
    expect(addUp(book, inBitcoin('120', '100')).after.toFixed()).toBe('240');
    expect(addUp(book, inBitcoin('130', '100')).after.toFixed()).toBe('260');
    expect(addUp(book, DOLLARS).after.toFixed()).toBe('220');
  });
});
