import type {
  OrderBooksView,
  RebalanceTermsView,
  TermsFailure,
} from '../../shared/contract/rebalance-view';
import type { AssetId } from '../../shared/assets/asset';
import type { Failure, Instant, Result } from '../../shared/base/failure';
import type { OrderBook } from '../../shared/pricing/spot-market';
import {
  marketKey,
  mergeBooks,
  type MarketKey,
  type MarketName,
  type ReceivedBook,
} from './rebalance-terms';

/** A clock that tests can turn by hand. */
export interface FeedClock {
  readonly now: () => Instant;
  /** Answers what stops it. */
  readonly after: (ms: number, task: () => void) => () => void;
}

export const TERMS_EVERY_MS = 60_000;
export const BOOKS_EVERY_MS = 15_000;
/** Shortest time between two requests for books, however the plan changes meanwhile. */
export const BOOKS_APART_MS = 1500;
const MOST_MARKETS = 60;
const MOST_ASSETS = 500;

/** Where the terms stand: asked for, there (perhaps older than wanted), or not to be had. */
export interface TermsState {
  readonly terms: RebalanceTermsView | undefined;
  readonly loading: boolean;
  /** Why the last request failed; what came before it is kept. */
  readonly failure: Failure | undefined;
}

export interface TermsFeed {
  /** What is wanted from now on; asks at once if it is something else, else every minute. */
  readonly want: (assets: readonly AssetId[], connections: string) => void;
  readonly retry: () => void;
  /** Asks no more until something is wanted again; what was answered is kept. */
  readonly stop: () => void;
}

export function createTermsFeed(options: {
  readonly fetch: (assets: readonly AssetId[]) => Promise<Result<RebalanceTermsView>>;
  readonly tell: (state: TermsState) => void;
  readonly clock: FeedClock;
}): TermsFeed {
  const { fetch, tell, clock } = options;
  let state: TermsState = { terms: undefined, loading: false, failure: undefined };
  let wanted: { readonly key: string; readonly assets: readonly AssetId[] } | undefined;
  let answered: { readonly key: string; readonly at: Instant } | undefined;
  let request = 0;
  let stopTimer: (() => void) | undefined;

  const set = (next: Partial<TermsState>) => {
    state = { ...state, ...next };
    tell(state);
  };
  const wait = (ms: number) => {
    stopTimer?.();
    stopTimer = clock.after(ms, () => void ask());
  };
  const ask = async (): Promise<void> => {
    stopTimer?.();
    if (wanted === undefined) return;
    const { key, assets } = wanted;
    const mine = (request += 1);
    set({ loading: true });
    const result = await fetch(assets.slice(0, MOST_ASSETS));
    // Something else is wanted by now, or nothing: that request, or none, tells.
    if (mine !== request) return;
    answered = { key, at: clock.now() };
    if (result.ok) set({ terms: result.value, loading: false, failure: undefined });
    else set({ loading: false, failure: result.failure });
    if (wanted !== undefined) wait(TERMS_EVERY_MS);
  };
  return {
    want: (assets, connections) => {
      const key = JSON.stringify([assets, connections]);
      if (wanted?.key === key) return;
      wanted = { key, assets };
      const age = answered?.key === key ? clock.now() - answered.at : Number.POSITIVE_INFINITY;
      if (age < TERMS_EVERY_MS) wait(TERMS_EVERY_MS - age);
      else void ask();
    },
    retry: () => void ask(),
    stop: () => {
      stopTimer?.();
      wanted = undefined;
      request += 1;
      if (state.loading) set({ loading: false });
    },
  };
}

export interface BooksState {
  readonly books: ReadonlyMap<MarketKey, OrderBook>;
  readonly failures: readonly TermsFailure[];
  /** Markets of the plan whose books were never answered for. */
  readonly waiting: number;
}

export interface BooksFeed {
  /** The markets that the plan's orders are at. */
  readonly want: (markets: readonly MarketName[]) => void;
  readonly stop: () => void;
}

/**
 * Keeps the order books of a plan's markets fresh. A market is asked about at most once in fifteen
 * seconds and one request runs at a time, so a plan that changes with every book asks no more than that.
 */
export function createBooksFeed(options: {
  readonly fetch: (markets: readonly MarketName[]) => Promise<Result<OrderBooksView>>;
  readonly tell: (state: BooksState) => void;
  readonly clock: FeedClock;
}): BooksFeed {
  const { fetch, tell, clock } = options;
  let wanted: readonly MarketName[] = [];
  let books: ReadonlyMap<MarketKey, ReceivedBook> = new Map();
  let failures: readonly TermsFailure[] = [];
  const askedAt = new Map<MarketKey, Instant>();
  let lastRequest = Number.NEGATIVE_INFINITY;
  let running = false;
  let stopTimer: (() => void) | undefined;

  const report = () =>
    tell({
      books: new Map([...books].map(([key, { book }]) => [key, book])),
      failures,
      waiting: wanted.filter((market) => !askedAt.has(marketKey(market))).length,
    });
  const dueAt = (market: MarketName): Instant => {
    const asked = askedAt.get(marketKey(market));
    return asked === undefined ? Number.NEGATIVE_INFINITY : asked + BOOKS_EVERY_MS;
  };
  const plan = () => {
    stopTimer?.();
    if (running || wanted.length === 0) return;
    const first = Math.min(...wanted.map(dueAt));
    const at = Math.max(first, lastRequest + BOOKS_APART_MS);
    const delay = at - clock.now();
    if (delay <= 0) void ask();
    else stopTimer = clock.after(delay, () => void ask());
  };
  const ask = async (): Promise<void> => {
    const now = clock.now();
    const due = wanted.filter((market) => dueAt(market) <= now).slice(0, MOST_MARKETS);
    if (due.length === 0 || running) return;
    running = true;
    lastRequest = now;
    const result = await fetch(due);
    running = false;
    for (const market of due) askedAt.set(marketKey(market), now);
    if (result.ok) books = mergeBooks(books, result.value.books, clock.now());
    failures = result.ok ? result.value.failures : failuresAt(due, result.failure);
    report();
    plan();
  };
  return {
    want: (markets) => {
      wanted = markets;
      plan();
    },
    stop: () => {
      wanted = [];
      stopTimer?.();
    },
  };
}

/** One failure for each venue that was to be asked. */
function failuresAt(markets: readonly MarketName[], failure: Failure): readonly TermsFailure[] {
  const venues = new Set(markets.map(({ venue }) => venue));
  return [...venues].map((venue) => ({ venue, what: 'order-book', failure }));
}
