import { asRow, textOf, timeOf } from '../../reading/shape';
import { onlyThese } from '../../protocol/ccxt/read-only';
import type { AccountReader, VenueAccounts, VenueDefinition } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { htxErrors, listOf } from './answers';
import { inversePositions, linearPositions, readInverse, readLinear } from './futures';
import { htxOrders, htxRules } from './orders';
import { htxPermissions, htxUser } from './permissions';
import { HtxWallets } from './wallets';

const spot = (weight: number) => ({ limit: 'spot', weight });
const contract = { limit: 'contract', weight: 1 };
const open = { limit: 'public', weight: 1 };

/** HTX, formerly Huobi: https://www.htx.com/en-us/opend/newApiPages/ */
export const htx: VenueDefinition = {
  info: {
    id: 'htx',
    kind: 'exchange',
    name: 'HTX',
    credentials: ['apiKey', 'secret'],
    support: 'full',
    accountTypes: [
      'spot',
      'funding',
      'margin',
      'isolated-margin',
      'futures',
      'futures-inverse',
      'earn',
    ],
    updates: 'polling',
    keyPage: 'https://www.htx.com/en-us/apikey/',
    notSeen: {
      spot: ['points', 'copy trading'],
      earn: [
        'flexible and fixed savings, staking and structured products that HTX lists to no key',
      ],
    },
  },
  load: () => import('@venue/htx.js'),
  policy: onlyThese({
    'GET /v1/common/timestamp': open,
    'GET /v1/common/symbols': open,
    'GET /market/tickers': open,
    'GET /market/depth': open,
    // Fees and networks that coins may leave by; nothing can be sent by it.
    'GET /v2/reference/currencies': open,
    'GET /v2/reference/transact-fee-rate': spot(2),
    'GET /linear-swap-api/v1/swap_contract_info': open,
    'GET /swap-api/v1/swap_contract_info': open,
    'GET /api/v1/contract_contract_info': open,
    'GET /v1/account/accounts': spot(1),
    'GET /v1/account/accounts/{account-id}/balance': spot(1),
    'GET /v1/margin/accounts/balance': spot(1),
    'GET /v2/account/valuation': spot(17),
    'GET /v2/user/uid': spot(5),
    'GET /v2/user/api-key': spot(5),
    'GET /v5/account/balance': contract,
    'GET /v5/trade/position/opens': contract,
    // HTX has these read by POST.
    'POST /swap-api/v1/swap_account_info': contract,
    'POST /swap-api/v1/swap_position_info': contract,
    'POST /api/v1/contract_account_info': contract,
    'POST /api/v1/contract_position_info': contract,
  }),
  limits: {
    limits: {
      spot: { capacity: 100, periodMs: 2000, per: 'key' },
      contract: { capacity: 72, periodMs: 3000, per: 'key' },
      public: { capacity: 100, periodMs: 2000, per: 'address' },
    },
    pauses: 'key',
  },
  errors: htxErrors,
  accounts: htxAccounts,
  permissions: htxPermissions,
  account: { ask: htxUser },
  tickers: {
    markets: async (venue) =>
      listOf(await venue.call('spotPublicGetV1CommonSymbols'))
        .filter((row) => row['state'] === 'online')
        .map((row) => {
          const [baseId, quoteId] = [textOf(row, 'base-currency'), textOf(row, 'quote-currency')];
          const [base, quote] = [venue.code(baseId), venue.code(quoteId)];
          return { id: textOf(row, 'symbol'), base, quote, baseId, quoteId, rules: htxRules(row) };
        }),
    tickers: async (venue) => {
      const answer = await venue.call('spotPublicGetMarketTickers');
      const at = timeOf(asRow(answer, 'answer'), 'ts');
      return listOf(answer).map((row) => ({
        marketId: textOf(row, 'symbol'),
        bid: row['bid'],
        ask: row['ask'],
        last: row['close'],
        // HTX's `amount` is in the base, its `vol` in the quote.
        quoteVolume: row['vol'],
        open24h: row['open'],
        ...(at === undefined ? {} : { at }),
      }));
    },
    marketsPerSubscription: 0,
  },
  orders: htxOrders,
};

function htxAccounts(venue: VenueCalls): Promise<VenueAccounts> {
  const wallets = new HtxWallets(venue);
  const readers: AccountReader[] = [
    {
      accountType: 'spot',
      source: 'GET /v1/account/accounts/{spot, grid-trading}/balance',
      read: () => wallets.read('spot'),
    },
    {
      accountType: 'funding',
      source: 'GET /v1/account/accounts/{otc, …}/balance',
      read: () => wallets.read('funding'),
    },
    {
      accountType: 'margin',
      source: 'GET /v1/account/accounts/{super-margin}/balance',
      read: () => wallets.read('margin'),
    },
    {
      accountType: 'isolated-margin',
      source: 'GET /v1/margin/accounts/balance',
      read: () => wallets.readIsolatedMargin(),
    },
    {
      accountType: 'futures',
      source: 'GET /v5/account/balance',
      read: () => readLinear(venue),
      positions: linearPositions(venue),
    },
    {
      accountType: 'futures-inverse',
      source: 'POST /swap-api/v1/swap_account_info, /api/v1/contract_account_info',
      read: () => readInverse(venue),
      positions: inversePositions(venue),
    },
    {
      accountType: 'earn',
      source: 'GET /v1/account/accounts/{deposit-earning, …}/balance, GET /v2/account/valuation',
      read: () => wallets.readEarn(),
    },
  ];
  return Promise.resolve({
    readers: readers.map((reader) => ({ ...reader, permissions: ['Read-only'] })),
    streams: [],
    ownTotal: wallets.ownTotal(),
  });
}
