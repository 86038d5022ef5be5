import { tryDecimal, type Decimal } from '../../../../shared/base/decimal';
import type { SpotMarket } from '../../../../shared/pricing/spot-market';
import { asRow, type Row } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';
import type { CcxtMarket } from '../../protocol/ccxt/ccxt-exchange';
import { stepOfPlaces, type RawRules } from '../definition/market-rules';
import type { RawBook, RawLevel } from '../definition/order-book';
import type { OrderTerms } from '../definition/order-terms';
import type { UnifiedCalls, VenueCalls } from '../definition/calls';

/** How ccxt means the precisions of a venue: https://docs.ccxt.com/#/README?id=precision-mode */
const DECIMAL_PLACES = 2;
const SIGNIFICANT_DIGITS = 3;
const TICK_SIZE = 4;
const MOST_LEVELS = 50;

type Notes = UnifiedCalls['notes'];

/** The rules of a market as ccxt unifies them, its numbers as text (`number: String`). */
export function genericRules(market: CcxtMarket, { precisionMode }: Notes): RawRules {
  const precision = rowIn(market.precision);
  const limits = rowIn(market.limits);
  const [amount, cost] = [rowIn(limits['amount']), rowIn(limits['cost'])];
  const digits = Number(precision['price'] ?? Number.NaN);
  return {
    lotStep: stepOf(precision['amount'], precisionMode),
    minAmount: amount['min'],
    maxAmount: amount['max'],
    minNotional: cost['min'],
    priceStep: stepOf(precision['price'], precisionMode),
    ...(precisionMode === SIGNIFICANT_DIGITS && digits > 0 ? { priceDigits: digits } : {}),
  };
}

/** Digits are no step: an amount that is limited by them is not understood. */
function stepOf(precision: unknown, mode: unknown): unknown {
  if (mode === TICK_SIZE) return precision;
  return mode === DECIMAL_PLACES ? stepOfPlaces(precision) : undefined;
}

/** ccxt's `feeSide`: what is got, or the quote where it says nothing. */
export function genericFeeFrom(market: CcxtMarket, { fees }: Notes): SpotMarket['feeFrom'] {
  const side = market.feeSide ?? rowIn(rowIn(fees)['trading'])['feeSide'];
  return side === 'get' ? 'received' : 'quote';
}

/** Orders at a venue without readers of its own, as ccxt knows them. */
export const genericOrders: OrderTerms = {
  feeFrom: 'quote',
  orderBook: async (venue, { id }) => {
    const book = asRow(await asUnsupported(() => venue.unified.orderBook(id)), 'order book');
    return sortedBook(book);
  },
  publishedTakerFee: async (venue: VenueCalls): Promise<Decimal> => {
    const taker = rowIn(rowIn(venue.unified.notes.fees)['trading'])['taker'];
    const rate = tryDecimal(typeof taker === 'number' ? String(taker) : taker);
    if (rate === undefined) throw new VenueFailure('unsupported', 'its fees are not known');
    return rate;
  },
};

/** A book that needs a request which is not on the read list is none that can be had. */
async function asUnsupported(run: () => Promise<unknown>): Promise<unknown> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof VenueFailure && error.code === 'refused')
      throw new VenueFailure('unsupported', 'it does not give its order book');
    throw error;
  }
}

/** ccxt sorts prices by their text where its numbers are text: `9` after `10`. */
function sortedBook(book: Row): RawBook {
  const side = (name: string, direction: 1 | -1): readonly RawLevel[] => {
    const rows: unknown = book[name];
    if (!Array.isArray(rows)) throw new VenueFailure('bad-response', `"${name}" was missing`);
    const levels = (rows as unknown[]).map((row) => {
      const [price, amount] = Array.isArray(row) ? (row as unknown[]) : [];
      return { price, amount, at: tryDecimal(typeof price === 'number' ? String(price) : price) };
    });
    return levels
      .sort((one, other) => direction * (one.at?.comparedTo(other.at ?? 0) ?? 0))
      .slice(0, MOST_LEVELS);
  };
  return { bids: side('bids', -1), asks: side('asks', 1) };
}

function rowIn(value: unknown): Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Row) : {};
}
