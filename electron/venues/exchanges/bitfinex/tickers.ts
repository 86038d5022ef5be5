import { tryDecimal } from '../../../../shared/base/decimal';
import type { TickerSource } from '../definition/ticker-source';
import { textOf, type Row } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';
import { spotMarket, withRules } from '../common/spot-market';
import { bitfinexRules } from './orders';
import { TICKER } from './positions';
import { currenciesOf, listOf, namedRows } from './rows';

/** Bitfinex's exchange pairs and all tickers: https://docs.bitfinex.com/reference/rest-public-conf */
export const bitfinexTickers: TickerSource = {
  markets: async (venue) => {
    const [listed, rules] = await Promise.all([
      venue.call('publicGetConfPubListPairExchange'),
      bitfinexRules(venue),
    ]);
    const answer = listOf(listed, 'pairs');
    return listOf(answer[0], 'pairs').map((pair) => {
      if (typeof pair !== 'string') throw new VenueFailure('bad-response', 'a pair had no name');
      return withRules(spotMarket(venue, `t${pair}`, ...currenciesOf(pair)), rules.get(pair));
    });
  },
  tickers: async (venue) => {
    const answer = await venue.call('publicGetTickers', { symbols: 'ALL' });
    return (
      namedRows(answer, TICKER, 'tickers')
        // The others are of funding (`fUSD`), whose fields are others.
        .filter((row) => textOf(row, 'symbol').startsWith('t'))
        .map((row) => ({
          marketId: textOf(row, 'symbol'),
          bid: row['bid'],
          ask: row['ask'],
          last: row['last'],
          baseVolume: row['volume'],
          open24h: openOf(row),
        }))
    );
  },
  marketsPerSubscription: 0,
};

/** The change of 24 hours is given instead of the price before. */
function openOf(row: Row): string | undefined {
  const [last, change] = ['last', 'change'].map((field) =>
    tryDecimal(typeof row[field] === 'number' ? String(row[field]) : row[field]),
  );
  return last && change ? last.minus(change).toFixed() : undefined;
}
