import { generateKeyPairSync } from 'node:crypto';
import type { AccountType } from '../../../../shared/portfolio/balance';
import { RecordedVenue, type Recorded } from '../testing/recorded-venue';
import { balancesOf, never, table } from '../testing/test-gateway';

/**
 * Answers of Coinbase, in the shapes of https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api
 * and, for the older accounts, https://docs.cdp.coinbase.com/coinbase-app/track-apis/accounts
 */

export const PORTFOLIO = '9067e772-4738-537d-a37f-c570b3ee585e';
export const V3 = 'GET /api/v3/brokerage';
export const ACCOUNTS = `${V3}/accounts`;
export const BREAKDOWN = `${V3}/portfolios/${PORTFOLIO}`;
export const SUMMARY = `${V3}/cfm/balance_summary`;
export const POSITIONS = `${V3}/cfm/positions`;
export const PRODUCTS = `${V3}/market/products`;

export const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const PEM = key.privateKey.export({ type: 'sec1', format: 'pem' }).toString();
export const NAME = 'organizations/3b910e93/apiKeys/95c2ec2e';

export const mayView = { can_view: true, can_trade: false, can_transfer: false };
export const keyPermissions = (fields: object = mayView): string =>
  JSON.stringify({ portfolio_uuid: PORTFOLIO, portfolio_type: 'DEFAULT', ...fields });

/** https://docs.cdp.coinbase.com/api-reference/coinbase-deribit-app-api */
export const AUTH = 'POST /api/v2/public/auth';
export const SUMMARIES = 'GET /api/v2/private/get_account_summaries';
const rpc = (result: unknown): string => JSON.stringify({ jsonrpc: '2.0', id: 1, result });
export const gateway: Record<string, Recorded> = {
  [AUTH]: rpc({
    access_token: 'token of the gateway',
    expires_in: 3600,
    scope: 'wallet:user:read wallet:accounts:read',
    token_type: 'bearer',
  }),
  [SUMMARIES]: rpc({
    summaries: [{ currency: 'USDC', equity: 1220.5, available_withdrawal_funds: 800 }],
  }),
  'GET /api/v2/private/get_positions': rpc([
    {
      instrument_name: 'BTC_USDC-PERPETUAL',
      kind: 'future',
      direction: 'sell',
      size: -0.5,
      delta: -0.5,
      mark_price: 50_000,
    },
  ]),
};
export const denied: Recorded = {
  status: 400,
  body: JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    error: { code: 13004, message: 'invalid_credentials' },
  }),
};

export const usd = (value: string, currency = 'USD') => ({ value, currency });

export const account = (
  currency: string,
  available: string,
  hold: string,
  fields: object = {},
) => ({
  uuid: `uuid of ${currency}`,
  name: `${currency} Wallet`,
  currency,
  available_balance: usd(available, currency),
  default: true,
  active: true,
  type: 'ACCOUNT_TYPE_CRYPTO',
  ready: true,
  hold: usd(hold, currency),
  retail_portfolio_id: PORTFOLIO,
  platform: 'ACCOUNT_PLATFORM_CONSUMER',
  ...fields,
});

export const accounts = (...rows: readonly object[]): string =>
  JSON.stringify({ accounts: rows, has_next: false, cursor: '', size: rows.length });

export const breakdown = (positions: readonly object[], balances: object = {}): string =>
  JSON.stringify({
    breakdown: {
      portfolio: { name: 'Default', uuid: PORTFOLIO, type: 'DEFAULT', deleted: false },
      portfolio_balances: { total_balance: usd('0'), ...balances },
      spot_positions: positions,
      perp_positions: [],
      futures_positions: [],
    },
  });

export const older = (...rows: readonly object[]): string =>
  JSON.stringify({ pagination: { next_starting_after: null, next_uri: null }, data: rows });

export const wallet = (id: string, amount: string, currency: string) => ({
  id,
  name: `${currency} Wallet`,
  type: 'wallet',
  currency: { code: currency },
  balance: { amount, currency },
  resource: 'account',
});

const NOTHING: Record<string, Recorded> = {
  [`${V3}/key_permissions`]: keyPermissions(),
  [ACCOUNTS]: accounts(),
  [BREAKDOWN]: breakdown([]),
  [SUMMARY]: '{"balance_summary":null}',
  [POSITIONS]: '{"positions":[]}',
  'GET /v2/accounts': older(),
};

type Answers = ConstructorParameters<typeof RecordedVenue>[1];

export const coinbaseWith = (answers: Answers, secret = PEM): RecordedVenue =>
  new RecordedVenue(
    'coinbase',
    { ...NOTHING, ...answers },
    { credentials: { apiKey: NAME, secret } },
  );

export const reading = (venue: RecordedVenue, accountType: AccountType) =>
  venue.session.read(accountType, never);

export async function read(venue: RecordedVenue, accountType: AccountType) {
  return table(balancesOf(await reading(venue, accountType)));
}
