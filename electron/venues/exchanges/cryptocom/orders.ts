import { VenueFailure } from '../../reading/venue-failure';
import { amountOf, asRow, type Row } from '../../reading/shape';
import type { RawRules } from '../definition/market-rules';
import { listedBook } from '../definition/order-book';
import type { OrderTerms } from '../definition/order-terms';
import { tradePage } from '../orders/trade-page';
import { rowsOf } from './accounts';

/** As many as it gives. */
const LEVELS = 50;
/** Rates are in hundredths of a per cent. */
const BASIS_POINTS = 10_000;

/** https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html#public-get-instruments: steps only. */
export function cryptocomRules(row: Row): RawRules {
  return { lotStep: row['qty_tick_size'], priceStep: row['price_tick_size'] };
}

/** Orders at Crypto.com Exchange. It tells its terms of withdrawal by POST only, which is not asked. */
export const cryptocomOrders: OrderTerms = {
  // `fee_instrument_name` of a trade, `BTC` where BTC_USD was bought:
  // https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html#private-get-trades
  feeFrom: 'received',
  // https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html#public-get-book
  orderBook: async (venue, { id }) => {
    const params = { instrument_name: id, depth: LEVELS };
    const [book] = rowsOf(await venue.call('v1PublicGetPublicGetBook', params));
    if (book === undefined) throw new VenueFailure('bad-response', '"data" was empty');
    return listedBook(book);
  },
  // https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html#private-get-fee-rate
  takerFee: async (venue) => {
    const answer = asRow(await venue.call('v1PrivatePostPrivateGetFeeRate'), 'answer');
    const rates = asRow(answer['result'], 'result');
    return amountOf(rates, 'effective_spot_taker_rate_bps').dividedBy(BASIS_POINTS);
  },
  // https://crypto.com/exchange/document/fees-limits: the first level, without staked CRO.
  publishedTakerFee: '0.005',
  tradePage: tradePage((base, quote) => `https://crypto.com/exchange/trade/${base}_${quote}`),
};
