import { amountOf, asRow, asRows, type Row } from '../../reading/shape';
import type { RawRules } from '../definition/market-rules';
import { namedLevels } from '../definition/order-book';
import type { OrderTerms } from '../definition/order-terms';
import { tradePage } from '../orders/trade-page';

const LEVELS = 50;

/** States in which nobody can take a resting order. */
const CLOSED_TO_TAKERS = ['cancel_only', 'post_only', 'auction_mode', 'view_only'];

/**
 * The increments and sizes of a product, none where orders that take are not accepted:
 * https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/list-public-products
 */
export function coinbaseRules(row: Row): RawRules | undefined {
  if (CLOSED_TO_TAKERS.some((state) => row[state] === true)) return undefined;
  return {
    lotStep: row['base_increment'],
    minAmount: row['base_min_size'],
    maxAmount: row['base_max_size'],
    minNotional: row['quote_min_size'],
    priceStep: row['price_increment'] ?? row['quote_increment'],
  };
}

/** Orders at Coinbase's spot markets. It tells no terms of withdrawal beforehand. */
export const coinbaseOrders: OrderTerms = {
  // https://help.coinbase.com/en/coinbase/trading-and-funding/advanced-trade/advanced-trade-fees
  feeFrom: 'quote',
  // https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/get-public-product-book
  orderBook: async (venue, { id }) => {
    const params = { product_id: id, limit: LEVELS };
    const answer = await venue.call('v3PublicGetBrokerageMarketProductBook', params);
    const book = asRow(asRow(answer, 'answer')['pricebook'], 'pricebook');
    const side = (name: string) => namedLevels(asRows(book[name], name), 'price', 'size');
    return { bids: side('bids'), asks: side('asks') };
  },
  // https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/fees/get-transaction-summary
  takerFee: async (venue) => {
    const params = { product_type: 'SPOT' };
    const answer = await venue.call('v3PrivateGetBrokerageTransactionSummary', params);
    return amountOf(asRow(asRow(answer, 'answer')['fee_tier'], 'fee_tier'), 'taker_fee_rate');
  },
  // https://www.coinbase.com/advanced-fees: the tier of whoever has not traded yet.
  publishedTakerFee: '0.012',
  tradePage: tradePage(
    (base, quote) => `https://www.coinbase.com/advanced-trade/spot/${base}-${quote}`,
  ),
};
