import { onlyThese } from '../../protocol/ccxt/read-only';
import { VenueFailure } from '../../reading/venue-failure';
import { asRow, asRows, textOf, timeOf } from '../../reading/shape';
import type { KeyPermissions, VenueDefinition } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { bybitAccounts } from './accounts';
import { resultOf } from './rows';
import { spotMarketOf } from '../common/spot-market';
import { bybitOrders, bybitRules } from './orders';

const call = (weight: number) => ({ limit: 'calls', weight });
const open = { limit: 'address', weight: 1 };

/** Bybit: https://bybit-exchange.github.io/docs/v5/intro */
export const bybit: VenueDefinition = {
  info: {
    id: 'bybit',
    kind: 'exchange',
    name: 'Bybit',
    credentials: ['apiKey', 'secret'],
    support: 'full',
    accountTypes: ['unified', 'spot', 'funding', 'futures', 'futures-inverse', 'earn'],
    updates: 'stream',
    keyPage: 'https://www.bybit.com/app/user/api-management',
    notSeen: {
      unified: ['trading bots', 'copy trading'],
      funding: ['Launchpool', 'crypto loans and their collateral'],
      earn: [
        'fixed-term products',
        'token products (byUSDT)',
        'RWA products',
        'dual assets',
        'liquidity mining',
      ],
    },
  },
  hue: 0,
  load: () => import('@venue/bybit.js'),
  policy: onlyThese({
    'GET /v5/market/time': open,
    'GET /v5/market/instruments-info': open,
    'GET /v5/market/tickers': open,
    'GET /v5/market/orderbook': open,
    'GET /v5/account/fee-rate': call(10),
    // Fees and networks that coins may leave by; nothing can be sent by it.
    'GET /v5/asset/coin/query-info': call(10),
    'GET /v5/user/query-api': call(5),
    'GET /v5/account/info': call(1),
    'GET /v5/account/wallet-balance': call(1),
    'GET /v5/position/list': call(5),
    'GET /v5/asset/transfer/query-account-coins-balance': call(10),
    'GET /v5/earn/position': call(5),
  }),
  limits: {
    limits: {
      // https://bybit-exchange.github.io/docs/v5/rate-limit: 50 per second for the cheapest calls.
      calls: { capacity: 50, periodMs: 1000, per: 'key', eachRequest: true },
      address: { capacity: 600, periodMs: 5000, per: 'address' },
    },
    pauses: 'key',
  },
  errors: {
    resets: [{ name: 'x-bapi-limit-reset-timestamp', unit: 1000 }],
    errorOf: (json) => {
      const { retCode, retMsg } = (json ?? {}) as { retCode?: unknown; retMsg?: unknown };
      return retCode === undefined || String(retCode) === '0'
        ? undefined
        : { code: String(retCode), message: String(retMsg ?? '') };
    },
    codes: {
      '10000': 'venue-unavailable',
      '10002': 'clock-skew',
      '10003': 'key-unknown',
      '10004': 'bad-signature',
      '10005': 'permission',
      '10006': 'rate-limited',
      '10007': 'authentication',
      '10008': 'account-locked',
      '10009': 'address-banned',
      '10010': 'ip-restricted',
      '10016': 'venue-unavailable',
      '10018': 'address-banned',
      '10019': 'venue-unavailable',
      '10024': 'place',
      '10028': 'account-not-enabled',
      '33004': 'key-expired',
    },
  },
  accounts: (venue) => bybitAccounts(venue, true),
  permissions,
  // https://bybit-exchange.github.io/docs/v5/user/apikey-info
  account: {
    ask: async (venue) => textOf(resultOf(await venue.call('privateGetV5UserQueryApi')), 'userID'),
  },
  tickers: {
    markets: async (venue) => {
      const answer = await venue.call('publicGetV5MarketInstrumentsInfo', { category: 'spot' });
      return asRows(resultOf(answer)['list'], 'list')
        .filter((row) => row['status'] === 'Trading')
        .map((row) => ({
          ...spotMarketOf(venue, row, { id: 'symbol', base: 'baseCoin', quote: 'quoteCoin' }),
          rules: bybitRules(row),
        }));
    },
    tickers: async (venue) => {
      const answer = await venue.call('publicGetV5MarketTickers', { category: 'spot' });
      const at = timeOf(asRow(answer, 'answer'), 'time');
      return asRows(resultOf(answer)['list'], 'list').map((row) => ({
        marketId: textOf(row, 'symbol'),
        bid: row['bid1Price'],
        ask: row['ask1Price'],
        last: row['lastPrice'],
        quoteVolume: row['turnover24h'],
        open24h: row['prevPrice24h'],
        ...(at === undefined ? {} : { at }),
      }));
    },
    // Bybit takes ten spot topics in one subscription.
    marketsPerSubscription: 10,
  },
  orders: bybitOrders,
};

/** Permissions that let a key act, by group: https://bybit-exchange.github.io/docs/v5/user/apikey-info */
const TRADING_GROUPS = ['ContractTrade', 'Spot', 'Options', 'Derivatives', 'CopyTrading', 'Earn'];

async function permissions(venue: VenueCalls): Promise<KeyPermissions> {
  const key = resultOf(await venue.call('privateGetV5UserQueryApi'));
  const groups = asRow(key['permissions'], 'permissions');
  const readOnly = String(key['readOnly']);
  if (readOnly !== '0' && readOnly !== '1')
    throw new VenueFailure('bad-response', '"readOnly" was not as documented');
  const granted = (group: string): readonly unknown[] => {
    const names: unknown = groups[group];
    return Array.isArray(names) ? (names as unknown[]) : [];
  };
  const acts = readOnly === '0';
  return {
    permissions: {
      read: 'yes',
      trade: acts && TRADING_GROUPS.some((group) => granted(group).length > 0) ? 'yes' : 'no',
      withdraw: acts && granted('Wallet').includes('Withdraw') ? 'yes' : 'no',
    },
    ipRestricted: boundTo(key['ips']),
  };
}

function boundTo(ips: unknown): KeyPermissions['ipRestricted'] {
  if (!Array.isArray(ips)) return 'unknown';
  return ips.some((ip) => ip !== '*' && ip !== '') ? 'yes' : 'no';
}
