import { describe, expect, it } from 'vitest';
import { AssetRegistry } from '../assets/asset-registry';
import { decimal } from '../base/decimal';
import { PriceBook } from './price-book';
import { bookOf, NOW, read, ticker } from './testing/tickers';

const won = { quoteVolume: decimal('9e11') };

describe('a coin that is traded for money of a country only', () => {
  it('is priced over what that money costs in dollars, which is its own dollar stablecoin market', () => {
    const book = bookOf(
      ticker('upbit', 'BORA/KRW', '128', won),
      ticker('upbit', 'USDT/KRW', '1280', won),
      ticker('kraken', 'USDT/USD', '1.001'),
    );
    expect(read(book.price('upbit', 'BORA', NOW))).toBe(
      'market 0.1001 upbit:BORA/KRW upbit:USDT/KRW kraken:USDT/USD',
    );
    expect(read(book.price('upbit', 'KRW', NOW))).toBe(
      'market 0.00078203125 upbit:USDT/KRW kraken:USDT/USD',
    );
  });

  it.each([
    'KRW',
    'TRY',
    'JPY',
    'IDR',
    'BRL',
    'CHF',
    'AUD',
    'PLN',
    'SGD',
    'INR',
    'SEK',
    'THB',
    'MXN',
  ])('whatever money that is: %s, by markets in either direction', (code) => {
    const quoted = bookOf(
      ticker('one', `GEM/${code}`, '10', won),
      ticker('one', `USDC/${code}`, '4', won),
      ticker('kraken', 'USDC/USD', '1'),
    );
    expect(read(quoted.price('one', 'GEM', NOW))).toBe(
      `market 2.5 one:GEM/${code} one:USDC/${code} kraken:USDC/USD`,
    );
    const based = bookOf(
      ticker('one', `GEM/${code}`, '10', won),
      ticker('two', `${code}/USD`, '0.25'),
    );
    expect(read(based.price('one', 'GEM', NOW))).toBe(`market 2.5 one:GEM/${code} two:${code}/USD`);
  });

  it('is priced over a large coin where that money buys nothing else', () => {
    const book = bookOf(
      ticker('bithumb', 'BORA/KRW', '128', won),
      ticker('bithumb', 'BTC/KRW', '128000000', won),
      ticker('kraken', 'BTC/USD', '100000'),
    );
    expect(read(book.price('bithumb', 'BORA', NOW))).toBe(
      'market 0.1 bithumb:BORA/KRW bithumb:BTC/KRW kraken:BTC/USD',
    );
    // Never in a circle: its own won market would lead back to itself.
    expect(read(book.price('bithumb', 'BTC', NOW))).toBe('market 100000 kraken:BTC/USD');
  });

  it('has no price where that money has none: no peg of a currency is assumed', () => {
    const book = bookOf(ticker('one', 'GEM/AED', '10', won), ticker('kraken', 'BTC/USD', '100000'));
    expect(read(book.price('one', 'GEM', NOW))).toBe('unpriced no-path');
    expect(read(book.price('one', 'AED', NOW))).toBe('unpriced no-path');
  });

  it('is priced over a coin that only its venue knows', () => {
    const book = bookOf(
      ticker('kucoin', 'GEM/KCS', '2'),
      ticker('kucoin', 'KCS/USDT', '10'),
      ticker('mexc', 'ODD/MX', '3'),
      ticker('mexc', 'MX/USDT', '2'),
      ticker('kraken', 'USDT/USD', '1'),
    );
    expect(read(book.price('kucoin', 'GEM', NOW))).toContain('market 20 kucoin:GEM/KCS');
    expect(read(book.price('mexc', 'ODD', NOW))).toContain('market 6 mexc:ODD/MX');
    // Another venue's MX need not be the same coin.
    const elsewhere = bookOf(
      ticker('gate', 'ODD/MX', '3'),
      ticker('mexc', 'MX/USDT', '2'),
      ticker('kraken', 'USDT/USD', '1'),
    );
    expect(read(elsewhere.price('gate', 'ODD', NOW))).toBe('unpriced no-path');
  });

  it('a thin dollar market of the money does not outdo a liquid one a hop further', () => {
    const book = bookOf(
      ticker('one', 'EUR/USD', '1.3', { quoteVolume: decimal('2000') }),
      ticker('two', 'EUR/USDT', '1.1'),
      ticker('kraken', 'USDT/USD', '1'),
    );
    expect(read(book.price('elsewhere', 'EUR', NOW))).toBe(
      'market 1.1 two:EUR/USDT kraken:USDT/USD',
    );
  });
});

describe('a stablecoin of another currency', () => {
  it('is taken at its peg to that currency only where no market is in reach, and says so', () => {
    const book = bookOf(ticker('kraken', 'EUR/USD', '1.1'), ticker('one', 'BTC/USD', '100'));
    const price = book.price('one', 'EURC', NOW);
    expect(read(price)).toBe('peg-assumed 1.1 kraken:EUR/USD');
    expect(price.kind === 'peg-assumed' && price.peg).toBe('EURC');
    const traded = bookOf(ticker('kraken', 'EUR/USD', '1.1'), ticker('one', 'EURC/USD', '1.05'));
    expect(read(traded.price('wallet', 'EURC', NOW))).toBe('market 1.05 one:EURC/USD');
  });
});

describe('codes that the user says mean something else', () => {
  it('lead where they are said to lead, also as what others are quoted in', () => {
    const book = new PriceBook(
      new AssetRegistry({ assignments: [{ venue: 'mexc', code: 'BTC', asset: 'BTC@mexc' }] }),
    );
    book.replace('mexc', [ticker('mexc', 'GEM/BTC', '2')]);
    book.replace('kraken', [ticker('kraken', 'BTC/USD', '100000')]);
    expect(read(book.price('mexc', 'GEM', NOW))).toBe('unpriced no-path');
  });
});
