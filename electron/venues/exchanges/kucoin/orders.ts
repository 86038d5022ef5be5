import { VenueFailure } from '../../reading/venue-failure';
import { amountOf, asRows, textOf, type Row } from '../../reading/shape';
import { largerLimit, type RawRules } from '../definition/market-rules';
import { listedBook } from '../definition/order-book';
import type { OrderTerms } from '../definition/order-terms';
import { tradePage } from '../orders/trade-page';
import { termsOf } from '../orders/withdrawal-terms';
import { dataRowOf, dataRowsOf } from './answers';

/** https://www.kucoin.com/docs-new/rest/spot-trading/market-data/get-all-symbols */
export function kucoinRules(row: Row): RawRules {
  return {
    lotStep: row['baseIncrement'],
    minAmount: row['baseMinSize'],
    maxAmount: row['baseMaxSize'],
    // One is the least worth of an order, the other the least that a market order spends.
    minNotional: largerLimit(row['minFunds'], row['quoteMinSize']),
    priceStep: row['priceIncrement'],
  };
}

/** Orders at KuCoin's spot markets. */
export const kucoinOrders: OrderTerms = {
  // `feeCurrency` of its list of symbols is the quote.
  feeFrom: 'quote',
  // https://www.kucoin.com/docs-new/rest/spot-trading/market-data/get-part-orderbook
  orderBook: async (venue, { id }) =>
    listedBook(dataRowOf(await venue.call('publicGetMarketOrderbookLevel2100', { symbol: id }))),
  // https://www.kucoin.com/docs-new/rest/account-info/trade-fee/get-actual-fee-spot-margin: of the
  // symbols that are named. Coins of the classes B and C pay two and three times as much.
  takerFee: async (venue) => {
    const [fees] = dataRowsOf(await venue.call('privateGetTradeFees', { symbols: 'BTC-USDT' }));
    if (fees === undefined) throw new VenueFailure('bad-response', '"data" was empty');
    return amountOf(fees, 'takerFeeRate');
  },
  // https://www.kucoin.com/vip/level: level 0, coins of class A.
  publishedTakerFee: '0.001',
  // https://www.kucoin.com/docs-new/rest/spot-trading/market-data/get-all-currencies
  withdrawalTerms: async (venue, codes) =>
    dataRowsOf(await venue.call('publicGetCurrencies'))
      .map((row) => ({ row, code: venue.code(textOf(row, 'currency')) }))
      .filter(({ code }) => codes.has(code))
      .flatMap(({ row, code }) =>
        // Money that has no chain has none.
        asRows(row['chains'] ?? [], 'chains')
          .filter((chain) => chain['isWithdrawEnabled'] === true)
          .map((chain) =>
            termsOf(code, chain, {
              network: 'chainName',
              fee: 'withdrawalMinFee',
              minAmount: 'withdrawalMinSize',
              share: 'withdrawFeeRate',
            }),
          ),
      ),
  tradePage: tradePage((base, quote) => `https://www.kucoin.com/trade/${base}-${quote}`),
};
