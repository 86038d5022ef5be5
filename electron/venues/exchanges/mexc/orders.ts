import { amountOf, asRow, type Row } from '../../reading/shape';
import { stepOfPlaces, type RawRules } from '../definition/market-rules';
import { listedBook } from '../definition/order-book';
import type { OrderTerms } from '../definition/order-terms';
import { tradePage } from '../orders/trade-page';
import { termsOfCoins } from '../orders/withdrawal-terms';

const LEVELS = 50;

/**
 * https://www.mexc.com/api-docs/spot-v3/market-data-endpoints#exchange-information. Two of the names say
 * something else than is meant: `baseSizePrecision` is the least amount of an order, and
 * `quoteAmountPrecision` the least worth.
 */
export function mexcRules(row: Row): RawRules {
  return {
    lotStep: stepOfPlaces(row['baseAssetPrecision']),
    minAmount: row['baseSizePrecision'],
    minNotional: row['quoteAmountPrecision'],
    priceStep: stepOfPlaces(row['quoteAssetPrecision'] ?? row['quotePrecision']),
  };
}

/** Orders at MEXC's spot markets. */
export const mexcOrders: OrderTerms = {
  // `commissionAsset` of a trade: https://www.mexc.com/api-docs/spot-v3/spot-account-trade#account-trade-list
  feeFrom: 'received',
  // https://www.mexc.com/api-docs/spot-v3/market-data-endpoints#order-book
  orderBook: async (venue, { id }) =>
    listedBook(
      asRow(await venue.call('spotPublicGetDepth', { symbol: id, limit: LEVELS }), 'depth'),
    ),
  // https://www.mexc.com/api-docs/spot-v3/spot-account-trade#query-symbol-commission: of one symbol.
  takerFee: async (venue) => {
    const answer = await venue.call('spotPrivateGetTradeFee', { symbol: 'BTCUSDT' });
    return amountOf(asRow(asRow(answer, 'answer')['data'], 'data'), 'takerCommission');
  },
  // https://www.mexc.com/fee
  publishedTakerFee: '0.0005',
  // https://www.mexc.com/api-docs/spot-v3/wallet-endpoints#query-the-currency-information
  withdrawalTerms: async (venue, codes) =>
    termsOfCoins(venue, await venue.call('spotPrivateGetCapitalConfigGetall'), codes, {
      network: 'network',
      fee: 'withdrawFee',
      minAmount: 'withdrawMin',
    }),
  tradePage: tradePage((base, quote) => `https://www.mexc.com/exchange/${base}_${quote}`),
};
