import type { FailureCode } from '../../../../shared/base/failure';
import { onlyThese } from '../../protocol/ccxt/read-only';
import type { Meaning } from '../../reading/causes';
import { VenueFailure } from '../../reading/venue-failure';
import { asRow, textOf, type Row } from '../../reading/shape';
import type { KeyPermissions, VenueDefinition } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { krakenAccounts } from './accounts';
import { krakenOrders } from './orders';
import { krakenTickers } from './tickers';

/** Kraken's errors are words: https://docs.kraken.com/api/docs/guides/spot-errors */
const CODES: Readonly<Record<string, Meaning>> = {
  'EAPI:Invalid key': 'key-unknown',
  'EAPI:Invalid signature': 'bad-signature',
  'EAPI:Invalid nonce': 'nonce',
  'EAPI:Rate limit exceeded': 'rate-limited',
  'EGeneral:Temporary lockout': 'locked-out',
  'EGeneral:Too many requests': 'rate-limited',
  'EGeneral:Permission denied': 'permission',
  'EAuth:Account temporary disabled': 'account-locked',
  'EAuth:Account unconfirmed': 'not-verified',
  'EAuth:Rate limit exceeded': 'rate-limited',
  'EAuth:Too many requests': 'rate-limited',
  'ETrade:User Locked': 'account-locked',
  'EGeneral:Internal error': 'venue-unavailable',
  'EAPI:Feature disabled': 'account-not-enabled',
  'EService:Unavailable': 'maintenance',
  'EService:Busy': 'venue-unavailable',
  'EService:Timeout': 'venue-unavailable',
};

const counter = { limit: 'counter', weight: 1 };
const open = { limit: 'public', weight: 1 };

/** Kraken: https://docs.kraken.com/api */
export const kraken: VenueDefinition = {
  info: {
    id: 'kraken',
    kind: 'exchange',
    name: 'Kraken',
    credentials: ['apiKey', 'secret'],
    support: 'full',
    accountTypes: ['spot', 'margin', 'earn'],
    updates: 'stream',
    keyPage: 'https://pro.kraken.com/app/settings/api',
    notSeen: {
      margin: ['derivatives (Kraken Futures has keys of its own)'],
      earn: ['DeFi and on-chain holdings of the Kraken Wallet'],
    },
  },
  hue: 9,
  load: () => import('@venue/kraken.js'),
  policy: onlyThese({
    'GET /0/public/Time': open,
    'GET /0/public/AssetPairs': open,
    'GET /0/public/Ticker': open,
    'GET /0/public/Depth': open,
    // What is charged for the volume that was traded, which it only tells.
    'POST /0/private/TradeVolume': counter,
    'POST /0/private/BalanceEx': counter,
    // Lists what was allocated; allocating is another call.
    'POST /0/private/Earn/Allocations': counter,
    'POST /0/private/TradeBalance': counter,
    'POST /0/private/OpenPositions': counter,
    'POST /0/private/GetApiKeyInfo': counter,
    // Streams only: the right to listen.
    'POST /0/private/GetWebSocketsToken': counter,
  }),
  limits: {
    limits: {
      // The counter of the lowest tier: 15, and a third less each second.
      counter: { capacity: 15, periodMs: 45_000, per: 'key' },
      public: { capacity: 15, periodMs: 15_000, per: 'address' },
    },
    pauses: 'key',
    // Signed by a number that grows, a request does not age: a key that was just added is read to its end.
    longestWaitMs: 10_000,
  },
  inOrder: true,
  errors: {
    errorOf: (json) => {
      const errors: unknown = (json as { error?: unknown } | undefined)?.error;
      const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
      if (typeof first !== 'string') return undefined;
      // "EGeneral:Invalid arguments:asset" and the like have a part of their own at the end.
      const code = Object.keys(CODES).find((known) => first.startsWith(known)) ?? first;
      return { code, message: first };
    },
    codes: CODES,
  },
  accounts: krakenAccounts,
  permissions,
  // The public id of the account, which Kraken calls its IIBAN:
  // https://docs.kraken.com/api-reference/account-data/get-api-key-info
  account: { ask: async (venue) => textOf(await keyOf(venue), 'iban').replace(/\s/g, '') },
  tickers: krakenTickers,
  orders: krakenOrders,
};

/** The right to ask this is a permission of its own that few keys have: without it, it stays unknown. */
async function permissions(venue: VenueCalls): Promise<KeyPermissions> {
  let key: Row;
  try {
    key = await keyOf(venue);
  } catch (error) {
    if (error instanceof VenueFailure && UNANSWERED.has(error.code)) return UNKNOWN;
    throw error;
  }
  const granted: unknown = key['permissions'];
  if (!Array.isArray(granted)) return UNKNOWN;
  const has = (...names: string[]): boolean => names.some((name) => granted.includes(name));
  const addresses: unknown = key['ipAllowlist'];
  return {
    permissions: {
      read: has('query-funds') ? 'yes' : 'no',
      trade: has('modify-trades', 'close-trades') ? 'yes' : 'no',
      withdraw: has('withdraw-funds') ? 'yes' : 'no',
    },
    ipRestricted: Array.isArray(addresses) ? (addresses.length > 0 ? 'yes' : 'no') : 'unknown',
  };
}

async function keyOf(venue: VenueCalls): Promise<Row> {
  const answer = asRow(await venue.call('privatePostGetApiKeyInfo'), 'answer');
  return asRow(answer['result'], 'result');
}

const UNANSWERED = new Set<FailureCode>(['permission', 'bad-response', 'account-not-enabled']);
const UNKNOWN: KeyPermissions = {
  permissions: { read: 'unknown', trade: 'unknown', withdraw: 'unknown' },
  ipRestricted: 'unknown',
};
