import { describe, expect, it } from 'vitest';
import type { PortfolioPatch, PriceView } from '../../shared/contract/portfolio-view';
import { aBalance, aPortfolio } from '../dev/fixtures/portfolio-fixture';
import { PortfolioBook } from './portfolio-book';

const price: PriceView = { kind: 'market', usd: '2', path: [], at: 0 };
const btc = aBalance({ connectionId: 'one', asset: 'BTC', total: '1' });
const eth = aBalance({ connectionId: 'one', asset: 'ETH', total: '1' });

function loaded(): PortfolioBook {
  const book = new PortfolioBook();
  book.load(aPortfolio({ balances: [btc, eth], prices: { 'binance:BTC': price } }));
  return book;
}

function patch(change: Partial<PortfolioPatch>): PortfolioPatch {
  return { sequence: 2, at: 0, origin: 'live', settled: true, ...change };
}

const versions = (book: PortfolioBook) =>
  Object.fromEntries([...book.buckets.values()].map(({ asset, version }) => [asset, version]));

describe('the book', () => {
  it('replaces what changed and keeps the identity of what did not', () => {
    const book = loaded();
    const kept = book.balances.get(eth.key);
    book.apply(patch({ balances: [{ ...btc, total: '3' }] }));
    expect(book.balances.get(btc.key)?.total).toBe('3');
    expect(book.balances.get(eth.key)).toBe(kept);
  });

  it('moves the version of the assets touched by a balance or a price, and of no other', () => {
    const book = loaded();
    const before = versions(book);
    book.apply(patch({ prices: { 'binance:BTC': { ...price, usd: '3' } } }));
    expect(versions(book).BTC).not.toBe(before.BTC);
    expect(versions(book).ETH).toBe(before.ETH);
  });

  it('forgets removed balances and the assets that have none left', () => {
    const book = loaded();
    book.apply(patch({ removedBalances: [btc.key], removedPrices: ['binance:BTC'] }));
    expect([...book.buckets.keys()]).toEqual(['ETH']);
    expect(book.prices.size).toBe(0);
  });

  it('keeps a balance that one patch removes and gives anew', () => {
    const book = loaded();
    book.apply(patch({ removedBalances: [btc.key], balances: [{ ...btc, total: '9' }] }));
    expect(book.balances.get(btc.key)?.total).toBe('9');
    expect(book.buckets.get('BTC')?.keys.size).toBe(1);
  });

  it('starts over with a full state', () => {
    const book = loaded();
    book.load(aPortfolio({ balances: [eth] }));
    expect([...book.balances.keys()]).toEqual([eth.key]);
    expect(book.prices.size).toBe(0);
  });
});
