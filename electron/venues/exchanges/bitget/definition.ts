import { textOf, timeOf } from '../../reading/shape';
import { onlyThese } from '../../protocol/ccxt/read-only';
import type { VenueDefinition } from '../definition/venue-definition';
import { bitgetAccounts } from './accounts';
import { dataRowsOf } from './answers';
import { bitgetOrders, bitgetRules } from './orders';
import { bitgetPermissions, bitgetUser } from './permissions';

/** So many calls of one kind in a second, by user or, for market data, by address. */
const perUser = (calls: number) => ({ limit: 'calls', weight: 60 / calls });
const perAddress = (calls: number) => ({ limit: 'public', weight: 60 / calls });

/** Bitget: https://www.bitget.com/api-doc/common/intro and, for unified accounts, /api-doc/uta/intro */
export const bitget: VenueDefinition = {
  info: {
    id: 'bitget',
    kind: 'exchange',
    name: 'Bitget',
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
    keyPage: 'https://www.bitget.com/account/newapi',
    notSeen: {
      spot: ['trading bots', 'copy trading', 'Launchpool and PoolX', 'crypto loans'],
      earn: ['dual investment', 'Shark Fin', 'On-Chain Elite'],
    },
  },
  load: () => import('@venue/bitget.js'),
  // The mode is asked for here: ccxt takes any failed question for a classic account.
  options: { uta: false },
  policy: onlyThese({
    'GET /api/v2/public/time': perAddress(20),
    'GET /api/v2/spot/public/symbols': perAddress(20),
    'GET /api/v2/spot/market/tickers': perAddress(20),
    'GET /api/v2/spot/market/orderbook': perAddress(20),
    // Fees and networks that coins may leave by; nothing can be sent by it.
    'GET /api/v2/spot/public/coins': perAddress(3),
    'GET /api/v2/common/trade-rate': perUser(10),
    'GET /api/v3/account/fee-rate': perUser(10),
    'GET /api/v2/mix/market/contracts': perAddress(20),
    'GET /api/v3/market/instruments': perAddress(20),
    'GET /api/v3/account/settings': perUser(20),
    'GET /api/v3/account/info': perUser(5),
    'GET /api/v3/account/assets': perUser(20),
    'GET /api/v3/account/funding-assets': perUser(20),
    'GET /api/v3/position/current-position': perUser(20),
    'GET /api/v2/spot/account/info': perUser(1),
    'GET /api/v2/spot/account/assets': perUser(10),
    'GET /api/v2/account/funding-assets': perUser(10),
    'GET /api/v2/account/all-account-balance': perUser(1),
    'GET /api/v2/margin/crossed/account/assets': perUser(10),
    'GET /api/v2/margin/isolated/account/assets': perUser(10),
    'GET /api/v2/mix/account/accounts': perUser(10),
    'GET /api/v2/mix/position/all-position': perUser(5),
    'GET /api/v2/earn/account/assets': perUser(10),
    'GET /api/v2/earn/savings/assets': perUser(10),
  }),
  limits: {
    limits: {
      // A second's worth twice over, so that one call of the slowest kind fits.
      calls: { capacity: 120, periodMs: 2000, per: 'key', eachRequest: true },
      public: { capacity: 120, periodMs: 2000, per: 'address', eachRequest: true },
    },
    pauses: 'address',
  },
  errors: {
    errorOf: (json) => {
      const { code, msg } = (json ?? {}) as { code?: unknown; msg?: unknown };
      return code === undefined || String(code) === '00000'
        ? undefined
        : { code: String(code), message: String(msg ?? '') };
    },
    // https://www.bitget.com/api-doc/common/error-code/rest
    codes: {
      '429': 'rate-limited',
      '40001': 'malformed-request',
      '40002': 'malformed-request',
      '40003': 'malformed-request',
      '40004': 'clock-skew',
      '40005': 'clock-skew',
      '40006': 'key-unknown',
      '40008': 'clock-skew',
      '40009': 'bad-signature',
      '40010': 'venue-unavailable',
      '40011': 'bad-passphrase',
      '40012': 'key-or-passphrase',
      '40013': 'account-locked',
      '40014': 'permission',
      '40015': 'venue-unavailable',
      '40016': 'not-verified',
      '40018': 'ip-restricted',
      '40031': 'account-locked',
      '40037': 'key-unknown',
      // A key of the demo account.
      '40099': 'other-environment',
      // Asked in the words of the other account mode. Only the first makes an account a classic one.
      '40084': 'account-not-enabled',
      '40085': 'bad-response',
      '40200': 'maintenance',
      '40301': 'permission',
      '40308': 'maintenance',
      '40604': 'venue-unavailable',
      '40725': 'venue-unavailable',
      '45001': 'venue-unavailable',
      '50008': 'venue-unavailable',
      '50009': 'rate-limited',
    },
  },
  accounts: bitgetAccounts,
  permissions: bitgetPermissions,
  account: { ask: bitgetUser },
  tickers: {
    markets: async (venue) =>
      dataRowsOf(await venue.call('publicSpotGetV2SpotPublicSymbols'))
        .filter((row) => row['status'] === 'online')
        .map((row) => {
          const [baseId, quoteId] = [textOf(row, 'baseCoin'), textOf(row, 'quoteCoin')];
          const [base, quote] = [venue.code(baseId), venue.code(quoteId)];
          return {
            id: textOf(row, 'symbol'),
            base,
            quote,
            baseId,
            quoteId,
            rules: bitgetRules(row),
          };
        }),
    tickers: async (venue) =>
      dataRowsOf(await venue.call('publicSpotGetV2SpotMarketTickers')).map((row) => {
        const at = timeOf(row, 'ts');
        return {
          marketId: textOf(row, 'symbol'),
          bid: row['bidPr'],
          ask: row['askPr'],
          last: row['lastPr'],
          quoteVolume: row['quoteVolume'],
          open24h: row['open'],
          ...(at === undefined ? {} : { at }),
        };
      }),
    marketsPerSubscription: 0,
  },
  orders: bitgetOrders,
};
