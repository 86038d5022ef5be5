import { VenueFailure } from '../../reading/venue-failure';
import { asRow, type Row } from '../../reading/shape';
import { stepOfPlaces, type RawRules } from '../definition/market-rules';
import { listedBook } from '../definition/order-book';
import type { OrderTerms } from '../definition/order-terms';
import { percentOf } from '../orders/taker-fee';
import { tradePage } from '../orders/trade-page';

const LEVELS = 50;

/** https://docs.kraken.com/api/docs/rest-api/get-tradable-asset-pairs */
export function krakenRules(row: Row): RawRules {
  return {
    lotStep: stepOfPlaces(row['lot_decimals']),
    minAmount: row['ordermin'],
    minNotional: row['costmin'],
    priceStep: row['tick_size'] ?? stepOfPlaces(row['pair_decimals']),
  };
}

/** Orders at Kraken's spot markets. */
export const krakenOrders: OrderTerms = {
  // https://support.kraken.com/articles/201893608: in the quote currency unless asked otherwise.
  feeFrom: 'quote',
  // https://docs.kraken.com/api/docs/rest-api/get-order-book
  orderBook: async (venue, { id }) => {
    const answer = asRow(await venue.call('publicGetDepth', { pair: id, count: LEVELS }), 'answer');
    const [book] = Object.values(asRow(answer['result'], 'result'));
    return listedBook(asRow(book, 'book'));
  },
  // https://docs.kraken.com/api/docs/rest-api/get-trade-volume: fees of the pairs that are named.
  takerFee: async (venue) => {
    const answer = await venue.call('privatePostTradeVolume', { pair: FEE_PAIR });
    const fees = asRow(asRow(asRow(answer, 'answer')['result'], 'result')['fees'], 'fees');
    const [fee] = Object.values(fees);
    if (fee === undefined) throw new VenueFailure('bad-response', '"fees" was empty');
    return percentOf(asRow(fee, 'fee'), 'fee');
  },
  // https://www.kraken.com/features/fee-schedule: Kraken Pro below 10,000 dollars in 30 days.
  publishedTakerFee: '0.004',
  tradePage: tradePage(
    (base, quote) =>
      `https://pro.kraken.com/app/trade/${base.toLowerCase()}-${quote.toLowerCase()}`,
  ),
};

/** Its fee stands for all: Kraken has one schedule for coins, and a lower one for pairs of money. */
const FEE_PAIR = 'XBTUSD';
