import { onlyThese } from '../../protocol/ccxt/read-only';
import { asRow, textOf } from '../../reading/shape';
import type { VenueError } from '../../protocol/failures/classify-failure';
import type { VenueDefinition } from '../definition/venue-definition';
import { krakenFuturesAccounts } from './accounts';

const cost = (weight: number) => ({ limit: 'budget', weight });

/** Kraken's derivatives, which have keys of their own: https://docs.kraken.com/api/docs/futures-api */
export const krakenfutures: VenueDefinition = {
  info: {
    id: 'krakenfutures',
    kind: 'exchange',
    name: 'Kraken Futures',
    credentials: ['apiKey', 'secret'],
    support: 'full',
    accountTypes: ['funding', 'futures', 'futures-inverse'],
    updates: 'polling',
    keyPage: 'https://futures.kraken.com/trade/settings/api',
    notSeen: {
      funding: ['sub-accounts (each has keys of its own)'],
    },
  },
  load: () => import('@venue/krakenfutures.js'),
  policy: onlyThese({
    'GET /derivatives/api/v3/tickers': { limit: 'public', weight: 1 },
    'GET /derivatives/api/v3/accounts': cost(2),
    'GET /derivatives/api/v3/openpositions': cost(2),
    // One entry, for the id of the account that is named beside it.
    'GET /api/history/v3/account-log': cost(1),
  }),
  limits: {
    limits: {
      // https://docs.kraken.com/exchange/guides/futures/ratelimits: public calls cost nothing there.
      budget: { capacity: 500, periodMs: 10_000, per: 'key' },
      public: { capacity: 50, periodMs: 10_000, per: 'address' },
    },
    pauses: 'key',
  },
  errors: {
    errorOf,
    codes: {
      accountInactive: 'account-not-enabled',
      apiLimitExceeded: 'rate-limited',
      authenticationError: 'authentication',
      nonceBelowThreshold: 'nonce',
      nonceDuplicate: 'nonce',
      'Server Error': 'venue-unavailable',
      Unavailable: 'venue-unavailable',
      unavailable: 'venue-unavailable',
      unknownError: 'venue-unavailable',
    },
    // It has one word for all that can be wrong with a key.
    hints: {
      authentication:
        'Check that both parts of the key were copied whole and that it still exists. Kraken Futures has keys of its own, made on its settings page: a key of Kraken, or of the demo site, does not open it.',
    },
  },
  accounts: krakenFuturesAccounts,
  // ccxt has no call that tells what the key may do.
  permissions: async () => ({
    permissions: { read: 'unknown', trade: 'unknown', withdraw: 'unknown' },
    ipRestricted: 'unknown',
  }),
  // https://docs.kraken.com/api-reference/account-history/get-account-log
  account: {
    ask: async (venue) => {
      const answer = await venue.call('historyGetAccountLog', { count: 1 });
      return textOf(asRow(answer, 'account log'), 'accountUid');
    },
  },
  // No spot markets: known coins are priced elsewhere.
};

/** `{"result":"error","error":"authenticationError"}`, or a list of errors as text or with a message. */
function errorOf(json: unknown): VenueError | undefined {
  const { error, errors } = (json ?? {}) as { error?: unknown; errors?: unknown };
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const listed = (first as { message?: unknown } | undefined)?.message ?? first;
  const said = [error, listed].find((each) => typeof each === 'string');
  return typeof said === 'string' ? { code: said, message: said } : undefined;
}
