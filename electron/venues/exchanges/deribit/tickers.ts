import type { RawTicker, TickerSource } from '../definition/ticker-source';
import { asRows, textOf, timeOf } from '../../reading/shape';
import { deribitResult } from './result';
import { deribitRules, spotInstruments } from './orders';
import { spotMarketOf } from '../common/spot-market';

/** What spot pairs are quoted in. Deribit gives the tickers of one currency at a time. */
const QUOTES = ['USDC', 'USDT', 'BTC'] as const;

/**
 * Deribit's spot pairs:
 * https://docs.deribit.com/api-reference/market-data/public-get_book_summary_by_currency
 */
export const deribitTickers: TickerSource = {
  markets: async (venue) => {
    const instruments = await spotInstruments(venue);
    return instruments
      .filter((row) => row['is_active'] !== false)
      .map((row) => ({
        ...spotMarketOf(venue, row, {
          id: 'instrument_name',
          base: 'base_currency',
          quote: 'quote_currency',
        }),
        rules: deribitRules(row),
      }));
  },
  tickers: async (venue) => {
    const answers = await Promise.all(
      QUOTES.map((currency) =>
        venue.call('publicGetGetBookSummaryByCurrency', { currency, kind: 'spot' }),
      ),
    );
    // A pair may be listed under both of its currencies.
    const byMarket = new Map<string, RawTicker>();
    for (const row of answers.flatMap((answer) => asRows(deribitResult(answer), 'result'))) {
      const marketId = textOf(row, 'instrument_name');
      const at = timeOf(row, 'creation_timestamp');
      byMarket.set(marketId, {
        marketId,
        bid: row['bid_price'],
        ask: row['ask_price'],
        last: row['last'],
        quoteVolume: row['volume_notional'],
        ...(at === undefined ? {} : { at }),
      });
    }
    return byMarket.values();
  },
  marketsPerSubscription: 0,
};
