import type { VenueBalance } from '../../../engine/ports/exchanges';
import { heldOnly, lockedBalance } from '../../reading/balances';
import { amountOf, asRow, asRows, textOf } from '../../reading/shape';
import { onlyThese } from '../../protocol/ccxt/read-only';
import { binance } from './definition';
import { binanceOrders } from './orders';
import { binanceTickers } from './tickers';
import { spotBalance, spotRowsOf } from './rows';
import { tradePage } from '../orders/trade-page';
import { twinOf } from '../definition/twin';
import type { VenueCalls } from '../definition/calls';

const weighing = (weight: number) => ({ limit: 'spot', weight });

/**
 * Binance US, a venue of its own with the API of Binance's spot account. It has no margin and no
 * contracts, and no way to ask what a key may do (`canWithdraw` of the account is not the key's).
 * https://docs.binance.us
 */
export const binanceus = twinOf(binance, {
  info: {
    id: 'binanceus',
    kind: 'exchange',
    name: 'Binance US',
    credentials: ['apiKey', 'secret'],
    support: 'full',
    accountTypes: ['spot', 'earn'],
    updates: 'polling',
    keyPage: 'https://www.binance.us/settings/api-management',
  },
  load: () => import('@venue/binanceus.js'),
  policy: onlyThese({
    'GET /api/v3/time': weighing(1),
    'GET /api/v3/exchangeInfo': weighing(10),
    'GET /api/v3/ticker/24hr': weighing(40),
    'GET /api/v3/depth': weighing(1),
    'GET /api/v3/account': weighing(10),
    // Fees and networks that coins may leave by; nothing can be sent by it.
    'GET /sapi/v1/capital/config/getall': weighing(1),
    'GET /sapi/v1/staking/stakingBalance': weighing(1),
  }),
  limits: {
    limits: { spot: { capacity: 1200, periodMs: 60_000, per: 'address' } },
    pauses: 'address',
  },
  accounts: async (venue) => ({
    readers: [
      {
        accountType: 'spot',
        source: 'GET /api/v3/account',
        permissions: ['Enable Reading'],
        read: () => readSpot(venue),
      },
      {
        accountType: 'earn',
        source: 'GET /sapi/v1/staking/stakingBalance',
        permissions: ['Enable Reading'],
        read: () => readStaking(venue),
      },
    ],
    streams: [],
  }),
  permissions: async () => ({
    permissions: { read: 'unknown', trade: 'unknown', withdraw: 'unknown' },
    ipRestricted: 'unknown',
  }),
  // Its documentation names no id, but the API is Binance's.
  account: {
    ask: async (venue) => {
      const { uid } = asRow(await venue.call('privateGetAccount'), 'account');
      return uid === undefined ? undefined : String(uid);
    },
  },
  tickers: { ...binanceTickers, marketsPerSubscription: 0 },
  orders: {
    ...binanceOrders,
    // https://www.binance.us/fees: the pairs and the tier that pay most.
    publishedTakerFee: '0.006',
    tradePage: tradePage(
      (base, quote) =>
        `https://www.binance.us/spot-trade/${base.toLowerCase()}_${quote.toLowerCase()}`,
    ),
  },
});

/** There is no Simple Earn here, so no name of a coin is a receipt. */
async function readSpot(venue: VenueCalls): Promise<VenueBalance[]> {
  const rows = spotRowsOf(asRow(await venue.call('privateGetAccount'), 'account'));
  return heldOnly(rows.map((row) => spotBalance(row, venue.code(textOf(row, 'asset')))));
}

/** What is staked has left the spot account. */
async function readStaking(venue: VenueCalls): Promise<VenueBalance[]> {
  const answer = asRow(await venue.call('sapiGetStakingStakingBalance'), 'answer');
  return heldOnly(
    asRows(answer['data'], 'data').map((row) =>
      lockedBalance(
        { accountType: 'earn', code: venue.code(textOf(row, 'asset')), subaccount: 'staking' },
        amountOf(row, 'stakingAmount'),
      ),
    ),
  );
}
