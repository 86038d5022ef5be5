import { describe, expect, it } from 'vitest';
import { decimal } from '../base/decimal';
import { fixedRateOf } from './fixed-rates';
import { KNOWN_ASSETS } from './known-assets';
import { bookOf, NOW, read, ticker } from '../pricing/testing/tickers';

const MARKETS = [
  ticker('kraken', 'ETH/USD', '4000'),
  ticker('kraken', 'BTC/USD', '100000'),
  ticker('kraken', 'SOL/USD', '200'),
  ticker('kraken', 'POL/USD', '0.5'),
  ticker('kraken', 'AAVE/USD', '300'),
  ticker('kraken', 'EUR/USD', '1.1'),
];

describe('what stands for another asset at a fixed rate', () => {
  it.each([
    ['WETH', 'market 4000 kraken:WETH/ETH kraken:ETH/USD', 'wrapped'],
    ['WSOL', 'market 200 kraken:WSOL/SOL kraken:SOL/USD', 'wrapped'],
    ['WBTC', 'market 100000 kraken:WBTC/BTC kraken:BTC/USD', 'redeemable'],
    ['STETH', 'market 4000 kraken:STETH/ETH kraken:ETH/USD', 'redeemable'],
    ['MATIC', 'market 0.5 kraken:MATIC/POL kraken:POL/USD', 'converted'],
    ['LEND', 'market 3 kraken:LEND/AAVE kraken:AAVE/USD', 'converted'],
  ])('has a price without a market: %s', (code, expected, basis) => {
    const price = bookOf(...MARKETS).price('ethereum', code, NOW);
    expect(read(price)).toBe(expected);
    expect(price).toMatchObject({ path: [{ basis }, { basis: 'mid' }] });
  });

  it('is priced where it lies, as its coin is there', () => {
    const book = bookOf(...MARKETS, ticker('okx', 'ETH/USD', '4010'));
    expect(read(book.price('okx', 'WETH', NOW))).toBe('market 4010 okx:WETH/ETH okx:ETH/USD');
  });

  it('comes before a market only where its own contract gives the coin back', () => {
    const book = bookOf(
      ...MARKETS,
      ticker('dex', 'WETH/USD', '3900'),
      ticker('dex', 'WBTC/USD', '99000'),
    );
    expect(read(book.price('dex', 'WETH', NOW))).toContain('market 4000 kraken:WETH/ETH');
    expect(read(book.price('dex', 'WBTC', NOW))).toBe('market 99000 dex:WBTC/USD');
  });

  it('settles what two markets dispute', () => {
    const book = bookOf(
      ...MARKETS,
      ticker('one', 'WBTC/USD', '60000'),
      ticker('two', 'WBTC/USD', '99000'),
    );
    expect(read(book.price('one', 'WBTC', NOW))).toContain('market 100000 kraken:WBTC/BTC');
  });

  it('is a former currency, too', () => {
    expect(read(bookOf(...MARKETS).price('manual', 'HRK', NOW))).toMatch(
      /^market 0\.14599\d+ kraken:HRK\/EUR/,
    );
  });

  it('moves as its coin does', () => {
    const book = bookOf(ticker('kraken', 'ETH/USD', '4000', { open24h: decimal('3800') }));
    const price = book.price('ethereum', 'WETH', NOW);
    expect(price.kind === 'market' && price.usd24hAgo?.toFixed()).toBe('3800');
  });

  it('is not what a conversion no longer gives, nor a staked variant whose rate grows', () => {
    for (const code of ['MKR', 'OCEAN', 'RETH', 'WSTETH', 'SUSDE', 'USDT', 'ETH'])
      expect(fixedRateOf(code), code).toBeUndefined();
  });

  it('never leads to something that is exchanged itself', () => {
    for (const [code] of KNOWN_ASSETS) {
      const fixed = fixedRateOf(code);
      if (fixed !== undefined) expect(fixedRateOf(fixed.to), code).toBeUndefined();
    }
  });
});

describe('a staked variant', () => {
  const told = { asset: 'WSTETH', to: 'STETH', rate: decimal('1.2'), venue: 'ethereum', at: NOW };

  it("has the price of a market; without one, what its protocol's rate makes of it, and says so", () => {
    const book = bookOf(...MARKETS);
    expect(read(book.price('ethereum', 'WSTETH', NOW))).toBe('unpriced not-loaded');
    book.setRates([told]);
    const price = book.price('ethereum', 'WSTETH', NOW);
    expect(read(price)).toBe('market 4800 kraken:WSTETH/STETH kraken:STETH/ETH kraken:ETH/USD');
    expect(price).toMatchObject({
      path: [{ basis: 'protocol' }, { basis: 'redeemable' }, { basis: 'mid' }],
    });
    book.replace('dex', [ticker('dex', 'WSTETH/USD', '4790')]);
    expect(read(book.price('ethereum', 'WSTETH', NOW))).toBe('market 4790 dex:WSTETH/USD');
  });
});
