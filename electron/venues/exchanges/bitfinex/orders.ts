import { ZERO, type Decimal } from '../../../../shared/base/decimal';
import { VenueFailure } from '../../reading/venue-failure';
import { amountOf } from '../../reading/shape';
import type { RawRules } from '../definition/market-rules';
import type { OrderTerms } from '../definition/order-terms';
import { tradePage } from '../orders/trade-page';
import type { VenueCalls } from '../definition/calls';
import { listOf, namedRows } from './rows';

const LEVELS = 25;
/** Amounts have eight decimals at most. */
const LOT_STEP = '0.00000001';
/** https://docs.bitfinex.com/docs/introduction#price-precision */
const PRICE_DIGITS = 5;
/** Places of a pair's own list: https://docs.bitfinex.com/reference/rest-public-conf */
const MIN_SIZE = 3;
const MAX_SIZE = 4;

/** The rules of all pairs by name. Those that it is not sure of are none. @throws VenueFailure */
export async function bitfinexRules(venue: VenueCalls): Promise<ReadonlyMap<string, RawRules>> {
  const [pairs] = listOf(await venue.call('publicGetConfPubInfoPair'), 'pair info');
  return new Map(
    listOf(pairs, 'pair info').map((entry) => {
      const [name, info] = listOf(entry, 'pair info');
      const fields: readonly unknown[] = Array.isArray(info) ? (info as unknown[]) : [];
      return [
        String(name),
        {
          // Without a size there is no knowing what the list means.
          lotStep: fields[MIN_SIZE] === undefined ? undefined : LOT_STEP,
          minAmount: fields[MIN_SIZE],
          maxAmount: fields[MAX_SIZE],
          priceDigits: PRICE_DIGITS,
        },
      ];
    }),
  );
}

/** Orders at Bitfinex's exchange pairs. */
export const bitfinexOrders: OrderTerms = {
  // https://support.bitfinex.com/hc/en-us/articles/213919589: of the coin that is received.
  feeFrom: 'received',
  // https://docs.bitfinex.com/reference/rest-public-book: who bids has a positive amount.
  orderBook: async (venue, { id }) => {
    const answer = await venue.call('publicGetBookSymbolP0', { symbol: id, len: LEVELS });
    const rows = namedRows(answer, ['price', '', 'amount'], 'book').map((row) => ({
      price: row['price'],
      amount: amountOf(row, 'amount'),
    }));
    const side = (bids: boolean) =>
      rows
        .filter(({ amount }) => amount.greaterThan(ZERO) === bids)
        .map(({ price, amount }) => ({ price, amount: amount.abs().toFixed() }));
    return { bids: side(true), asks: side(false) };
  },
  // https://docs.bitfinex.com/reference/rest-auth-summary: for coins, stablecoins and money.
  takerFee: async (venue) => {
    const fees = listOf(listOf(await venue.call('privatePostAuthRSummary'), 'summary')[4], 'fees');
    const rates = listOf(fees[1], 'fees')
      .slice(0, 3)
      .map((rate) => amountOf({ rate }, 'rate'));
    return highest(rates);
  },
  // https://www.bitfinex.com/fees: the first tier, as it was before some of its fees were waived.
  publishedTakerFee: '0.002',
  tradePage: tradePage((base, quote) => `https://trading.bitfinex.com/t/${base}:${quote}`),
};

/** So that no cost is understated, whatever is traded. */
function highest(rates: readonly Decimal[]): Decimal {
  const [first, ...rest] = rates;
  if (first === undefined) throw new VenueFailure('bad-response', 'it had no fees');
  return rest.reduce((most, rate) => (rate.greaterThan(most) ? rate : most), first);
}
