import { tryDecimal } from '../../../../shared/base/decimal';
import type { TickerSource } from '../definition/ticker-source';
import { VenueFailure } from '../../reading/venue-failure';
import { asRow, textOf, type Row } from '../../reading/shape';
import { spotMarket } from '../common/spot-market';
import type { VenueCalls } from '../definition/calls';
import { krakenAsset } from './assets';
import { krakenRules } from './orders';

/** Kraken's pairs and tickers: https://docs.kraken.com/api/docs/rest-api/get-ticker-information */
export const krakenTickers: TickerSource = {
  markets: async (venue) =>
    (await ofBothClasses(venue, 'publicGetAssetPairs', 'aclass_base'))
      .map(([id, row]) => ({ id, row: asRow(row, id) }))
      .filter(({ row }) => (row['status'] ?? 'online') === 'online' && row['wsname'] !== undefined)
      .map(({ id, row }) => {
        // A market may name a tokenised asset as a balance does, `TSLAx.T`.
        const base = krakenAsset(textOf(row, 'base')).coinId;
        const market = spotMarket(venue, id, base, textOf(row, 'quote'));
        return { ...market, streamName: textOf(row, 'wsname'), rules: krakenRules(row) };
      }),
  tickers: async (venue) =>
    (await ofBothClasses(venue, 'publicGetTicker', 'asset_class')).map(([marketId, value]) => {
      const row = asRow(value, marketId);
      return {
        marketId,
        bid: first(row, 'b'),
        ask: first(row, 'a'),
        last: first(row, 'c'),
        quoteVolume: quoteVolume(row),
      };
    }),
  marketsPerSubscription: 100,
};

/**
 * Rows of coins and of tokenised assets, which Kraken lists only to those who ask for the class. Where it
 * refuses that, as it may by country, there are none.
 * https://docs.kraken.com/api-reference/market-data/get-tradable-asset-pairs
 */
async function ofBothClasses(
  venue: VenueCalls,
  method: string,
  parameter: string,
): Promise<readonly (readonly [string, unknown])[]> {
  const rowsOf = async (params: Readonly<Record<string, string>>) => {
    const answer = asRow(await venue.call(method, params), 'answer');
    return Object.entries(asRow(answer['result'], 'result'));
  };
  const tokenised = rowsOf({ [parameter]: 'tokenized_asset' }).catch((error: unknown) => {
    if (error instanceof VenueFailure && error.extra.isRefusal === true) return [];
    throw error;
  });
  const [coins, tokens] = await Promise.all([rowsOf({}), tokenised]);
  const names = new Set(coins.map(([id]) => id));
  return [...coins, ...tokens.filter(([id]) => !names.has(id))];
}

function first(row: Row, field: string): unknown {
  const values = row[field];
  return Array.isArray(values) ? (values[0] as unknown) : undefined;
}

/**
 * Volume of the last 24 hours in the quote: volume times its mean price. The `o` of a ticker is the
 * price at midnight UTC, not 24 hours before, so there is no `open24h`: the stream alone tells it.
 */
function quoteVolume(row: Row): string | undefined {
  const [volume, mean] = ['v', 'p'].map((field) => {
    const values = row[field];
    return Array.isArray(values) ? tryDecimal(values[1]) : undefined;
  });
  return volume && mean ? volume.times(mean).toFixed() : undefined;
}
