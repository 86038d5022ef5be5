import { VenueFailure } from '../../reading/venue-failure';
import { amountOf, asRow, asRows, textOf, type Row } from '../../reading/shape';
import type { RawRules } from '../definition/market-rules';
import { listedBook } from '../definition/order-book';
import type { OrderTerms } from '../definition/order-terms';
import { tradePage } from '../orders/trade-page';
import { termsOf } from '../orders/withdrawal-terms';
import { resultOf } from './rows';

const LEVELS = 50;

/** https://bybit-exchange.github.io/docs/v5/market/instrument */
export function bybitRules(row: Row): RawRules {
  const part = (field: string): Row => {
    const value: unknown = row[field];
    return typeof value === 'object' && value !== null ? (value as Row) : {};
  };
  const lot = part('lotSizeFilter');
  return {
    lotStep: lot['basePrecision'],
    minAmount: lot['minOrderQty'],
    maxAmount: lot['maxMarketOrderQty'] ?? lot['maxOrderQty'],
    minNotional: lot['minOrderAmt'],
    priceStep: part('priceFilter')['tickSize'],
  };
}

/** Orders at Bybit's spot markets. */
export const bybitOrders: OrderTerms = {
  // https://www.bybit.com/en/help-center/article/Trading-Fee-Structure: of the coin that is bought.
  feeFrom: 'received',
  // https://bybit-exchange.github.io/docs/v5/market/orderbook
  orderBook: async (venue, { id }) =>
    listedBook(
      resultOf(
        await venue.call('publicGetV5MarketOrderbook', {
          category: 'spot',
          symbol: id,
          limit: LEVELS,
        }),
      ),
      'b',
      'a',
    ),
  // https://bybit-exchange.github.io/docs/v5/account/fee-rate: one row for each market.
  takerFee: async (venue) => {
    const answer = await venue.call('privateGetV5AccountFeeRate', { category: 'spot' });
    const rates = asRows(resultOf(answer)['list'], 'list').map((row) =>
      amountOf(row, 'takerFeeRate'),
    );
    const [first] = rates;
    if (first === undefined) throw new VenueFailure('bad-response', '"list" was empty');
    // The dearest one, so that no cost is understated.
    return rates.reduce((most, rate) => (rate.greaterThan(most) ? rate : most), first);
  },
  // https://www.bybit.com/en/help-center/article/Trading-Fee-Structure: no VIP level.
  publishedTakerFee: '0.001',
  // https://bybit-exchange.github.io/docs/v5/asset/coin-info
  withdrawalTerms: async (venue, codes) =>
    asRows(resultOf(await venue.call('privateGetV5AssetCoinQueryInfo'))['rows'], 'rows')
      .map((row) => ({ row, code: venue.code(textOf(row, 'coin')) }))
      .filter(({ code }) => codes.has(code))
      .flatMap(({ row, code }) =>
        asRows(row['chains'], 'chains')
          .filter((chain) => String(chain['chainWithdraw']) === '1')
          .map((chain) =>
            termsOf(code, asRow(chain, 'chain'), {
              network: 'chain',
              fee: 'withdrawFee',
              minAmount: 'withdrawMin',
              share: 'withdrawPercentageFee',
            }),
          ),
      ),
  tradePage: tradePage((base, quote) => `https://www.bybit.com/en/trade/spot/${base}/${quote}`),
};
