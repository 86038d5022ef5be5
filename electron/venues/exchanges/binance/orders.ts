import { amountOf, asRow, asRows, type Row } from '../../reading/shape';
import type { RawRules } from '../definition/market-rules';
import { largerLimit } from '../definition/market-rules';
import { listedBook } from '../definition/order-book';
import type { OrderTerms } from '../definition/order-terms';
import { tradePage } from '../orders/trade-page';
import { termsOfCoins } from '../orders/withdrawal-terms';

const LEVELS = 50;

/**
 * Filters of a symbol: https://developers.binance.com/docs/binance-spot-api-docs/filters. A market order
 * must meet the smallest lot and, in either of its two spellings, the smallest notional.
 */
export function binanceRules(row: Row): RawRules {
  const filters = Array.isArray(row['filters']) ? asRows(row['filters'], 'filters') : [];
  const filter = (type: string): Row => filters.find((one) => one['filterType'] === type) ?? {};
  const lot = filter('LOT_SIZE');
  return {
    lotStep: lot['stepSize'],
    minAmount: lot['minQty'],
    maxAmount: lot['maxQty'],
    minNotional: largerLimit(
      filter('NOTIONAL')['minNotional'],
      filter('MIN_NOTIONAL')['minNotional'],
    ),
    priceStep: filter('PRICE_FILTER')['tickSize'],
  };
}

/** Orders at Binance's spot markets. */
export const binanceOrders: OrderTerms = {
  // A commission is taken from what the order brings, unless it is paid in BNB.
  feeFrom: 'received',
  orderBook: async (venue, { id }) =>
    listedBook(asRow(await venue.call('publicGetDepth', { symbol: id, limit: LEVELS }), 'depth')),
  // https://developers.binance.com/docs/binance-spot-api-docs/rest-api/account-endpoints
  takerFee: async (venue) => {
    const account = asRow(
      await venue.call('privateGetAccount', { omitZeroBalances: 'true' }),
      'account',
    );
    return amountOf(asRow(account['commissionRates'], 'commissionRates'), 'taker');
  },
  // https://www.binance.com/en/fee/schedule: a regular user.
  publishedTakerFee: '0.001',
  // https://developers.binance.com/docs/wallet/capital
  withdrawalTerms: async (venue, codes) =>
    termsOfCoins(venue, await venue.call('sapiGetCapitalConfigGetall'), codes, {
      network: 'network',
      fee: 'withdrawFee',
      minAmount: 'withdrawMin',
      minutes: 'estimatedArrivalTime',
    }),
  tradePage: tradePage(
    (base, quote) => `https://www.binance.com/en/trade/${base}_${quote}?type=spot`,
  ),
};
