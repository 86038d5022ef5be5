import type { Decimal } from '../../../../shared/base/decimal';
import type { Instant } from '../../../../shared/base/failure';
import type { BookLevel, OrderBook } from '../../../../shared/pricing/spot-market';
import { positivePrice, type Row } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';

/** Resting orders as a venue sent them, the best first. */
export interface RawBook {
  readonly bids: readonly RawLevel[];
  readonly asks: readonly RawLevel[];
}

export interface RawLevel {
  readonly price: unknown;
  readonly amount: unknown;
}

/**
 * Levels that are lists which begin with price and amount, as most venues send them.
 * @throws VenueFailure `bad-response` for anything else
 */
export function listedLevels(value: unknown, what: string): readonly RawLevel[] {
  return listIn(value, what).map((level) => {
    const [price, amount] = listIn(level, what);
    return { price, amount };
  });
}

/** {@link listedLevels} of an answer's `bids` and `asks`, or of fields with other names. */
export function listedBook(row: Row, bids = 'bids', asks = 'asks'): RawBook {
  return { bids: listedLevels(row[bids], bids), asks: listedLevels(row[asks], asks) };
}

/** Levels that are objects, by the names of their fields. @throws VenueFailure `bad-response` */
export function namedLevels(
  rows: readonly Row[],
  price: string,
  amount: string,
): readonly RawLevel[] {
  return rows.map((row) => ({ price: row[price], amount: row[amount] }));
}

/**
 * Checks a book before anything is reckoned with it: every level has a price and an amount above zero,
 * the best come first, and nobody bids what another asks.
 * @throws VenueFailure `bad-response`
 */
export function orderBook(raw: RawBook, at: Instant): OrderBook {
  const [bids, asks] = [raw.bids.map(levelOf), raw.asks.map(levelOf)];
  const rises = (one: Decimal, next: Decimal): boolean => one.lessThanOrEqualTo(next);
  if (!inOrder(asks, rises) || !inOrder(bids, (one, next) => rises(next, one)))
    throw new VenueFailure('bad-response', 'the order book was not sorted');
  const [bid, ask] = [bids[0], asks[0]];
  if (bid !== undefined && ask !== undefined && rises(ask.price, bid.price))
    throw new VenueFailure('bad-response', 'the order book was crossed');
  return { at, bids, asks };
}

function levelOf({ price, amount }: RawLevel): BookLevel {
  const row = { price, amount };
  return { price: positivePrice(row, 'price'), amount: positivePrice(row, 'amount') };
}

function inOrder(
  levels: readonly BookLevel[],
  follows: (one: Decimal, next: Decimal) => boolean,
): boolean {
  return levels.every((level, index) => {
    const next = levels[index + 1];
    return next === undefined || follows(level.price, next.price);
  });
}

function listIn(value: unknown, what: string): readonly unknown[] {
  if (!Array.isArray(value))
    throw new VenueFailure('bad-response', `"${what}" was not as documented`);
  return value as readonly unknown[];
}
