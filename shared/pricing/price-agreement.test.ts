import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal } from '../base/decimal';
import type { Price } from './price';
import { isFar } from './price-edge';
import { bookOf, NOW, read, ticker } from './testing/tickers';

const traded = (usd: string) => ({ quoteVolume: decimal(usd) });
const setAside = (price: Price): string | undefined =>
  price.kind === 'market' && price.setAside !== undefined
    ? `${price.setAside.usd.toFixed()} by ${price.setAside.venues}`
    : undefined;

describe('two prices that contradict each other', () => {
  it('do so whichever is asked about: the higher one is more than a fifth above the lower one', () => {
    for (const [one, other, far] of [
      ['12', '10', false],
      ['12.01', '10', true],
      ['8.34', '10', false],
      ['8.33', '10', true],
    ] as const) {
      expect(isFar(decimal(one), decimal(other))).toBe(far);
      expect(isFar(decimal(other), decimal(one))).toBe(far);
    }
  });
});

describe('a quote without trades', () => {
  it('is no price, however narrow', () => {
    const quoted = {
      bid: decimal('290000000'),
      ask: decimal('292000000'),
      last: decimal('291000000'),
    };
    for (const parts of [traded('0'), traded('999')]) {
      const book = bookOf(ticker('one', 'ODD/USD', '1', { ...quoted, ...parts }));
      expect(read(book.price('one', 'ODD', NOW))).toBe('unpriced illiquid');
    }
    const { quoteVolume: _unknown, ...silent } = ticker('one', 'ODD/USD', '1', quoted);
    expect(read(bookOf(silent).price('one', 'ODD', NOW))).toBe('unpriced illiquid');
    const some = bookOf(ticker('one', 'ODD/USD', '1', { ...quoted, ...traded('1000') }));
    expect(read(some.price('one', 'ODD', NOW))).toBe('market 291000000 one:ODD/USD');
  });

  it('leaves a known asset the price that it has where it trades', () => {
    const book = bookOf(
      ticker('frozen', 'DOT/USD', '30', traded('0')),
      ticker('kraken', 'DOT/USD', '12'),
    );
    expect(read(book.price('frozen', 'DOT', NOW))).toBe('market 12 kraken:DOT/USD');
  });
});

describe('a market that is far from those of the same asset elsewhere', () => {
  const own = ticker('own', 'DOT/USD', '30');

  it('is overruled by the volume-weighted median of at least two other venues, and shown', () => {
    const book = bookOf(
      own,
      ticker('a', 'DOT/USD', '11.9', traded('1000000')),
      ticker('b', 'DOT/USD', '12', traded('3000000')),
      ticker('c', 'DOT/USD', '12.1', traded('1000000')),
    );
    const price = book.price('own', 'DOT', NOW);
    expect(read(price)).toBe('market 12 b:DOT/USD');
    expect(setAside(price)).toBe('30 by 3');
    expect(setAside(book.price('b', 'DOT', NOW))).toBeUndefined();
  });

  it('leaves no price where only one other venue contradicts it', () => {
    const book = bookOf(own, ticker('a', 'DOT/USD', '12'));
    expect(read(book.price('own', 'DOT', NOW))).toBe('unpriced disputed');
    expect(read(book.price('a', 'DOT', NOW))).toBe('unpriced disputed');
    // What lies at neither venue has none, too, unless one of them trades ten times the other.
    expect(read(book.price('wallet', 'DOT', NOW))).toBe('unpriced disputed');
  });

  it('counts up to a fifth away', () => {
    const others = [ticker('a', 'DOT/USD', '12'), ticker('b', 'DOT/USD', '12')];
    const at = (price: string): string =>
      read(bookOf(ticker('own', 'DOT/USD', price), ...others).price('own', 'DOT', NOW));
    expect(at('14.4')).toBe('market 14.4 own:DOT/USD');
    expect(at('14.41')).toBe('market 12 a:DOT/USD');
    // As far down as up: 12 is a fifth above 10.
    expect(at('10')).toBe('market 10 own:DOT/USD');
    expect(at('9.99')).toBe('market 12 a:DOT/USD');
  });

  it('counts where the others together trade less than a tenth of it', () => {
    const book = bookOf(
      ticker('own', 'DOT/USD', '30', traded('900000000')),
      ticker('a', 'DOT/USD', '12', traded('20000')),
      ticker('b', 'DOT/USD', '12', traded('20000')),
    );
    expect(read(book.price('own', 'DOT', NOW))).toBe('market 30 own:DOT/USD');
    expect(read(book.price('wallet', 'DOT', NOW))).toBe('market 30 own:DOT/USD');
  });

  it.each(['900000000', '1000000000000000'])(
    'does not count for claiming to trade %s, where two liquid markets agree elsewhere',
    (claimed) => {
      const book = bookOf(
        ticker('own', 'DOT/USD', '30', traded(claimed)),
        ticker('a', 'DOT/USD', '12', traded('1000000')),
        ticker('b', 'DOT/USD', '12', traded('1000000')),
      );
      expect(setAside(book.price('own', 'DOT', NOW))).toBe('30 by 2');
      expect(read(book.price('a', 'DOT', NOW))).toBe('market 12 a:DOT/USD');
      expect(read(book.price('wallet', 'DOT', NOW))).toBe('market 12 a:DOT/USD');
    },
  );

  it.each([
    ['5000000', '12'],
    ['6000000', '30'],
  ])('has one price at all venues where two stand against two, with %s', (traded30, price) => {
    const venues = ['a', 'b', 'c', 'd'];
    const book = bookOf(
      ...['a', 'b'].map((venue) => ticker(venue, 'DOT/USD', '12')),
      ...['c', 'd'].map((venue) => ticker(venue, 'DOT/USD', '30', traded(traded30))),
    );
    for (const venue of [...venues, 'wallet'])
      expect(book.price(venue, 'DOT', NOW), venue).toMatchObject({ usd: decimal(price) });
  });

  it('is compared across codes and quotes, and never with another coin of the same ticker', () => {
    const book = bookOf(
      ticker('own', 'XBT/USD', '300000'),
      ticker('a', 'BTC/EUR', '100000'),
      ticker('b', 'BTC/USDT', '110000'),
      ticker('b', 'USDT/USD', '1'),
      ticker('b', 'EUR/USD', '1.1'),
      ticker('c', 'BTC/USD', '110000'),
      ticker('own', 'GEM/USD', '30'),
      ticker('a', 'GEM/USD', '12'),
      ticker('c', 'GEM/USD', '12'),
    );
    expect(setAside(book.price('own', 'XBT', NOW))).toBe('300000 by 3');
    expect(read(book.price('own', 'GEM', NOW))).toBe('market 30 own:GEM/USD');
  });

  it('counts again as soon as it agrees, also between full readings', () => {
    const book = bookOf(own, ticker('a', 'DOT/USD', '12'), ticker('b', 'DOT/USD', '12'));
    expect(setAside(book.price('own', 'DOT', NOW))).toBe('30 by 2');
    book.update([ticker('own', 'DOT/USD', '12.2')]);
    expect(read(book.price('own', 'DOT', NOW))).toBe('market 12.2 own:DOT/USD');
    // All move together: what was heard before does not overrule it.
    book.update(['own', 'a', 'b'].map((venue) => ticker(venue, 'DOT/USD', '20')));
    expect(read(book.price('own', 'DOT', NOW))).toBe('market 20 own:DOT/USD');
  });

  it('does not lead others astray', () => {
    const book = bookOf(
      ticker('own', 'ODD/ETH', '0.5'),
      ticker('frozen', 'ETH/USD', '9000', traded('6000000')),
      ...['a', 'b', 'c'].map((venue) => ticker(venue, 'ETH/USD', '4000')),
    );
    expect(read(book.price('own', 'ODD', NOW))).toBe('market 2000 own:ODD/ETH a:ETH/USD');
  });

  it('whatever the markets say: a price is one that some venue makes, and one that agrees with most', () => {
    const price = fc.constantFrom('1', '1.1', '1.5', '12', '30');
    const volume = fc.constantFrom('0', '500', '20000', '3000000', '90000000');
    fc.assert(
      fc.property(fc.array(fc.tuple(price, volume), { minLength: 1, maxLength: 6 }), (markets) => {
        const tickers = markets.map(([usd, usdVolume], index) =>
          ticker(`v${index}`, 'DOT/USD', usd, traded(usdVolume)),
        );
        const book = bookOf(...tickers);
        const believable = new Set(
          markets.filter(([, usdVolume]) => Number(usdVolume) >= 1000).map(([usd]) => usd),
        );
        for (const venue of [...tickers.map((one) => one.venue), 'wallet']) {
          const found = book.price(venue, 'DOT', NOW);
          if (found.kind === 'unpriced') continue;
          expect(believable).toContain(found.usd.toFixed());
          expect(found).toMatchObject({ kind: 'market' });
          if (found.kind === 'market' && found.setAside !== undefined)
            expect(found.setAside.venues).toBeGreaterThanOrEqual(2);
        }
        if (believable.size === 1)
          for (const { venue } of tickers)
            expect(book.price(venue, 'DOT', NOW)).toMatchObject({ kind: 'market' });
      }),
    );
  });
});
