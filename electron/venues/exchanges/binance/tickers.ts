import { asRow, asRows, textOf, timeOf } from '../../reading/shape';
import { spotMarketOf } from '../common/spot-market';
import type { TickerSource } from '../definition/ticker-source';
import { binanceRules } from './orders';

/** All markets in one answer, and all tickers in another. */
export const binanceTickers: TickerSource = {
  markets: async (venue) => {
    const answer = asRow(
      await venue.call('publicGetExchangeInfo', {
        symbolStatus: 'TRADING',
        showPermissionSets: 'false',
      }),
      'exchangeInfo',
    );
    return asRows(answer['symbols'], 'symbols')
      .filter((row) => row['status'] === 'TRADING')
      .map((row) => ({
        ...spotMarketOf(venue, row, { id: 'symbol', base: 'baseAsset', quote: 'quoteAsset' }),
        rules: binanceRules(row),
      }));
  },
  tickers: async (venue) =>
    asRows(await venue.call('publicGetTicker24hr'), 'tickers').map((row) => {
      const at = timeOf(row, 'closeTime');
      return {
        marketId: textOf(row, 'symbol'),
        bid: row['bidPrice'],
        ask: row['askPrice'],
        last: row['lastPrice'],
        quoteVolume: row['quoteVolume'],
        open24h: row['openPrice'],
        ...(at === undefined ? {} : { at }),
      };
    }),
  marketsPerSubscription: 100,
};
