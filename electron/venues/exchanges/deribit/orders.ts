import { amountOf, asRow, asRows, type Row } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';
import { largerLimit, type RawRules } from '../definition/market-rules';
import { listedBook } from '../definition/order-book';
import type { OrderTerms } from '../definition/order-terms';
import { tradePage } from '../orders/trade-page';
import type { VenueCalls } from '../definition/calls';
import { deribitResult } from './result';

const LEVELS = 20;

/** Spot instruments: https://docs.deribit.com/api-reference/market-data/public-get_instruments */
export async function spotInstruments(venue: VenueCalls): Promise<readonly Row[]> {
  const params = { currency: 'any', kind: 'spot' };
  const result = deribitResult(await venue.call('publicGetGetInstruments', params));
  return asRows(result, 'result').filter((row) => row['kind'] === 'spot');
}

/** Amounts are multiples of the contract, which at spot markets is a part of a coin. */
export function deribitRules(row: Row): RawRules {
  const steps: unknown = row['tick_size_steps'];
  // At high prices a coarser step applies, which suits everywhere.
  const coarser = Array.isArray(steps)
    ? asRows(steps, 'tick_size_steps').map((step) => step['tick_size'])
    : [];
  return {
    lotStep: row['contract_size'] ?? row['min_trade_amount'],
    minAmount: row['min_trade_amount'],
    priceStep: coarser.reduce(largerLimit, row['tick_size']),
  };
}

/** Orders at Deribit's spot markets. */
export const deribitOrders: OrderTerms = {
  // https://support.deribit.com/hc/en-us/articles/25944746248989: fees of spot are in the quote currency.
  feeFrom: 'quote',
  // https://docs.deribit.com/api-reference/market-data/public-get_order_book
  orderBook: async (venue, { id }) => {
    const params = { instrument_name: id, depth: LEVELS };
    const answer = await venue.call('publicGetGetOrderBook', params);
    return listedBook(asRow(deribitResult(answer), 'result'));
  },
  // The instruments say it themselves; the dearest, so that no cost is understated.
  publishedTakerFee: async (venue) => {
    const rates = (await spotInstruments(venue)).map((row) => amountOf(row, 'taker_commission'));
    const [first, ...rest] = rates;
    if (first === undefined) throw new VenueFailure('bad-response', 'it had no spot markets');
    return rest.reduce((most, rate) => (rate.greaterThan(most) ? rate : most), first);
  },
  tradePage: tradePage((base, quote) => `https://www.deribit.com/spot/${base}_${quote}`),
};
