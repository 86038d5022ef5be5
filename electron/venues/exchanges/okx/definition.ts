import { onlyThese } from '../../protocol/ccxt/read-only';
import { VenueFailure } from '../../reading/venue-failure';
import { textOf, timeOf, type Row } from '../../reading/shape';
import type { KeyPermissions, VenueDefinition } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { okxAccounts } from './accounts';
import { dataOf } from './rows';
import { spotMarketOf } from '../common/spot-market';
import { okxOrders, okxRules } from './orders';

/** So many calls of one kind in two seconds, by key or, for market data, by address. */
const perUser = (calls: number) => ({ limit: 'calls', weight: 60 / calls });
const perAddress = (calls: number) => ({ limit: 'public', weight: 60 / calls });

/** OKX: https://www.okx.com/docs-v5/en/ */
export const okx: VenueDefinition = {
  info: {
    id: 'okx',
    kind: 'exchange',
    name: 'OKX',
    credentials: ['apiKey', 'secret', 'password'],
    support: 'full',
    accountTypes: ['unified', 'funding', 'earn'],
    updates: 'stream',
    keyPage: 'https://www.okx.com/account/my-api',
    notSeen: {
      funding: ['crypto loans and their collateral'],
      earn: ['fixed-term Simple Earn', 'stable rewards', 'OKUSD', 'dual investment'],
    },
  },
  hue: 7,
  load: () => import('@venue/okx.js'),
  policy: onlyThese({
    'GET /api/v5/public/time': perAddress(10),
    'GET /api/v5/public/instruments': perAddress(20),
    'GET /api/v5/market/tickers': perAddress(20),
    'GET /api/v5/market/books': perAddress(40),
    'GET /api/v5/account/trade-fee': perUser(5),
    // Fees and networks that coins may leave by; nothing can be sent by it.
    'GET /api/v5/asset/currencies': perUser(12),
    'GET /api/v5/account/config': perUser(5),
    'GET /api/v5/account/balance': perUser(10),
    'GET /api/v5/account/positions': perUser(10),
    'GET /api/v5/public/opt-summary': perAddress(20),
    'GET /api/v5/asset/asset-valuation': perUser(2),
    'GET /api/v5/asset/balances': perUser(12),
    'GET /api/v5/finance/savings/balance': perUser(12),
    'GET /api/v5/finance/staking-defi/orders-active': perUser(6),
    'GET /api/v5/finance/staking-defi/eth/balance': perUser(12),
    'GET /api/v5/finance/staking-defi/sol/balance': perUser(12),
  }),
  limits: {
    limits: {
      calls: { capacity: 60, periodMs: 2000, per: 'key', eachRequest: true },
      public: { capacity: 60, periodMs: 2000, per: 'address', eachRequest: true },
    },
    pauses: 'key',
  },
  errors: {
    errorOf: (json) => {
      const { code, msg } = (json ?? {}) as { code?: unknown; msg?: unknown };
      return code === undefined || String(code) === '0'
        ? undefined
        : { code: String(code), message: String(msg ?? '') };
    },
    codes: {
      '50001': 'maintenance',
      '50004': 'venue-unavailable',
      '50007': 'account-locked',
      '50009': 'account-locked',
      '50011': 'rate-limited',
      '50013': 'venue-unavailable',
      '50026': 'venue-unavailable',
      '50030': 'permission',
      '50040': 'rate-limited',
      '50061': 'rate-limited',
      '50100': 'key-disabled',
      '50101': 'other-environment',
      '50102': 'clock-skew',
      '50103': 'malformed-request',
      '50104': 'bad-passphrase',
      '50105': 'bad-passphrase',
      '50107': 'malformed-request',
      '50110': 'ip-restricted',
      '50111': 'key-unknown',
      '50112': 'clock-skew',
      '50113': 'bad-signature',
      '50114': 'permission',
      '50119': 'key-unknown',
      '50120': 'permission',
    },
  },
  accounts: (venue) => okxAccounts(venue, true),
  permissions,
  // https://www.okx.com/docs-v5/en/#trading-account-rest-api-get-account-configuration
  account: { space: 'okx', ask: async (venue) => textOf(await configOf(venue), 'uid') },
  tickers: {
    markets: async (venue) => {
      const answer = await venue.call('publicGetPublicInstruments', { instType: 'SPOT' });
      return dataOf(answer)
        .filter((row) => row['state'] === 'live')
        .map((row) => ({
          ...spotMarketOf(venue, row, { id: 'instId', base: 'baseCcy', quote: 'quoteCcy' }),
          rules: okxRules(row),
        }));
    },
    tickers: async (venue) =>
      dataOf(await venue.call('publicGetMarketTickers', { instType: 'SPOT' })).map((row) => {
        const at = timeOf(row, 'ts');
        return {
          marketId: textOf(row, 'instId'),
          bid: row['bidPx'],
          ask: row['askPx'],
          last: row['last'],
          quoteVolume: row['volCcy24h'],
          open24h: row['open24h'],
          ...(at === undefined ? {} : { at }),
        };
      }),
    marketsPerSubscription: 100,
  },
  orders: okxOrders,
};

async function permissions(venue: VenueCalls): Promise<KeyPermissions> {
  const config = await configOf(venue);
  const granted = textOf(config, 'perm').split(',');
  return {
    permissions: {
      read: granted.includes('read_only') ? 'yes' : 'no',
      trade: granted.includes('trade') ? 'yes' : 'no',
      withdraw: granted.includes('withdraw') ? 'yes' : 'no',
    },
    ipRestricted: typeof config['ip'] !== 'string' ? 'unknown' : config['ip'] === '' ? 'no' : 'yes',
  };
}

async function configOf(venue: VenueCalls): Promise<Row> {
  const [config] = dataOf(await venue.call('privateGetAccountConfig'));
  if (config === undefined) throw new VenueFailure('bad-response', '"data" was empty');
  return config;
}
