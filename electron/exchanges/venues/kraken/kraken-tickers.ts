import { tryDecimal } from '../../../../shared/money/decimal';
import type { TickerSource } from '../../tickers/ticker-source';
import { asRow, textOf, type Row } from '../../../reading/shape';
import { spotMarket } from '../spot-market';
import { krakenRules } from './kraken-orders';

/** Kraken's pairs and tickers: https://docs.kraken.com/api/docs/rest-api/get-ticker-information */
export const krakenTickers: TickerSource = {
  markets: async (venue) => {
    const answer = asRow(await venue.call('publicGetAssetPairs'), 'answer');
    return Object.entries(asRow(answer['result'], 'result'))
      .map(([id, row]) => ({ id, row: asRow(row, id) }))
      .filter(({ row }) => (row['status'] ?? 'online') === 'online' && row['wsname'] !== undefined)
      .map(({ id, row }) => {
        const market = spotMarket(venue, id, textOf(row, 'base'), textOf(row, 'quote'));
        return { ...market, streamName: textOf(row, 'wsname'), rules: krakenRules(row) };
      });
  },
  tickers: async (venue) => {
    const answer = asRow(await venue.call('publicGetTicker'), 'answer');
    return Object.entries(asRow(answer['result'], 'result')).map(([marketId, value]) => {
      const row = asRow(value, marketId);
      return {
        marketId,
        bid: first(row, 'b'),
        ask: first(row, 'a'),
        last: first(row, 'c'),
        quoteVolume: quoteVolume(row),
      };
    });
  },
  marketsPerSubscription: 100,
};

function first(row: Row, field: string): unknown {
  const values = row[field];
  return Array.isArray(values) ? (values[0] as unknown) : undefined;
}

/**
 * Volume of the last 24 hours in the quote: volume times its mean price. The `o` of a ticker is the
 * price at midnight UTC, not 24 hours before, so there is no `open24h`.
 */
function quoteVolume(row: Row): string | undefined {
  const [volume, mean] = ['v', 'p'].map((field) => {
    const values = row[field];
    return Array.isArray(values) ? tryDecimal(values[1]) : undefined;
  });
  return volume && mean ? volume.times(mean).toFixed() : undefined;
}
