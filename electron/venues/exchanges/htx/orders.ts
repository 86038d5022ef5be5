import { VenueFailure } from '../../reading/venue-failure';
import { amountOf, asRow, asRows, textOf, type Row } from '../../reading/shape';
import { largerLimit, stepOfPlaces, type RawRules } from '../definition/market-rules';
import { listedBook } from '../definition/order-book';
import type { OrderTerms } from '../definition/order-terms';
import { tradePage } from '../orders/trade-page';
import { termsOf } from '../orders/withdrawal-terms';
import { listOf } from './answers';

const LEVELS = 20;

/** `/v1/common/symbols` of https://www.htx.com/en-us/opend/newApiPages/ */
export function htxRules(row: Row): RawRules {
  return {
    lotStep: stepOfPlaces(row['amount-precision']),
    minAmount: largerLimit(row['min-order-amt'], row['limit-order-min-order-amt']),
    maxAmount: row['limit-order-max-order-amt'] ?? row['max-order-amt'],
    minNotional: row['min-order-value'],
    priceStep: stepOfPlaces(row['price-precision']),
  };
}

/** Orders at HTX's spot markets. */
export const htxOrders: OrderTerms = {
  // `filled-fees` of a match is in the coin that is bought:
  // https://huobiapi.github.io/docs/spot/v1/en/#match-results-of-an-order
  feeFrom: 'received',
  // https://huobiapi.github.io/docs/spot/v1/en/#get-market-depth: 5, 10 or 20 levels.
  orderBook: async (venue, { id }) => {
    const answer = await venue.call('spotPublicGetMarketDepth', {
      symbol: id,
      type: 'step0',
      depth: LEVELS,
    });
    return listedBook(asRow(asRow(answer, 'answer')['tick'], 'tick'));
  },
  // https://huobiapi.github.io/docs/spot/v1/en/#get-current-fee-rate-applied-to-the-user
  takerFee: async (venue) => {
    const params = { symbols: 'btcusdt' };
    const [fees] = listOf(await venue.call('spotPrivateGetV2ReferenceTransactFeeRate', params));
    if (fees === undefined) throw new VenueFailure('bad-response', '"data" was empty');
    return amountOf(fees, 'actualTakerRate');
  },
  // https://www.htx.com/en-us/fee: level 0.
  publishedTakerFee: '0.002',
  // https://huobiapi.github.io/docs/spot/v1/en/#apiv2-currency-amp-chains
  withdrawalTerms: async (venue, codes) =>
    listOf(await venue.call('spotPublicGetV2ReferenceCurrencies'))
      .map((row) => ({ row, code: venue.code(textOf(row, 'currency')) }))
      .filter(({ code }) => codes.has(code))
      .flatMap(({ row, code }) =>
        asRows(row['chains'] ?? [], 'chains')
          .filter((chain) => chain['withdrawStatus'] === 'allowed')
          .map((chain) =>
            termsOf(code, chain, {
              network: chain['displayName'] === undefined ? 'chain' : 'displayName',
              // Only a fixed fee has this field; others depend on the amount.
              fee: 'transactFeeWithdraw',
              minAmount: 'minWithdrawAmt',
            }),
          ),
      ),
  tradePage: tradePage(
    (base, quote) =>
      `https://www.htx.com/trade/${base.toLowerCase()}_${quote.toLowerCase()}?type=spot`,
  ),
};
