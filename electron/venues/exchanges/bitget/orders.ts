import { DOLLAR_STABLECOINS } from '../../../../shared/assets/known-assets';
import { amountOf, asRows, textOf, type Row } from '../../reading/shape';
import { stepOfPlaces, type RawRules } from '../definition/market-rules';
import { listedBook } from '../definition/order-book';
import type { OrderTerms } from '../definition/order-terms';
import { tradePage } from '../orders/trade-page';
import { termsOf } from '../orders/withdrawal-terms';
import { dataRowOf, dataRowsOf } from './answers';
import { accountModeOf } from './mode';

const LEVELS = 50;

/**
 * https://www.bitget.com/api-doc/spot/market/Get-Symbols. The least worth of an order is given in USDT:
 * elsewhere than at markets against dollars it is not stated, so none is told.
 */
export function bitgetRules(row: Row): RawRules {
  const inDollars = DOLLARS.has(String(row['quoteCoin']));
  return {
    lotStep: stepOfPlaces(row['quantityPrecision']),
    minAmount: row['minTradeAmount'],
    maxAmount: row['maxTradeAmount'],
    ...(inDollars ? { minNotional: row['minTradeUSDT'] } : {}),
    priceStep: stepOfPlaces(row['pricePrecision']),
  };
}

const DOLLARS: ReadonlySet<string> = new Set(['USD', ...DOLLAR_STABLECOINS]);

/** The pair whose fee is asked for: it is the account's own for all pairs without a promotion. */
const PAIR = 'BTCUSDT';

/** Orders at Bitget's spot markets. */
export const bitgetOrders: OrderTerms = {
  // https://www.bitget.com/support/articles/12560603790031: of the coin that is received.
  feeFrom: 'received',
  // https://www.bitget.com/api-doc/spot/market/Get-Orderbook
  orderBook: async (venue, { id }) =>
    listedBook(
      dataRowOf(
        await venue.call('publicSpotGetV2SpotMarketOrderbook', {
          symbol: id,
          type: 'step0',
          limit: LEVELS,
        }),
      ),
    ),
  // https://www.bitget.com/api-doc/common/public/Get-Trade-Rate, and of unified accounts
  // https://www.bitget.com/api-doc/uta/account/Get-Account-Fee-Rate
  takerFee: async (venue) => {
    const isUnified = (await accountModeOf(venue, 'taker fee')) === 'unified';
    const answer = isUnified
      ? await venue.call('privateUtaGetV3AccountFeeRate', { symbol: PAIR, category: 'SPOT' })
      : await venue.call('privateCommonGetV2CommonTradeRate', {
          symbol: PAIR,
          businessType: 'spot',
        });
    return amountOf(dataRowOf(answer), 'takerFeeRate');
  },
  // https://www.bitget.com/fee: VIP 0.
  publishedTakerFee: '0.001',
  // https://www.bitget.com/api-doc/spot/market/Get-Coin-List; `extraWithdrawFee` is a share of the amount.
  withdrawalTerms: async (venue, codes) =>
    dataRowsOf(await venue.call('publicSpotGetV2SpotPublicCoins'))
      .map((row) => ({ row, code: venue.code(textOf(row, 'coin')) }))
      .filter(({ code }) => codes.has(code))
      .flatMap(({ row, code }) =>
        asRows(row['chains'] ?? [], 'chains')
          .filter((chain) => String(chain['withdrawable']) === 'true')
          .map((chain) =>
            termsOf(code, chain, {
              network: 'chain',
              fee: 'withdrawFee',
              minAmount: 'minWithdrawAmount',
              share: 'extraWithdrawFee',
            }),
          ),
      ),
  tradePage: tradePage((base, quote) => `https://www.bitget.com/spot/${base}${quote}`),
};
