import { createHash } from 'node:crypto';
import { CURRENCIES } from '../../../shared/assets/currencies';
import { ZERO, type Decimal } from '../../../shared/base/decimal';
import type { Routes, VenueContext } from '../plumbing/venue';
import { NumberLiteral, Refusal, type VenueRequest } from '../plumbing/wire';
import type { Account } from '../world/world-definition';
import type { Holding } from '../world/world-event';
import { requireKey } from './auth';
import { balanceSummary, futuresOf, futuresPositions, usd } from './futures';

const MOST_V3_ROWS = 250;
const [USUAL_V3_ROWS, USUAL_V2_ROWS] = [49, 25];
/** The breakdown of a portfolio tells amounts in about so many digits. */
const BREAKDOWN_DIGITS = 8;

/** What the breakdown of a portfolio calls the places where coins earn. */
const EARNING: Partial<Readonly<Record<Account, string>>> = {
  staking: 'ACCOUNT_TYPE_STAKED_FUNDS',
  'earn-locked': 'ACCOUNT_TYPE_VAULT',
  'earn-flexible': 'ACCOUNT_TYPE_LENT_FUNDS',
};

/** An identifier that stays the same for the same thing. */
export function uuidOf(...parts: readonly (string | number)[]): string {
  const digest = createHash('sha256').update(parts.join(' ')).digest('hex');
  const groups = [0, 8, 12, 16, 20].map((from, index) =>
    digest.slice(from, [8, 12, 16, 20, 32][index]),
  );
  return groups.join('-');
}

interface Place {
  readonly uuid: string;
  readonly account: Account;
  readonly code: string;
  readonly holding: Holding;
}

/** Coins of a key, each in an account of its own, as Coinbase has it. */
function placesOf({ world, id }: VenueContext, keyIndex: number): readonly Place[] {
  return world
    .accounts(id, keyIndex)
    .filter((account) => account !== 'linear-futures')
    .flatMap((account) =>
      [...world.holdings(id, keyIndex, account)].map(([code, holding]) => ({
        uuid: uuidOf(id, world.accountOf(id, keyIndex), account, code),
        account,
        code,
        holding,
      })),
    );
}

const totalOf = ({ available, locked }: Holding): Decimal => available.plus(locked);
const portfolioOf = ({ id, world }: VenueContext, keyIndex: number): string =>
  uuidOf(id, world.accountOf(id, keyIndex), 'portfolio');

/** Private REST endpoints; signed. */
export function accountRoutes(context: VenueContext): Routes {
  const requireSigned =
    (answer: (keyIndex: number, request: VenueRequest) => unknown) => (request: VenueRequest) =>
      answer(requireKey(context, request), request);
  return {
    'GET /api/v3/brokerage/key_permissions': requireSigned((keyIndex) => {
      const key = context.world.keys(context.id)[keyIndex];
      return {
        can_view: true,
        can_trade: key?.canTrade ?? false,
        can_transfer: key?.canWithdraw ?? false,
        portfolio_uuid: portfolioOf(context, keyIndex),
        portfolio_type: 'DEFAULT',
      };
    }),
    'GET /api/v3/brokerage/accounts': requireSigned((keyIndex, request) =>
      accounts(context, keyIndex, request),
    ),
    'GET /api/v3/brokerage/cfm/balance_summary': requireSigned((keyIndex) =>
      balanceSummary(context, keyIndex),
    ),
    'GET /api/v3/brokerage/cfm/positions': requireSigned((keyIndex) =>
      futuresPositions(context, keyIndex),
    ),
    'GET /api/v3/brokerage/transaction_summary': requireSigned(() => ({
      total_volume: 0,
      total_fees: 0,
      fee_tier: {
        pricing_tier: 'Intro 1',
        taker_fee_rate: context.world.terms(context.id).fee.rate,
        maker_fee_rate: '0.006',
      },
    })),
    'GET /v2/accounts': requireSigned((keyIndex, request) =>
      olderAccounts(context, keyIndex, request),
    ),
  };
}

/** One page; what earns is not among them, but for vaults. */
function accounts(context: VenueContext, keyIndex: number, { params }: VenueRequest) {
  const rows = placesOf(context, keyIndex).filter(
    ({ account }) => account === 'spot' || account === 'earn-locked',
  );
  const limit = Number(params.get('limit') ?? USUAL_V3_ROWS);
  if (!(limit >= 1 && limit <= MOST_V3_ROWS))
    throw new Refusal({
      status: 400,
      body: { error: 'INVALID_ARGUMENT', error_details: 'limit', message: 'invalid limit' },
    });
  const cursor = params.get('cursor') ?? '';
  const from = cursor === '' ? 0 : rows.findIndex(({ uuid }) => uuid === cursor) + 1;
  const page = rows.slice(from, from + limit);
  const hasNext = from + limit < rows.length;
  return {
    accounts: page.map(({ uuid, account, code, holding }) => ({
      uuid,
      name: `${code} Wallet`,
      currency: code,
      available_balance: { value: holding.available.toFixed(), currency: code },
      default: true,
      active: true,
      created_at: '2024-05-31T09:59:59.000Z',
      updated_at: '2026-05-31T09:59:59.000Z',
      deleted_at: null,
      type: typeOf(account, code),
      ready: true,
      hold: { value: holding.locked.toFixed(), currency: code },
      retail_portfolio_id: portfolioOf(context, keyIndex),
      platform: 'ACCOUNT_PLATFORM_CONSUMER',
    })),
    has_next: hasNext,
    cursor: hasNext ? (page.at(-1)?.uuid ?? '') : '',
    size: page.length,
  };
}

function typeOf(account: Account, code: string): string {
  if (account !== 'spot') return EARNING[account] ?? 'ACCOUNT_TYPE_CRYPTO';
  return CURRENCIES.has(code) ? 'ACCOUNT_TYPE_FIAT' : 'ACCOUNT_TYPE_CRYPTO';
}

/** https://docs.cdp.coinbase.com/coinbase-app/track-apis/accounts */
function olderAccounts(context: VenueContext, keyIndex: number, { params }: VenueRequest) {
  const rows = placesOf(context, keyIndex);
  const limit = Math.min(Number(params.get('limit') ?? USUAL_V2_ROWS), 100);
  const after = params.get('starting_after') ?? '';
  const from = after === '' ? 0 : rows.findIndex(({ uuid }) => uuid === after) + 1;
  const page = rows.slice(from, from + limit);
  const next = from + limit < rows.length ? (page.at(-1)?.uuid ?? null) : null;
  return {
    pagination: {
      ending_before: null,
      starting_after: after === '' ? null : after,
      next_starting_after: next,
      limit,
      order: 'desc',
      previous_uri: null,
      next_uri: next === null ? null : `/v2/accounts?limit=${limit}&starting_after=${next}`,
    },
    data: page.map(({ uuid, account, code, holding }) => ({
      id: uuid,
      name: `${code} ${account === 'earn-locked' ? 'Vault' : 'Wallet'}`,
      primary: false,
      type: account === 'earn-locked' ? 'vault' : CURRENCIES.has(code) ? 'fiat' : 'wallet',
      currency: { code, name: context.world.name(code) },
      balance: { amount: totalOf(holding).toFixed(), currency: code },
      resource: 'account',
      resource_path: `/v2/accounts/${uuid}`,
    })),
  };
}

/** A portfolio with all that is in it, valued in dollars; of coins it tells rounded amounts. */
export function breakdown(context: VenueContext, keyIndex: number, portfolio: string) {
  const { world, id } = context;
  if (portfolio !== portfolioOf(context, keyIndex))
    throw new Refusal({
      status: 403,
      body: { error: 'PERMISSION_DENIED', message: 'not the portfolio of this key' },
    });
  const valued = placesOf(context, keyIndex).map((place) => {
    const price = place.code === 'USD' ? ZERO.plus(1) : (world.price(place.code) ?? ZERO);
    return { ...place, worth: totalOf(place.holding).times(price) };
  });
  const coins = valued.reduce((sum, { worth }) => sum.plus(worth), ZERO);
  const hasFutures = world.accounts(id, keyIndex).includes('linear-futures');
  const { cash, unrealized } = futuresOf(context, keyIndex);
  const futures = hasFutures ? cash : ZERO;
  return {
    breakdown: {
      portfolio: { name: 'Default', uuid: portfolio, type: 'DEFAULT', deleted: false },
      portfolio_balances: {
        total_balance: usd(coins.plus(futures).plus(unrealized).toDecimalPlaces(2)),
        total_futures_balance: usd(futures),
        total_cash_equivalent_balance: usd(ZERO),
        total_crypto_balance: usd(coins.toDecimalPlaces(2)),
        futures_unrealized_pnl: usd(unrealized),
        perp_unrealized_pnl: usd(ZERO),
      },
      spot_positions: valued.map(({ uuid, account, code, holding, worth }) => ({
        asset: code,
        account_uuid: uuid,
        total_balance_fiat: new NumberLiteral(worth.toDecimalPlaces(2)),
        total_balance_crypto: totalOf(holding).toSignificantDigits(BREAKDOWN_DIGITS).toFixed(),
        available_to_trade_fiat: '0',
        allocation: '0',
        cost_basis: usd(ZERO),
        asset_img_url: '',
        is_cash: CURRENCIES.has(code),
        account_type: EARNING[account] ?? walletType(code),
      })),
      perp_positions: [],
      futures_positions: [],
    },
  };
}

const walletType = (code: string): string =>
  CURRENCIES.has(code) ? 'ACCOUNT_TYPE_FIAT' : 'ACCOUNT_TYPE_WALLET';
