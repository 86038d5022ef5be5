import { ONE, tryDecimal } from '../../../../shared/base/decimal';
import { onlyThese } from '../../protocol/ccxt/read-only';
import type { Meaning } from '../../reading/causes';
import { asRows, textOf, type Row } from '../../reading/shape';
import type { VenueDefinition } from '../definition/venue-definition';
import { gateAccounts } from './accounts';
import { gateOrders, gateRules } from './orders';
import { gatePermissions, gateUser } from './permissions';

const each = { limit: 'calls', weight: 1 };
const wallet = { limit: 'wallet', weight: 1 };
const open = { limit: 'public', weight: 1 };

/** https://www.gate.com/docs/developers/apiv4/en/#label-list */
const CODES: Readonly<Record<string, Meaning>> = {
  INVALID_CREDENTIALS: 'authentication',
  INVALID_KEY: 'key-unknown',
  INVALID_SIGNATURE: 'bad-signature',
  AUTHENTICATION_FAILED: 'authentication',
  MISSING_REQUIRED_HEADER: 'malformed-request',
  IP_FORBIDDEN: 'ip-restricted',
  REQUEST_EXPIRED: 'clock-skew',
  FORBIDDEN: 'permission',
  READ_ONLY: 'permission',
  ACCOUNT_LOCKED: 'account-locked',
  SUB_ACCOUNT_LOCKED: 'account-locked',
  TOO_MANY_REQUESTS: 'rate-limited',
  TOO_FAST: 'rate-limited',
  INTERNAL: 'venue-unavailable',
  SERVER_ERROR: 'venue-unavailable',
  TOO_BUSY: 'venue-unavailable',
  // A futures or options account is made by the first transfer to it.
  USER_NOT_FOUND: 'account-not-enabled',
};

/** Gate, classic and unified accounts: https://www.gate.com/docs/developers/apiv4/en */
export const gate: VenueDefinition = {
  info: {
    id: 'gate',
    kind: 'exchange',
    name: 'Gate',
    credentials: ['apiKey', 'secret'],
    support: 'full',
    accountTypes: [
      'unified',
      'spot',
      'isolated-margin',
      'futures',
      'futures-inverse',
      'options',
      'earn',
    ],
    updates: 'stream',
    keyPage: 'https://www.gate.com/myaccount/profile/api-key/manage',
    notSeen: {
      spot: [
        'sub-accounts (each has keys of its own)',
        'trading bots',
        'copy trading',
        'loans',
        'points',
      ],
      earn: ['dual investment', 'structured products', 'Launchpool', 'auto invest'],
    },
  },
  load: () => import('@venue/gate.js'),
  policy: onlyThese({
    'GET /api/v4/spot/time': open,
    'GET /api/v4/spot/currency_pairs': open,
    'GET /api/v4/spot/tickers': open,
    'GET /api/v4/spot/order_book': open,
    'GET /api/v4/spot/fee': each,
    'GET /api/v4/futures/{settle}/contracts': open,
    'GET /api/v4/delivery/{settle}/contracts': open,
    'GET /api/v4/options/contracts': open,
    'GET /api/v4/account/main_keys': each,
    'GET /api/v4/account/detail': each,
    'GET /api/v4/wallet/total_balance': wallet,
    'GET /api/v4/unified/unified_mode': each,
    'GET /api/v4/unified/accounts': each,
    'GET /api/v4/spot/accounts': each,
    'GET /api/v4/margin/accounts': each,
    'GET /api/v4/futures/{settle}/accounts': each,
    'GET /api/v4/futures/{settle}/positions': each,
    'GET /api/v4/delivery/{settle}/accounts': each,
    'GET /api/v4/delivery/{settle}/positions': each,
    'GET /api/v4/options/accounts': each,
    'GET /api/v4/options/positions': each,
    'GET /api/v4/earn/uni/lends': each,
    'GET /api/v4/earn/fixed-term/user/lend': each,
    'GET /api/v4/earn/staking/assets': each,
  }),
  limits: {
    // https://www.gate.com/docs/developers/apiv4/en/#frequency-limit-rule
    limits: {
      calls: { capacity: 150, periodMs: 10_000, per: 'key', eachRequest: true },
      wallet: { capacity: 80, periodMs: 10_000, per: 'key', eachRequest: true },
      public: { capacity: 200, periodMs: 10_000, per: 'address', eachRequest: true },
    },
    pauses: 'key',
  },
  errors: {
    resets: [{ name: 'x-gate-ratelimit-reset-timestamp', unit: 1000 }],
    errorOf: (json) => {
      const { label, message, detail } = (json ?? {}) as Record<string, unknown>;
      return typeof label === 'string' && label !== ''
        ? { code: label, message: String(message ?? detail ?? '') }
        : undefined;
    },
    codes: CODES,
  },
  accounts: (venue) => gateAccounts(venue, true),
  permissions: gatePermissions,
  account: { ask: gateUser },
  tickers: {
    markets: async (venue) =>
      asRows(await venue.call('publicSpotGetCurrencyPairs'), 'currency pairs')
        .filter((row) => row['trade_status'] === 'tradable')
        .map((row) => {
          const [baseId, quoteId] = [textOf(row, 'base'), textOf(row, 'quote')];
          const [base, quote] = [venue.code(baseId), venue.code(quoteId)];
          return { id: textOf(row, 'id'), base, quote, baseId, quoteId, rules: gateRules(row) };
        }),
    tickers: async (venue) =>
      asRows(await venue.call('publicSpotGetTickers'), 'tickers').map((row) => ({
        marketId: textOf(row, 'currency_pair'),
        bid: row['highest_bid'],
        ask: row['lowest_ask'],
        last: row['last'],
        quoteVolume: row['quote_volume'],
        open24h: openOf(row),
      })),
    marketsPerSubscription: 0,
  },
  orders: gateOrders,
};

/** Gate tells the change of a day in percent instead of where the price stood before it. */
function openOf(row: Row): string | undefined {
  const [last, percent] = [tryDecimal(row['last']), tryDecimal(row['change_percentage'])];
  if (last === undefined || percent === undefined) return undefined;
  const factor = ONE.plus(percent.dividedBy(100));
  return factor.greaterThan(0)
    ? last.dividedBy(factor).toSignificantDigits(12).toFixed()
    : undefined;
}
