import { textOf, type Row } from '../../reading/shape';
import type { RawRules } from '../definition/market-rules';
import type { ListedMarket } from '../definition/ticker-source';
import type { VenueCalls } from '../definition/calls';

/** A spot market by the venue's own names, which its coins have common codes for. */
export function spotMarket(
  venue: VenueCalls,
  id: string,
  baseId: string,
  quoteId: string,
): ListedMarket {
  return { id, base: venue.code(baseId), quote: venue.code(quoteId), baseId, quoteId };
}

/**
 * A row of a venue's list of markets, by the names of its fields.
 * @throws VenueFailure `bad-response` if one of them is missing
 */
export function spotMarketOf(
  venue: VenueCalls,
  row: Row,
  fields: { readonly id: string; readonly base: string; readonly quote: string },
): ListedMarket {
  return spotMarket(
    venue,
    textOf(row, fields.id),
    textOf(row, fields.base),
    textOf(row, fields.quote),
  );
}

/** A market with the rules for orders, if there are any. */
export function withRules(market: ListedMarket, rules: RawRules | undefined): ListedMarket {
  return rules === undefined ? market : { ...market, rules };
}
