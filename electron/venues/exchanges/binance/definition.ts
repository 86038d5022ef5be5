import { VenueFailure } from '../../reading/venue-failure';
import { onlyThese } from '../../protocol/ccxt/read-only';
import type { UsedWeight } from '../../protocol/ccxt/transport';
import { asRow, textOf } from '../../reading/shape';
import type { KeyPermissions, VenueDefinition } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { binanceAccounts } from './accounts';
import { binanceOrders } from './orders';
import { binanceTickers } from './tickers';

const spot = (weight: number) => ({ limit: 'spot', weight });
const wallet = (weight: number) => ({ limit: 'wallet', weight });
const linear = (weight: number) => ({ limit: 'linear', weight });
const inverse = (weight: number) => ({ limit: 'inverse', weight });
const portfolio = (weight: number) => ({ limit: 'portfolio', weight });
const options = (weight: number) => ({ limit: 'options', weight });

/** Binance: https://developers.binance.com/docs */
export const binance: VenueDefinition = {
  info: {
    id: 'binance',
    kind: 'exchange',
    name: 'Binance',
    credentials: ['apiKey', 'secret'],
    support: 'full',
    accountTypes: [
      'spot',
      'funding',
      'margin',
      'isolated-margin',
      'futures',
      'futures-inverse',
      'options',
      'earn',
    ],
    updates: 'stream',
    keyPage: 'https://www.binance.com/en/my/settings/api-management',
    notSeen: {
      spot: ['crypto loans and their collateral', 'trading bots', 'copy trading'],
      earn: ['dual investment', 'on-chain yields', 'BFUSD', 'liquidity farming'],
    },
  },
  hue: 2,
  load: () => import('@venue/binance.js'),
  // The stream that has bid and ask, too.
  options: { watchTickers: { name: 'ticker' } },
  policy: onlyThese({
    'GET /api/v3/time': spot(1),
    'GET /api/v3/exchangeInfo': spot(20),
    'GET /api/v3/ticker/24hr': spot(80),
    'GET /api/v3/depth': spot(5),
    'GET /api/v3/account': spot(20),
    // Fees and networks that coins may leave by; nothing can be sent by it.
    'GET /sapi/v1/capital/config/getall': wallet(10),
    'GET /sapi/v1/account/apiRestrictions': wallet(1),
    'GET /sapi/v1/account/info': wallet(1),
    'GET /sapi/v1/asset/wallet/balance': wallet(60),
    'POST /sapi/v1/asset/get-funding-asset': wallet(1),
    'GET /sapi/v1/margin/account': wallet(10),
    'GET /sapi/v1/margin/isolated/account': wallet(10),
    'GET /sapi/v1/simple-earn/flexible/position': wallet(150),
    'GET /sapi/v1/simple-earn/locked/position': wallet(150),
    'GET /sapi/v2/eth-staking/account': wallet(150),
    'GET /sapi/v1/sol-staking/account': wallet(150),
    'GET /fapi/v3/account': linear(5),
    'GET /fapi/v1/exchangeInfo': linear(1),
    'GET /dapi/v1/account': inverse(5),
    'GET /dapi/v1/positionRisk': inverse(1),
    'GET /dapi/v1/exchangeInfo': inverse(1),
    'GET /papi/v1/balance': portfolio(20),
    'GET /papi/v1/um/positionRisk': portfolio(5),
    'GET /papi/v1/cm/positionRisk': portfolio(1),
    'GET /eapi/v1/marginAccount': options(3),
    'GET /eapi/v1/position': options(5),
    'GET /eapi/v1/mark': options(5),
    'GET /eapi/v1/exchangeInfo': options(1),
    // Streams only: these open and renew the right to listen.
    'POST /sapi/v1/userListenToken': wallet(1),
    'POST /fapi/v1/listenKey': linear(1),
    'PUT /fapi/v1/listenKey': linear(1),
    'POST /dapi/v1/listenKey': inverse(1),
    'PUT /dapi/v1/listenKey': inverse(1),
  }),
  limits: {
    limits: {
      spot: { capacity: 6000, periodMs: 60_000, per: 'address' },
      wallet: { capacity: 12_000, periodMs: 60_000, per: 'address', eachRequest: true },
      linear: { capacity: 2400, periodMs: 60_000, per: 'address' },
      inverse: { capacity: 2400, periodMs: 60_000, per: 'address' },
      portfolio: { capacity: 6000, periodMs: 60_000, per: 'address' },
      options: { capacity: 400, periodMs: 60_000, per: 'address' },
    },
    pauses: 'address',
  },
  usedWeight: usedSpotWeight,
  errors: {
    errorOf: (json) => {
      const { code, msg } = (json ?? {}) as { code?: unknown; msg?: unknown };
      return typeof code === 'number' && code < 0
        ? { code: String(code), message: String(msg ?? '') }
        : undefined;
    },
    codes: {
      '-1000': 'venue-unavailable',
      '-1001': 'venue-unavailable',
      '-1002': 'permission',
      '-1003': 'rate-limited',
      '-1007': 'venue-unavailable',
      '-1008': 'venue-unavailable',
      '-1015': 'rate-limited',
      '-1016': 'maintenance',
      '-1021': 'clock-skew',
      '-1022': 'bad-signature',
      '-2008': 'key-unknown',
      '-2014': 'key-unknown',
      '-2015': 'key-address-or-permission',
      // API keys are locked on this account.
      '-2017': 'account-locked',
      '-3000': 'venue-unavailable',
      '-3003': 'account-not-enabled',
      '-4109': 'account-not-enabled',
      '-11001': 'account-not-enabled',
    },
  },
  accounts: binanceAccounts,
  permissions,
  // https://developers.binance.com/docs/binance-spot-api-docs/rest-api/account-endpoints
  account: {
    ask: async (venue) => {
      const answer = await venue.call('privateGetAccount', { omitZeroBalances: 'true' });
      return textOf(asRow(answer, 'account'), 'uid');
    },
  },
  tickers: binanceTickers,
  orders: binanceOrders,
};

function usedSpotWeight(headers: Headers): UsedWeight | undefined {
  const used = Number(headers.get('x-mbx-used-weight-1m') ?? Number.NaN);
  return Number.isFinite(used) ? { limit: 'spot', used } : undefined;
}

async function permissions(venue: VenueCalls): Promise<KeyPermissions> {
  const key = asRow(await venue.call('sapiGetAccountApiRestrictions'), 'apiRestrictions');
  const allowed = (field: string): boolean => key[field] === true;
  if (typeof key['enableReading'] !== 'boolean')
    throw new VenueFailure('bad-response', '"enableReading" was not as documented');
  const trades = [
    'enableSpotAndMarginTrading',
    'enableFutures',
    'enableMargin',
    'enableVanillaOptions',
    'enablePortfolioMarginTrading',
    'enableFixApiTrade',
  ].some(allowed);
  return {
    permissions: {
      read: allowed('enableReading') ? 'yes' : 'no',
      trade: trades ? 'yes' : 'no',
      withdraw: allowed('enableWithdrawals') ? 'yes' : 'no',
    },
    ipRestricted:
      typeof key['ipRestrict'] === 'boolean' ? (allowed('ipRestrict') ? 'yes' : 'no') : 'unknown',
  };
}
