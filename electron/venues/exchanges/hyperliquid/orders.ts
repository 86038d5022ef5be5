import { VenueFailure } from '../../reading/venue-failure';
import { amountOf, asRow, asRows, countOf, type Row } from '../../reading/shape';
import { stepOfPlaces, type RawRules } from '../definition/market-rules';
import { namedLevels } from '../definition/order-book';
import type { OrderTerms } from '../definition/order-terms';
import { info, ownInfo } from './info';

/**
 * Prices have at most five significant digits and at most so many decimals, less those of the amount:
 * https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/tick-and-lot-size
 */
const PRICE_DIGITS = 5;
const PRICE_PLACES = 8;
/** "Order must have minimum value of 10 {quote_token}": …/for-developers/api/error-responses */
const MIN_NOTIONAL = '10';

/** The rules of markets by the index of their base, out of `spotMeta`. @throws VenueFailure */
export function hyperliquidRules(meta: Row): ReadonlyMap<number, RawRules> {
  return new Map(
    asRows(meta['tokens'], 'tokens').map((token) => {
      const places = Number(token['szDecimals'] ?? Number.NaN);
      const rules = {
        lotStep: stepOfPlaces(places),
        minNotional: MIN_NOTIONAL,
        priceStep: stepOfPlaces(PRICE_PLACES - places),
        priceDigits: PRICE_DIGITS,
      };
      return [countOf(token, 'index'), rules];
    }),
  );
}

/** Orders at Hyperliquid's spot markets. Leaving it is a bridge's matter, of which it says nothing. */
export const hyperliquidOrders: OrderTerms = {
  // `feeToken` of a fill: https://hyperliquid.gitbook.io/hyperliquid-docs/trading/fees
  feeFrom: 'received',
  // https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/info-endpoint#l2-book-snapshot:
  // twenty levels.
  orderBook: async (venue, { id }) => {
    const book = asRow(await info(venue, 'l2Book', { coin: id }), 'l2Book');
    const levels: unknown = book['levels'];
    if (!Array.isArray(levels)) throw new VenueFailure('bad-response', '"levels" was missing');
    const side = (rows: unknown) => namedLevels(asRows(rows, 'levels'), 'px', 'sz');
    return { bids: side(levels[0]), asks: side(levels[1]) };
  },
  takerFee: async (venue) => {
    const fees = asRow(await ownInfo(venue, 'userFees'), 'userFees');
    return amountOf(fees, 'userSpotCrossRate');
  },
  // https://hyperliquid.gitbook.io/hyperliquid-docs/trading/fees: spot, tier 0.
  publishedTakerFee: '0.0007',
  // A token whose name nothing vouches for shares that name with others: no page is surely its own.
  tradePage: (base, quote) =>
    [base, quote].every((code) => /^[A-Z0-9]+$/i.test(code))
      ? `https://app.hyperliquid.xyz/trade/${base}/${quote}`
      : undefined,
};
