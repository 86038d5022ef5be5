import { amountOf, asRow, type Row } from '../../reading/shape';
import { stepOfPlaces, type RawRules } from '../definition/market-rules';
import { listedBook } from '../definition/order-book';
import type { OrderTerms } from '../definition/order-terms';
import { tradePage } from '../orders/trade-page';

const LEVELS = 50;

/** https://www.gate.com/docs/developers/apiv4/en/#list-all-currency-pairs-supported */
export function gateRules(row: Row): RawRules {
  return {
    lotStep: stepOfPlaces(row['amount_precision']),
    minAmount: row['min_base_amount'],
    maxAmount: row['max_base_amount'],
    minNotional: row['min_quote_amount'],
    priceStep: stepOfPlaces(row['precision']),
  };
}

/**
 * Orders at Gate's spot markets. Its terms of withdrawal are in a list that only a key with rights over
 * the wallet may ask for.
 */
export const gateOrders: OrderTerms = {
  // `fee_currency` of an order: https://www.gate.com/docs/developers/apiv4/en/#create-an-order
  feeFrom: 'received',
  // https://www.gate.com/docs/developers/apiv4/en/#retrieve-order-book
  orderBook: async (venue, { id }) => {
    const params = { currency_pair: id, limit: LEVELS };
    return listedBook(asRow(await venue.call('publicSpotGetOrderBook', params), 'order book'));
  },
  // https://www.gate.com/docs/developers/apiv4/en/#query-user-trading-fee-rates
  takerFee: async (venue) =>
    amountOf(asRow(await venue.call('privateSpotGetFee'), 'fee'), 'taker_fee'),
  // https://www.gate.com/fee: the highest that it has asked of VIP 0.
  publishedTakerFee: '0.002',
  tradePage: tradePage((base, quote) => `https://www.gate.com/trade/${base}_${quote}`),
};
