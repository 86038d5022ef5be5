import type { Answer } from '../../../../shared/portfolio/venue';
import { asRow, asRows, textOf, timeOf } from '../../reading/shape';
import { onlyThese } from '../../protocol/ccxt/read-only';
import type { KeyPermissions, VenueDefinition } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { mexcAccounts } from './accounts';
import { mexcOrders, mexcRules } from './orders';

const spot = (weight: number) => ({ limit: 'spot', weight });
const futures = { limit: 'futures', weight: 1 };

/** MEXC: https://www.mexc.com/api-docs/spot-v3/introduction, /api-docs/futures/integration-guide */
export const mexc: VenueDefinition = {
  info: {
    id: 'mexc',
    kind: 'exchange',
    name: 'MEXC',
    credentials: ['apiKey', 'secret'],
    support: 'full',
    accountTypes: ['spot', 'futures'],
    // The stream speaks protobuf, for which ccxt wants a package of its own.
    updates: 'polling',
    keyPage: 'https://www.mexc.com/user/openapi',
    notSeen: {
      spot: ['loans', 'Launchpool', 'trading bots'],
      futures: ['copy trading'],
      earn: ['savings, staking and all else in MEXC Earn'],
    },
  },
  load: () => import('@venue/mexc.js'),
  policy: onlyThese({
    'GET /api/v3/time': spot(1),
    'GET /api/v3/exchangeInfo': spot(25),
    'GET /api/v3/ticker/24hr': spot(40),
    'GET /api/v3/depth': spot(1),
    'GET /api/v3/tradeFee': spot(20),
    // Fees and networks that coins may leave by; nothing can be sent by it.
    'GET /api/v3/capital/config/getall': spot(10),
    'GET /api/v3/account': spot(10),
    'GET /api/v3/apiKeyInfo': spot(1),
    'GET /api/v3/uid': spot(1),
    'GET /api/v1/contract/detail': { limit: 'contracts', weight: 1 },
    'GET /api/v1/contract/ticker': futures,
    'GET /api/v1/private/account/assets': futures,
    'GET /api/v1/private/position/open_positions': futures,
  }),
  limits: {
    limits: {
      spot: { capacity: 500, periodMs: 10_000, per: 'address', eachRequest: true },
      futures: { capacity: 20, periodMs: 2000, per: 'key', eachRequest: true },
      contracts: { capacity: 2, periodMs: 10_000, per: 'address' },
    },
    pauses: 'address',
  },
  errors: {
    errorOf: (json) => {
      const error = (json ?? {}) as {
        success?: unknown;
        code?: unknown;
        msg?: unknown;
        message?: unknown;
      };
      if (error.success === true || error.code === undefined) return undefined;
      const code = String(error.code);
      return code === '0' || code === '200'
        ? undefined
        : { code, message: String(error.msg ?? error.message ?? '') };
    },
    // https://www.mexc.com/api-docs/spot-v3/public-api-definitions, /api-docs/futures/error-code
    codes: {
      '401': 'authentication',
      '402': 'key-expired',
      '406': 'ip-restricted',
      '429': 'rate-limited',
      '500': 'venue-unavailable',
      '501': 'venue-unavailable',
      '503': 'venue-unavailable',
      '504': 'venue-unavailable',
      '510': 'rate-limited',
      '511': 'permission',
      '513': 'clock-skew',
      '602': 'bad-signature',
      '604': 'maintenance',
      '701': 'permission',
      '703': 'permission',
      '801': 'maintenance',
      '1000': 'account-not-enabled',
      '10001': 'authentication',
      '10072': 'key-unknown',
      '10073': 'clock-skew',
      '10099': 'account-not-enabled',
      '11444': 'maintenance',
      '60005': 'permission',
      '700001': 'key-unknown',
      '700002': 'bad-signature',
      '700003': 'clock-skew',
      '700005': 'clock-skew',
      '700006': 'ip-restricted',
      '700007': 'permission',
      '730100': 'permission',
    },
  },
  accounts: mexcAccounts,
  permissions,
  // https://www.mexc.com/api-docs/spot-v3/spot-account-trade/query-uid
  account: {
    ask: async (venue) => textOf(asRow(await venue.call('spotPrivateGetUid'), 'uid'), 'uid'),
  },
  tickers: {
    markets: async (venue) =>
      asRows(
        asRow(await venue.call('spotPublicGetExchangeInfo'), 'exchangeInfo')['symbols'],
        'symbols',
      )
        // A market that is closed to the API has prices all the same.
        .filter((row) => String(row['status']) === '1')
        .map((row) => {
          const [baseId, quoteId] = [textOf(row, 'baseAsset'), textOf(row, 'quoteAsset')];
          const [base, quote] = [venue.code(baseId), venue.code(quoteId)];
          return { id: textOf(row, 'symbol'), base, quote, baseId, quoteId, rules: mexcRules(row) };
        }),
    tickers: async (venue) =>
      asRows(await venue.call('spotPublicGetTicker24hr'), 'tickers').map((row) => {
        const at = timeOf(row, 'closeTime');
        return {
          marketId: textOf(row, 'symbol'),
          bid: row['bidPrice'],
          ask: row['askPrice'],
          last: row['lastPrice'],
          quoteVolume: row['quoteVolume'],
          open24h: row['openPrice'],
          ...(at === undefined ? {} : { at }),
        };
      }),
    marketsPerSubscription: 0,
  },
  orders: mexcOrders,
};

/**
 * What MEXC says of this key; `canTrade` and the like in the account's answer are about the account.
 * https://www.mexc.com/api-docs/spot-v3/spot-account-trade/query-api-key-info
 */
async function permissions(venue: VenueCalls): Promise<KeyPermissions> {
  const answer = asRow(
    await venue.call('spotPrivateGetApiKeyInfo', { accessKey: venue.keyId }),
    'apiKeyInfo',
  );
  const granted = textOf(answer, 'permissions').split(',');
  const may = (pattern: RegExp): Answer =>
    granted.some((one) => pattern.test(one.trim())) ? 'yes' : 'no';
  const addresses = answer['ipWhiteList'];
  return {
    permissions: {
      read: may(/_READ$/),
      trade: may(/(DEAL|TRANSFER)_WRITE$/),
      withdraw: may(/^(?=.*WITHDRAW).*_WRITE$/),
    },
    ipRestricted: typeof addresses === 'string' && addresses !== '' ? 'yes' : 'no',
  };
}
