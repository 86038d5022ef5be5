import type { CredentialField } from '../../../../shared/portfolio/venue';
import { readingOnly } from '../../protocol/ccxt/read-only';
import { unifiedTicker } from '../tickers/unified-ticker';
import { asRow } from '../../reading/shape';
import type { TickerSource } from '../definition/ticker-source';
import type { VenueDefinition } from '../definition/venue-definition';
import type { CcxtConstructor } from '../../protocol/ccxt/ccxt-exchange';
import { genericFeeFrom, genericOrders, genericRules } from './orders';
import { spotAnswersAToC } from './spot-answers-a-c';
import { spotAnswersDToZ } from './spot-answers-d-z';
import { readAnswer, type SpotReader } from './spot-read';
import { geminiFlaw } from './gemini-key';
import { spotReaders } from './spot-readers';

/** Id, name, what a key consists of, and where its part of ccxt is. */
export type GenericVenue = readonly [
  id: string,
  name: string,
  credentials: readonly CredentialField[],
  load: () => Promise<{ readonly default: CcxtConstructor }>,
];

/** Venues whose markets name coins by ids that only this list explains. */
const NEEDS_CURRENCIES: ReadonlySet<string> = new Set(['latoken']);

/** How the spot account of each venue is read. */
const readers: ReadonlyMap<string, SpotReader> = new Map([
  ...Object.entries({ ...spotAnswersAToC, ...spotAnswersDToZ }).map(([id, answer]) => {
    const reader: SpotReader = (venue) => () => readAnswer(venue, answer);
    return [id, reader] as const;
  }),
  ...Object.entries(spotReaders),
]);

/** The active spot markets, as ccxt knows them from any venue. */
const spotTickers: TickerSource = {
  markets: async (venue) =>
    (await venue.unified.markets())
      .filter(({ spot, active }) => spot === true && active !== false)
      .map((market) => {
        const { symbol, base, quote } = market;
        const { notes } = venue.unified;
        return {
          id: symbol,
          base,
          quote,
          baseId: base,
          quoteId: quote,
          rules: genericRules(market, notes),
          feeFrom: genericFeeFrom(market, notes),
        };
      }),
  tickers: async (venue) =>
    Object.entries(asRow(await venue.unified.tickers(), 'tickers')).map(([symbol, ticker]) =>
      unifiedTicker(ticker, symbol),
    ),
  marketsPerSubscription: 0,
};

/**
 * A venue without readers of its own: its spot account and nothing else. ccxt signs and sends; the answer
 * is read by a table of shapes, which takes nothing on trust.
 */
export function genericVenue([id, name, credentials, load]: GenericVenue): VenueDefinition {
  const reader = readers.get(id);
  if (reader === undefined) throw new Error(`nobody knows what ${id} answers`);
  return {
    info: {
      id,
      kind: 'exchange',
      name,
      credentials,
      support: 'generic',
      accountTypes: ['spot'],
      updates: 'polling',
      notSeen: {
        spot: ['all that lies outside of the spot account (margin, futures, earn, loans)'],
      },
    },
    load,
    options: { defaultType: 'spot' },
    // LBank takes a longer secret for a key of RSA.
    ...(id === 'lbank' ? { sampleKey: () => ({ secret: 'c2FtcGxl' }) } : {}),
    ...(id === 'gemini' ? { keyFlaw: geminiFlaw } : {}),
    // Nothing is needed of these lists, and some of them want a key, or are a web page.
    has: { fetchCurrencies: NEEDS_CURRENCIES.has(id) },
    policy: readingOnly({ limit: 'calls', weight: 1 }),
    limits: {
      // Unknown here, so modest: a refresh takes one or two requests.
      limits: { calls: { capacity: 30, periodMs: 30_000, per: 'key' } },
      pauses: 'address',
    },
    accounts: async (venue) => ({
      readers: [
        { accountType: 'spot', source: 'spot balance, signed by ccxt', read: reader(venue) },
      ],
      streams: [],
    }),
    permissions: async () => ({
      permissions: { read: 'unknown', trade: 'unknown', withdraw: 'unknown' },
      ipRestricted: 'unknown',
    }),
    tickers: spotTickers,
    orders: genericOrders,
  };
}
