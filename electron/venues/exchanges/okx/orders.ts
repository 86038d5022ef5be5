import { VenueFailure } from '../../reading/venue-failure';
import { amountOf, textOf, type Row } from '../../reading/shape';
import type { RawRules } from '../definition/market-rules';
import { listedBook } from '../definition/order-book';
import type { OrderTerms } from '../definition/order-terms';
import { tradePage } from '../orders/trade-page';
import { termsOf } from '../orders/withdrawal-terms';
import { dataOf } from './rows';

const LEVELS = 50;

/** https://www.okx.com/docs-v5/en/#public-data-rest-api-get-instruments */
export function okxRules(row: Row): RawRules {
  return {
    lotStep: row['lotSz'],
    minAmount: row['minSz'],
    maxAmount: row['maxLmtSz'],
    priceStep: row['tickSz'],
  };
}

/** Orders at OKX's spot markets. */
export const okxOrders: OrderTerms = {
  // https://www.okx.com/help/fee-details: of the coin that is received.
  feeFrom: 'received',
  // https://www.okx.com/docs-v5/en/#order-book-trading-market-data-get-order-book
  orderBook: async (venue, { id }) => {
    const [book] = dataOf(await venue.call('publicGetMarketBooks', { instId: id, sz: LEVELS }));
    if (book === undefined) throw new VenueFailure('bad-response', '"data" was empty');
    return listedBook(book);
  },
  // Fees are negative, rebates positive: https://www.okx.com/docs-v5/en/#trading-account-rest-api-get-fee-rates
  takerFee: async (venue) => {
    const [fees] = dataOf(await venue.call('privateGetAccountTradeFee', { instType: 'SPOT' }));
    if (fees === undefined) throw new VenueFailure('bad-response', '"data" was empty');
    return amountOf(fees, 'taker').neg();
  },
  // https://www.okx.com/fees: a regular user.
  publishedTakerFee: '0.001',
  // https://www.okx.com/docs-v5/en/#funding-account-rest-api-get-currencies
  withdrawalTerms: async (venue, codes) =>
    dataOf(await venue.call('privateGetAssetCurrencies'))
      .map((row) => ({ row, code: venue.code(textOf(row, 'ccy')) }))
      .filter(({ row, code }) => codes.has(code) && row['canWd'] === true)
      .map(({ row, code }) =>
        termsOf(code, row, {
          network: 'chain',
          // `fee` took the place of `minFee`, which answers had before it.
          fee: row['fee'] === undefined || row['fee'] === '' ? 'minFee' : 'fee',
          minAmount: 'minWd',
          // Some tokens burn a share of what is sent.
          share: 'burningFeeRate',
        }),
      ),
  tradePage: tradePage(
    (base, quote) => `https://www.okx.com/trade-spot/${base.toLowerCase()}-${quote.toLowerCase()}`,
  ),
};
