import { tryDecimal } from '../../../../shared/base/decimal';
import { onlyThese } from '../../protocol/ccxt/read-only';
import type { Meaning } from '../../reading/causes';
import { VenueFailure } from '../../reading/venue-failure';
import { asRow, asRows, textOf, timeOf, type Row } from '../../reading/shape';
import type { KeyPermissions, VenueDefinition } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { kucoinAccounts } from './accounts';
import { dataOf, dataRowOf, dataRowsOf } from './answers';
import { kucoinOrders, kucoinRules } from './orders';

const spot = (weight: number) => ({ limit: 'spot', weight });
const futures = (weight: number) => ({ limit: 'futures', weight });
const management = (weight: number) => ({ limit: 'management', weight });
const earn = (weight: number) => ({ limit: 'earn', weight });
const unified = (weight: number) => ({ limit: 'unified', weight });
const perAddress = (weight: number) => ({ limit: 'public', weight });

/** https://www.kucoin.com/docs-new/error-code (spot, margin and futures share the first group) */
const CODES: Readonly<Record<string, Meaning>> = {
  '400001': 'malformed-request',
  '400002': 'clock-skew',
  '400003': 'key-unknown',
  '400004': 'bad-passphrase',
  '400005': 'bad-signature',
  '400006': 'ip-restricted',
  '400007': 'permission',
  '400303': 'not-verified',
  // Its services are not available in the country of this network address.
  '400302': 'place',
  '400500': 'place',
  '400401': 'authentication',
  '411100': 'account-locked',
  '429000': 'rate-limited',
  '500000': 'venue-unavailable',
  '408000': 'venue-unavailable',
  // Margin trading, or the unified account, has never been opened.
  '101030': 'account-not-enabled',
  '112010': 'account-not-enabled',
  '130306': 'account-not-enabled',
  '130307': 'account-not-enabled',
};

/** KuCoin, classic and unified accounts: https://www.kucoin.com/docs-new */
export const kucoin: VenueDefinition = {
  info: {
    id: 'kucoin',
    kind: 'exchange',
    name: 'KuCoin',
    credentials: ['apiKey', 'secret', 'password'],
    support: 'full',
    accountTypes: [
      'unified',
      'spot',
      'funding',
      'margin',
      'isolated-margin',
      'futures',
      'futures-inverse',
      'earn',
    ],
    updates: 'stream',
    keyPage: 'https://www.kucoin.com/account/api',
    notSeen: {
      funding: ['sub-accounts (each has keys of its own)', 'crypto loans'],
      spot: ['trading bots'],
      earn: ['dual investment', 'lending', 'structured products'],
    },
  },
  hue: 5,
  load: () => import('@venue/kucoin.js'),
  // Weights: https://www.kucoin.com/docs-new/rate-limit and each endpoint's page.
  policy: onlyThese({
    'GET /api/v1/timestamp': perAddress(3),
    'GET /api/v2/symbols': perAddress(4),
    'GET /api/v1/market/allTickers': perAddress(15),
    'GET /api/v1/market/orderbook/level2_100': perAddress(4),
    // Fees and networks that coins may leave by; nothing can be sent by it.
    'GET /api/v3/currencies': perAddress(3),
    'GET /api/v1/trade-fees': spot(3),
    'GET /api/v1/contracts/active': perAddress(3),
    'GET /api/v1/user/api-key': management(20),
    'GET /api/v1/hf/accounts/opened': spot(30),
    'GET /api/v1/accounts': management(5),
    'GET /api/v3/margin/accounts': spot(15),
    'GET /api/v3/isolated/accounts': spot(15),
    'GET /api/v1/account-overview': futures(5),
    'GET /api/v1/positions': futures(2),
    'GET /api/v1/earn/hold-assets': earn(5),
    'GET /api/ua/v1/account/mode': unified(30),
    'GET /api/ua/v1/account/balance': unified(5),
    'GET /api/ua/v1/{accountMode}/account/balance': unified(5),
    'GET /api/ua/v1/{accountMode}/position/open-list': unified(3),
    // Streams only: the right to listen.
    'POST /api/v1/bullet-private': management(10),
  }),
  limits: {
    // Of the lowest level, each pool for itself.
    limits: {
      spot: { capacity: 4000, periodMs: 30_000, per: 'key' },
      futures: { capacity: 2000, periodMs: 30_000, per: 'key' },
      management: { capacity: 2000, periodMs: 30_000, per: 'key' },
      earn: { capacity: 2000, periodMs: 30_000, per: 'key' },
      unified: { capacity: 2000, periodMs: 30_000, per: 'key' },
      public: { capacity: 2000, periodMs: 30_000, per: 'address' },
    },
    pauses: 'key',
  },
  errors: {
    resets: [{ name: 'gw-ratelimit-reset', unit: 1 }],
    errorOf: (json) => {
      const { code, msg } = (json ?? {}) as { code?: unknown; msg?: unknown };
      return code === undefined || SUCCESS.has(String(code))
        ? undefined
        : { code: String(code), message: String(msg ?? '') };
    },
    codes: CODES,
  },
  accounts: kucoinAccounts,
  permissions,
  account: { ask: async (venue) => textOf(await keyOf(venue), 'uid') },
  tickers: {
    markets: async (venue) =>
      dataRowsOf(await venue.call('publicGetSymbols'))
        .filter((row) => row['enableTrading'] === true)
        .map((row) => {
          const [baseId, quoteId] = [textOf(row, 'baseCurrency'), textOf(row, 'quoteCurrency')];
          const [base, quote] = [venue.code(baseId), venue.code(quoteId)];
          return {
            id: textOf(row, 'symbol'),
            base,
            quote,
            baseId,
            quoteId,
            rules: kucoinRules(row),
          };
        }),
    tickers: async (venue) => {
      const data = dataRowOf(await venue.call('publicGetMarketAllTickers'));
      const at = timeOf(data, 'time');
      return asRows(data['ticker'], 'ticker').map((row) => ({
        marketId: textOf(row, 'symbol'),
        bid: row['buy'],
        ask: row['sell'],
        last: row['last'],
        quoteVolume: row['volValue'],
        open24h: openOf(row),
        ...(at === undefined ? {} : { at }),
      }));
    },
    marketsPerSubscription: 0,
  },
  orders: kucoinOrders,
};

const SUCCESS = new Set(['200000', '200']);

/** KuCoin tells the change of a day instead of where the price stood before it. */
function openOf(row: Row): string | undefined {
  const [last, change] = [tryDecimal(row['last']), tryDecimal(row['changePrice'])];
  return last === undefined || change === undefined ? undefined : last.minus(change).toFixed();
}

/** `Transfer` is what the key page calls withdrawal; `InnerTransfer` stays inside the account. */
const WITHDRAWING = ['Withdrawal', 'Withdraw', 'Transfer'];
const TRADING = ['Trade', 'Spot', 'Margin', 'Futures', 'Unified', 'Earn'];

/** https://www.kucoin.com/docs-new/rest/account-info/account-funding/get-apikey-info */
async function permissions(venue: VenueCalls): Promise<KeyPermissions> {
  const key = await keyOf(venue);
  const permission: unknown = key['permission'];
  if (typeof permission !== 'string')
    throw new VenueFailure('bad-response', '"permission" was not as documented');
  const granted = new Set(permission.split(',').map((name) => name.trim()));
  const has = (names: readonly string[]): boolean => names.some((name) => granted.has(name));
  const addresses: unknown = key['ipWhitelist'];
  const isBound = typeof addresses === 'string' && addresses.trim() !== '';
  return {
    permissions: {
      read: has(['General', ...TRADING]) ? 'yes' : 'no',
      trade: has(TRADING) ? 'yes' : 'no',
      withdraw: has(WITHDRAWING) ? 'yes' : 'no',
    },
    ipRestricted: isBound ? 'yes' : 'no',
  };
}

async function keyOf(venue: VenueCalls): Promise<Row> {
  return asRow(dataOf(await venue.call('privateGetUserApiKey')), 'data');
}
