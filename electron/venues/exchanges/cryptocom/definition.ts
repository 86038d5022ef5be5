import { ONE, tryDecimal } from '../../../../shared/base/decimal';
import { asRow, asRows, textOf, timeOf } from '../../reading/shape';
import { onlyThese } from '../../protocol/ccxt/read-only';
import type { VenueDefinition } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { cryptocomAccounts, rowsOf } from './accounts';
import { cryptocomOrders, cryptocomRules } from './orders';
import { spotMarketOf } from '../common/spot-market';

const each = { limit: 'calls', weight: 1 };
const open = { limit: 'public', weight: 1 };

/** Crypto.com Exchange: https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html */
export const cryptocom: VenueDefinition = {
  info: {
    id: 'cryptocom',
    kind: 'exchange',
    name: 'Crypto.com',
    credentials: ['apiKey', 'secret'],
    support: 'full',
    accountTypes: ['unified', 'earn'],
    updates: 'polling',
    keyPage: 'https://crypto.com/exchange/user/settings/api-management',
    notSeen: {
      unified: ['what the Crypto.com app holds', 'sub-accounts (each has keys of its own)'],
      earn: ['lending and loans', 'trading bots'],
    },
  },
  load: () => import('@venue/cryptocom.js'),
  policy: onlyThese({
    'GET /exchange/v1/public/get-instruments': open,
    'GET /exchange/v1/public/get-tickers': open,
    'GET /exchange/v1/public/get-book': open,
    // Two a second.
    'POST /exchange/v1/private/get-fee-rate': { limit: 'calls', weight: 15 },
    'POST /exchange/v1/private/user-balance': each,
    'POST /exchange/v1/private/get-positions': each,
    'POST /exchange/v1/private/get-accounts': each,
    'POST /exchange/v1/private/staking/get-staking-position': each,
  }),
  limits: {
    limits: {
      // Three of each in 100 ms for a key; 100 a second of each for an address.
      calls: { capacity: 30, periodMs: 1000, per: 'key', eachRequest: true },
      public: { capacity: 100, periodMs: 1000, per: 'address', eachRequest: true },
    },
    pauses: 'key',
  },
  errors: {
    errorOf: (json) => {
      const { code, message } = (json ?? {}) as { code?: unknown; message?: unknown };
      return code === undefined || String(code) === '0'
        ? undefined
        : { code: String(code), message: String(message ?? '') };
    },
    codes: {
      '202': 'permission',
      '401': 'account-not-enabled',
      '406': 'account-not-enabled',
      '411': 'account-not-enabled',
      '412': 'account-not-enabled',
      '10001': 'venue-unavailable',
      '10002': 'authentication',
      '10003': 'ip-restricted',
      '10005': 'permission',
      '10006': 'rate-limited',
      '10007': 'clock-skew',
      '20005': 'account-not-enabled',
      '40101': 'authentication',
      '40102': 'clock-skew',
      '40103': 'ip-restricted',
      '40104': 'permission',
      '40801': 'venue-unavailable',
      '42901': 'rate-limited',
      '50001': 'venue-unavailable',
      '9010001': 'maintenance',
    },
    hints: {
      authentication:
        'Crypto.com says no more than that the key or its signature is not right: check that both parts were copied whole, and that it is a key of the Exchange, not of the App or of its test site (UAT).',
      permission:
        'The key, or the level of verification of the account, does not allow it. Look at both at Crypto.com Exchange; Portolan needs “Can Read” only.',
      'clock-skew':
        'Crypto.com refuses a time that is more than a minute off: let the system set its clock by network time.',
    },
  },
  accounts: cryptocomAccounts,
  // The venue offers no way to ask; whether the key reads is found out by reading.
  permissions: async () => ({
    permissions: { read: 'unknown', trade: 'unknown', withdraw: 'unknown' },
    ipRestricted: 'unknown',
  }),
  account: { ask: onlyAccount },
  tickers: {
    markets: async (venue) =>
      rowsOf(await venue.call('v1PublicGetPublicGetInstruments'))
        .filter((row) => row['inst_type'] === 'CCY_PAIR' && row['tradable'] === true)
        .map((row) => ({
          ...spotMarketOf(venue, row, { id: 'symbol', base: 'base_ccy', quote: 'quote_ccy' }),
          rules: cryptocomRules(row),
        })),
    tickers: async (venue) =>
      rowsOf(await venue.call('v1PublicGetPublicGetTickers')).map((row) => {
        const at = timeOf(row, 't');
        return {
          marketId: textOf(row, 'i'),
          bid: row['b'],
          ask: row['k'],
          last: row['a'],
          quoteVolume: row['vv'],
          open24h: openOf(row['a'], row['c']),
          ...(at === undefined ? {} : { at }),
        };
      }),
    marketsPerSubscription: 0,
  },
  orders: cryptocomOrders,
};

/** The price a day ago, out of the last one and the change since, which is given as a fraction. */
function openOf(last: unknown, change: unknown): string | undefined {
  const [price, growth] = [tryDecimal(last), tryDecimal(change)];
  const factor = growth?.plus(ONE);
  return price === undefined || factor?.greaterThan(0) !== true
    ? undefined
    : price.dividedBy(factor).toSignificantDigits(34).toFixed();
}

/**
 * The master account, if it is the only one: with sub-accounts the answer does not say which of them the
 * key is of. https://exchange-docs.crypto.com/exchange/v1/rest-ws/index.html#private-get-accounts
 */
async function onlyAccount(venue: VenueCalls): Promise<string | undefined> {
  const answer = await venue.call('v1PrivatePostPrivateGetAccounts');
  const result = asRow(asRow(answer, 'answer')['result'], 'result');
  const subAccounts = asRows(result['sub_account_list'] ?? [], 'sub_account_list');
  return subAccounts.length > 0
    ? undefined
    : textOf(asRow(result['master_account'], 'master_account'), 'uuid');
}
