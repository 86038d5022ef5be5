import { beforeEach, describe, expect, it } from 'vitest';
import type { OrderBooksView, RebalanceTermsView } from '../../shared/contract/rebalance-view';
import { fail, succeed, type Result } from '../../shared/base/failure';
import {
  BOOKS_EVERY_MS,
  createBooksFeed,
  createTermsFeed,
  TERMS_EVERY_MS,
  type BooksState,
  type FeedClock,
  type TermsState,
} from './rebalance-feeds';

/** Time stands still until it is moved; then all that is due runs, also what that starts. */
class HandClock implements FeedClock {
  time = 0;
  readonly #tasks = new Map<object, { readonly at: number; readonly task: () => void }>();
  readonly now = () => this.time;

  after(ms: number, task: () => void): () => void {
    const key = {};
    this.#tasks.set(key, { at: this.time + ms, task });
    return () => this.#tasks.delete(key);
  }

  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    await settle();
    for (;;) {
      const next = [...this.#tasks].sort(([, one], [, other]) => one.at - other.at)[0];
      if (next === undefined || next[1].at > end) break;
      this.#tasks.delete(next[0]);
      this.time = Math.max(this.time, next[1].at);
      next[1].task();
      await settle();
    }
    this.time = end;
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

const terms: RebalanceTermsView = {
  at: 0,
  markets: [],
  fees: [],
  routes: [],
  prices: {},
  assets: [],
  failures: [],
};
let clock: HandClock;
beforeEach(() => {
  clock = new HandClock();
});

describe('the terms', () => {
  const start = (answer: () => Promise<Result<RebalanceTermsView>>) => {
    const asked: (readonly string[])[] = [];
    let state: TermsState | undefined;
    const feed = createTermsFeed({
      fetch: (assets) => {
        asked.push(assets);
        return answer();
      },
      tell: (next) => {
        state = next;
      },
      clock,
    });
    return { asked, feed, state: () => state };
  };

  it('are asked for at once, then every minute, and not twice for the same', async () => {
    const { asked, feed } = start(() => Promise.resolve(succeed(terms)));
    feed.want(['BTC'], 'one');
    feed.want(['BTC'], 'one');
    await clock.advance(TERMS_EVERY_MS);
    expect(asked).toEqual([['BTC'], ['BTC']]);
    feed.want(['BTC', 'ETH'], 'one');
    await clock.advance(0);
    expect(asked.at(-1)).toEqual(['BTC', 'ETH']);
  });

  it('of before are kept when a request fails, with the failure', async () => {
    const answers = [succeed(terms), fail<RebalanceTermsView>('timeout', 'no answer')];
    const { feed, state } = start(() => Promise.resolve(answers.shift() ?? succeed(terms)));
    feed.want([], '');
    await clock.advance(TERMS_EVERY_MS);
    expect(state()).toMatchObject({ terms, failure: { code: 'timeout' }, loading: false });
    feed.retry();
    await clock.advance(0);
    expect(state()).toMatchObject({ terms, failure: undefined });
  });

  it('are not asked for once nobody looks', async () => {
    const { asked, feed } = start(() => Promise.resolve(succeed(terms)));
    feed.want([], '');
    await clock.advance(0);
    feed.stop();
    await clock.advance(10 * TERMS_EVERY_MS);
    expect(asked).toHaveLength(1);
  });
});

describe('the order books', () => {
  const market = { venue: 'binance', symbol: 'BTC/USDT' };
  const other = { venue: 'binance', symbol: 'ETH/USDT' };
  const answer: OrderBooksView = {
    books: [{ ...market, at: 0, bids: [['99', '1']], asks: [['101', '1']] }],
    failures: [],
  };

  it('are asked for at most once in a while for each market, however the plan changes', async () => {
    const asked: string[][] = [];
    let state: BooksState | undefined;
    const feed = createBooksFeed({
      fetch: (markets) => {
        asked.push(markets.map(({ symbol }) => symbol));
        return Promise.resolve(succeed(answer));
      },
      tell: (next) => {
        state = next;
        // A plan that changes with every book wants the other market each time.
        feed.want(asked.length % 2 === 0 ? [market] : [market, other]);
      },
      clock,
    });
    feed.want([market]);
    await clock.advance(BOOKS_EVERY_MS - 1);
    expect(asked).toEqual([['BTC/USDT'], ['ETH/USDT']]);
    expect(state?.books.get('binance BTC/USDT')?.bids[0]?.price.toFixed()).toBe('99');
    feed.stop();
    await clock.advance(10 * BOOKS_EVERY_MS);
    expect(asked).toHaveLength(2);
  });

  it('that could not be read are told, by venue', async () => {
    let state: BooksState | undefined;
    const feed = createBooksFeed({
      fetch: () => Promise.resolve(fail('network', 'gone')),
      tell: (next) => {
        state = next;
      },
      clock,
    });
    feed.want([market, other]);
    await clock.advance(0);
    expect(state?.failures).toMatchObject([{ venue: 'binance', what: 'order-book' }]);
    feed.stop();
  });
});
