import { onlyThese } from '../../protocol/ccxt/read-only';
import type { Meaning } from '../../reading/causes';
import { asRow, textOf } from '../../reading/shape';
import type { VenueError } from '../../protocol/failures/classify-failure';
import type { VenueDefinition } from '../definition/venue-definition';
import { deribitAccounts } from './accounts';
import { deribitResult } from './result';
import { deribitOrders } from './orders';
import { deribitTickers } from './tickers';

const credits = { limit: 'credits', weight: 1 };
const open = { limit: 'public', weight: 1 };

/** https://docs.deribit.com/articles/errors */
export const DERIBIT_CODES: Readonly<Record<string, Meaning>> = {
  '9999': 'account-not-enabled',
  '10000': 'authentication',
  '10028': 'rate-limited',
  '10040': 'venue-unavailable',
  // Every day at 08:00 UTC for some seconds.
  '10041': 'maintenance',
  '10047': 'rate-limited',
  '10066': 'rate-limited',
  '11042': 'permission',
  '11051': 'maintenance',
  '11094': 'venue-unavailable',
  '12005': 'place',
  '13001': 'not-verified',
  '13002': 'account-locked',
  '13004': 'authentication',
  '13007': 'authentication',
  '13009': 'authentication',
  '13011': 'permission',
  '13012': 'permission',
  '13021': 'permission',
  '13025': 'venue-unavailable',
  'bad time': 'clock-skew',
};

/** Deribit: https://docs.deribit.com */
export const deribit: VenueDefinition = {
  info: {
    id: 'deribit',
    kind: 'exchange',
    name: 'Deribit',
    credentials: ['apiKey', 'secret'],
    credentialNames: { apiKey: 'Client ID', secret: 'Client Secret' },
    support: 'full',
    accountTypes: ['unified'],
    updates: 'polling',
    keyPage: 'https://www.deribit.com/account/BTC/api',
    notSeen: {
      unified: ['sub-accounts (each has keys of its own)', 'the fee balance'],
    },
  },
  load: () => import('@venue/deribit.js'),
  policy: onlyThese({
    'GET /api/v2/public/get_time': open,
    'GET /api/v2/public/get_instruments': { limit: 'public', weight: 20 },
    'GET /api/v2/public/get_book_summary_by_currency': open,
    'GET /api/v2/public/get_order_book': open,
    'GET /api/v2/private/get_account_summaries': credits,
    'GET /api/v2/private/get_positions': credits,
  }),
  limits: {
    limits: {
      // https://docs.deribit.com/articles/rate-limits: 50,000 credits, 500 a request, 10,000 a second
      // come back; the list of instruments takes 10,000. Without a key the limits are not told.
      credits: { capacity: 100, periodMs: 5000, per: 'key' },
      public: { capacity: 100, periodMs: 5000, per: 'address' },
    },
    pauses: 'key',
  },
  errors: {
    errorOf: deribitErrorOf,
    codes: DERIBIT_CODES,
    hints: {
      authentication:
        'Check that the Client ID and the Client Secret were copied whole, and that the key is switched on. A key of test.deribit.com does not open deribit.com.',
    },
  },
  accounts: deribitAccounts,
  // Only a list of all keys with their secrets would tell: it is not asked for.
  permissions: async () => ({
    permissions: { read: 'unknown', trade: 'unknown', withdraw: 'unknown' },
    ipRestricted: 'unknown',
  }),
  // https://docs.deribit.com/api-reference/account-management/private-get_account_summaries
  account: {
    ask: async (venue) => {
      const answer = await venue.call('privateGetGetAccountSummaries', { extended: 'true' });
      return textOf(asRow(deribitResult(answer), 'result'), 'id');
    },
  },
  tickers: deribitTickers,
  orders: deribitOrders,
};

/** The error of a JSON-RPC answer, if it is one. */
export function deribitErrorOf(json: unknown): VenueError | undefined {
  const error = (json as { error?: unknown } | undefined)?.error;
  if (typeof error !== 'object' || error === null) return undefined;
  const { code, message, data } = error as { code?: unknown; message?: unknown; data?: unknown };
  const reason = (data as { reason?: unknown } | null | undefined)?.reason;
  const said = typeof reason === 'string' ? `${String(message)}: ${reason}` : String(message);
  return { code: /timestamp|nonce/i.test(said) ? 'bad time' : String(code), message: said };
}
