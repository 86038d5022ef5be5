import { describe, expect, it } from 'vitest';
import { decimal } from '../base/decimal';
import { bookOf, NOW, read, ticker } from './testing/tickers';

describe('the price book', () => {
  it("prices a coin by its own venue's market, through the stablecoin's real dollar market", () => {
    const book = bookOf(
      ticker('binance', 'BTC/USDT', '100000'),
      ticker('kraken', 'BTC/USD', '99000'),
      ticker('kraken', 'USDT/USD', '0.999'),
    );
    expect(read(book.price('binance', 'BTC', NOW))).toBe(
      'market 99900 binance:BTC/USDT kraken:USDT/USD',
    );
    expect(read(book.price('kraken', 'BTC', NOW))).toBe('market 99000 kraken:BTC/USD');
  });

  it('prices a stablecoin at market, off its peg', () => {
    const book = bookOf(
      ticker('binance', 'BTC/USDT', '100000'),
      ticker('kraken', 'USDT/USD', '0.94'),
    );
    expect(read(book.price('binance', 'USDT', NOW))).toBe('market 0.94 kraken:USDT/USD');
  });

  it('assumes a peg only when no market to dollars is reachable, and says which', () => {
    const book = bookOf(ticker('binance', 'BTC/USDT', '100000'));
    const price = book.price('binance', 'BTC', NOW);
    expect(read(price)).toBe('peg-assumed 100000 binance:BTC/USDT');
    expect(price.kind === 'peg-assumed' && price.peg).toBe('USDT');
    expect(read(book.price('binance', 'USDT', NOW))).toBe('peg-assumed 1');
  });

  it('walks at most three hops', () => {
    const book = bookOf(
      ticker('okx', 'ODD/ETH', '0.5'),
      ticker('okx', 'ETH/USDT', '4000'),
      ticker('kraken', 'USDT/USD', '1.001'),
    );
    expect(read(book.price('okx', 'ODD', NOW))).toBe(
      'market 2002 okx:ODD/ETH okx:ETH/USDT kraken:USDT/USD',
    );
  });

  it('takes the most liquid of several paths', () => {
    const book = bookOf(
      ticker('binance', 'SOL/USDT', '200', { quoteVolume: decimal('900000000') }),
      ticker('binance', 'SOL/USDC', '210', { quoteVolume: decimal('20000') }),
      ticker('kraken', 'USDT/USD', '1', { quoteVolume: decimal('80000000') }),
      ticker('kraken', 'USDC/USD', '1', { quoteVolume: decimal('70000000') }),
    );
    expect(read(book.price('binance', 'SOL', NOW))).toBe(
      'market 200 binance:SOL/USDT kraken:USDT/USD',
    );
  });

  it('leaves coins by the shortest liquid way, not through another coin that trades more', () => {
    const book = bookOf(
      ticker('binance', 'BTC/USDT', '100000'),
      ticker('binance', 'ETH/BTC', '0.04', { quoteVolume: decimal('90000') }),
      ticker('binance', 'SOL/BTC', '0.002', { quoteVolume: decimal('90000') }),
      ticker('binance', 'SOL/USDT', '200'),
      ticker('kraken', 'ETH/USD', '4000', { quoteVolume: decimal('900000000') }),
      ticker('kraken', 'BTC/USD', '100000', { quoteVolume: decimal('900000000') }),
      ticker('kraken', 'USDT/USD', '1'),
    );
    expect(read(book.price('binance', 'BTC', NOW))).toBe(
      'market 100000 binance:BTC/USDT kraken:USDT/USD',
    );
    expect(read(book.price('binance', 'SOL', NOW))).toBe(
      'market 200 binance:SOL/USDT kraken:USDT/USD',
    );
  });

  it("never prices one venue's unknown code by another venue's market of the same ticker", () => {
    const book = bookOf(
      ticker('kraken', 'GEM/USD', '7'),
      ticker('kraken', 'USDT/USD', '1'),
      ticker('binance', 'BTC/USDT', '100000'),
    );
    expect(read(book.price('binance', 'GEM', NOW))).toBe('unpriced no-market');
  });

  it('prices a known asset elsewhere when its own venue has no market for it', () => {
    const book = bookOf(ticker('kraken', 'DOT/USD', '7'), ticker('binance', 'BTC/USDT', '100000'));
    expect(read(book.price('binance', 'DOT', NOW))).toBe('market 7 kraken:DOT/USD');
  });

  it('takes the last trade where the spread is wide, if enough was traded', () => {
    const wide = { bid: decimal('1'), ask: decimal('3') };
    const traded = bookOf(ticker('kraken', 'ODD/USD', '2.5', wide));
    expect(read(traded.price('kraken', 'ODD', NOW))).toBe('market 2.5 kraken:ODD/USD');
    const thin = bookOf(
      ticker('kraken', 'ODD/USD', '2.5', { ...wide, quoteVolume: decimal('9999') }),
    );
    expect(read(thin.price('kraken', 'ODD', NOW))).toBe('unpriced illiquid');
  });

  it('takes the last trade where the quotes stand far from it, if enough was traded', () => {
    const away = { bid: decimal('29.9'), ask: decimal('30.1') };
    const traded = bookOf(ticker('kraken', 'ODD/USD', '12', away));
    expect(read(traded.price('kraken', 'ODD', NOW))).toBe('market 12 kraken:ODD/USD');
    const thin = bookOf(
      ticker('kraken', 'ODD/USD', '12', { ...away, quoteVolume: decimal('9999') }),
    );
    expect(read(thin.price('kraken', 'ODD', NOW))).toBe('unpriced illiquid');
    const near = bookOf(ticker('kraken', 'ODD/USD', '25.1', away));
    expect(read(near.price('kraken', 'ODD', NOW))).toBe('market 30 kraken:ODD/USD');
  });

  it('tells a venue whose markets were never read from one without such a market', () => {
    expect(read(bookOf().price('okx', 'ODD', NOW))).toBe('unpriced not-loaded');
  });

  it('values fiat by its dollar market', () => {
    const book = bookOf(ticker('kraken', 'EUR/USD', '1.1'));
    expect(read(book.price('binance', 'EUR', NOW))).toBe('market 1.1 kraken:EUR/USD');
  });

  it('gives the price a day ago along the same path', () => {
    const book = bookOf(
      ticker('binance', 'BTC/USDT', '100000', { open24h: decimal('90000') }),
      ticker('kraken', 'USDT/USD', '1', { open24h: decimal('0.99') }),
    );
    const price = book.price('binance', 'BTC', NOW);
    expect(price.kind === 'market' && price.usd24hAgo?.toString()).toBe('89100');
  });

  it('takes the movement of a day from another venue where its own does not tell', () => {
    const book = bookOf(
      ticker('binance', 'BTC/USDT', '100000', { open24h: decimal('90000') }),
      ticker('kraken', 'BTC/USD', '101000'),
      ticker('kraken', 'USDT/USD', '0.999'),
      ticker('kraken', 'BTC/EUR', '91000', { quoteVolume: decimal('9000000000') }),
      ticker('kraken', 'EUR/USD', '1.1', { quoteVolume: decimal('9000000000') }),
    );
    const [there, here] = ['binance', 'kraken'].map((venue) => book.price(venue, 'BTC', NOW));
    expect(there?.kind === 'market' && there.usd24hAgo?.toString()).toBe('89910');
    expect(here?.kind === 'market' && here.usd24hAgo?.toString()).toBe('90900');
  });

  it('follows single tickers as they stream in', () => {
    const book = bookOf(ticker('kraken', 'BTC/USD', '100'), ticker('kraken', 'ETH/USD', '5'));
    book.update([ticker('kraken', 'BTC/USD', '101')]);
    expect(read(book.price('kraken', 'BTC', NOW))).toBe('market 101 kraken:BTC/USD');
    expect(read(book.price('kraken', 'ETH', NOW))).toBe('market 5 kraken:ETH/USD');
  });

  it('keeps a price that had to be inverted within its digits', () => {
    const book = bookOf(ticker('kraken', 'USDT/TRY', '3'), ticker('kraken', 'USDT/USD', '1'));
    const price = book.price('kraken', 'TRY', NOW);
    expect(price.kind === 'market' && price.usd.toString()).toBe(`0.${'3'.repeat(34)}`);
  });

  it('keeps what was pushed since a full answer was asked for, and nothing older', () => {
    const book = bookOf(ticker('one', 'GEM/USD', '1'), ticker('one', 'ODD/USD', '1'));
    book.update([ticker('one', 'GEM/USD', '2')]);
    const asked = book.moment();
    book.update([ticker('one', 'ODD/USD', '3'), ticker('one', 'NEW/USD', '4')]);
    // Whatever times the venue gives: its clock need not be right.
    const answer = ['GEM/USD', 'ODD/USD'].map((name) => ticker('one', name, '1.5', { at: 9e12 }));
    book.replace('one', answer, asked);
    const prices = (): string[] =>
      ['GEM', 'ODD', 'NEW'].map((code) => read(book.price('one', code, NOW)));
    expect(prices()).toEqual([
      'market 1.5 one:GEM/USD',
      'market 3 one:ODD/USD',
      'market 4 one:NEW/USD',
    ]);
    book.replace('one', answer, book.moment());
    expect(prices().slice(1)).toEqual(['market 1.5 one:ODD/USD', 'unpriced no-market']);
  });
});
