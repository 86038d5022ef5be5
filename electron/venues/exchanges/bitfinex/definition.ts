import { onlyThese, type ReadPolicy } from '../../protocol/ccxt/read-only';
import type { VenueError } from '../../protocol/failures/classify-failure';
import type { Meaning } from '../../reading/causes';
import { VenueFailure } from '../../reading/venue-failure';
import { textOf } from '../../reading/shape';
import type { KeyPermissions, VenueDefinition } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { bitfinexAccounts } from './accounts';
import { bitfinexOrders } from './orders';
import { namedRows } from './rows';
import { bitfinexTickers } from './tickers';

const own = { limit: 'own', weight: 1 };
const open = { limit: 'public', weight: 1 };

/** https://docs.bitfinex.com/docs/abbreviations-glossary, and words for what has no code of its own. */
const CODES: Readonly<Record<string, Meaning>> = {
  '10000': 'venue-unavailable',
  '10008': 'venue-unavailable',
  '10100': 'authentication',
  '10111': 'authentication',
  '10112': 'authentication',
  '10113': 'authentication',
  '10114': 'nonce',
  '11000': 'venue-unavailable',
  '11010': 'rate-limited',
  '20060': 'maintenance',
  ERR_RATE_LIMIT: 'rate-limited',
  temporarily_unavailable: 'venue-unavailable',
  permission: 'permission',
  signature: 'bad-signature',
  apikey: 'key-unknown',
  address: 'ip-restricted',
};

const fixed = onlyThese({
  'GET /v2/conf/pub:list:pair:exchange': open,
  'GET /v2/conf/pub:info:pair': open,
  'GET /v2/tickers': open,
  'POST /v2/auth/r/wallets': own,
  'POST /v2/auth/r/positions': own,
  'POST /v2/auth/r/permissions': own,
  'POST /v2/auth/r/info/user': own,
  // Only tells what fees the account has.
  'POST /v2/auth/r/summary': own,
});
/** A pair's book has the pair in its path: `tBTCUSD`, `tAVAX:USD`. 240 a minute. */
const BOOK = /^\/v2\/book\/t[A-Za-z0-9]+(:[A-Za-z0-9]+)?\/P0$/;
const book = { limit: 'public', weight: 0.125 };

const policy: ReadPolicy = {
  requests: { ...fixed.requests, 'GET /v2/book/{pair}/P0': book },
  weightOf: (method, path) =>
    fixed.weightOf(method, path) ?? (method === 'GET' && BOOK.test(path) ? book : undefined),
  keeps: (method, pathEnd) =>
    fixed.keeps(method, pathEnd) || (method === 'GET' && pathEnd === 'book/{symbol}/P0'),
};

/** Bitfinex: https://docs.bitfinex.com */
export const bitfinex: VenueDefinition = {
  info: {
    id: 'bitfinex',
    kind: 'exchange',
    name: 'Bitfinex',
    credentials: ['apiKey', 'secret'],
    support: 'full',
    accountTypes: ['spot', 'funding', 'margin', 'futures'],
    updates: 'polling',
    keyPage: 'https://setting.bitfinex.com/api',
    notSeen: {
      spot: ['sub-accounts (each has keys of its own)', 'Bitfinex Borrow and its collateral'],
    },
  },
  load: () => import('@venue/bitfinex.js'),
  policy,
  limits: {
    limits: {
      // Each call's own page of the documentation says 90 a minute; tickers 30. The address is counted.
      own: { capacity: 90, periodMs: 60_000, per: 'address', eachRequest: true },
      public: { capacity: 30, periodMs: 60_000, per: 'address', eachRequest: true },
    },
    pauses: 'address',
  },
  inOrder: true,
  errors: { errorOf, codes: CODES },
  accounts: bitfinexAccounts,
  permissions,
  // https://docs.bitfinex.com/reference/rest-auth-info-user: the id is the first of a list.
  account: {
    ask: async (venue) => {
      const answer = await venue.call('privatePostAuthRInfoUser');
      if (!Array.isArray(answer)) throw new VenueFailure('bad-response', 'the user was no list');
      return textOf({ id: answer[0] as unknown }, 'id');
    },
  },
  tickers: bitfinexTickers,
  orders: bitfinexOrders,
};

/** `["error",10100,"apikey: invalid"]` from the API, `{"error":"ERR_RATE_LIMIT"}` from before it. */
function errorOf(json: unknown): VenueError | undefined {
  if (Array.isArray(json)) {
    const [kind, code, words] = json as readonly unknown[];
    if (kind !== 'error') return undefined;
    const message = String(words ?? '');
    if (/permission/i.test(message)) return { code: 'permission', message };
    if (/\bip\b/i.test(message)) return { code: 'address', message };
    if (/nonce/i.test(message)) return { code: '10114', message };
    if (/digest|signature/i.test(message)) return { code: 'signature', message };
    if (/apikey: *invalid/i.test(message)) return { code: 'apikey', message };
    return { code: String(code), message };
  }
  const error = (json as { error?: unknown } | undefined)?.error;
  return typeof error === 'string' ? { code: error, message: error } : undefined;
}

/** https://docs.bitfinex.com/reference/key-permissions */
async function permissions(venue: VenueCalls): Promise<KeyPermissions> {
  const answer = await venue.call('privatePostAuthRPermissions');
  const rows = namedRows(answer, ['scope', 'read', 'write'], 'permissions');
  const may = (right: 'read' | 'write', ...scopes: readonly string[]): 'yes' | 'no' =>
    rows.some((row) => scopes.includes(textOf(row, 'scope')) && isGranted(row[right]))
      ? 'yes'
      : 'no';
  return {
    permissions: {
      read: may('read', 'wallets'),
      trade: may('write', 'orders', 'positions', 'funding'),
      withdraw: may('write', 'withdraw', 'ui_withdraw'),
    },
    ipRestricted: 'unknown',
  };
}

function isGranted(value: unknown): boolean {
  if (value === 1 || value === true) return true;
  if (value === 0 || value === false) return false;
  throw new VenueFailure('bad-response', 'a permission was not as documented');
}
