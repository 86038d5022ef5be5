import { onlyThese, type ReadPolicy } from '../../protocol/ccxt/read-only';
import { VenueFailure } from '../../reading/venue-failure';
import { asRow, asRows, textOf, type Row } from '../../reading/shape';
import { tickerNumber, type TickerSource } from '../definition/ticker-source';
import { ONE, tryDecimal, type Decimal } from '../../../../shared/base/decimal';
import type { Answer } from '../../../../shared/portfolio/venue';
import type {
  KeyPermissions,
  VenueAccounts,
  VenueDefinition,
} from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { DERIBIT_CODES, deribitErrorOf } from '../deribit/definition';
import { InternationalDerivatives, reachingDerivatives } from './derivatives';
import { CoinbaseFutures } from './futures';
import { sampleKey, takingPastedKeys } from './key';
import { coinbaseOrders, coinbaseRules } from './orders';
import { CoinbasePortfolio } from './portfolio';
import { spotMarketOf, withRules } from '../common/spot-market';

const call = { limit: 'calls', weight: 1 };
const older = { limit: 'older', weight: 1 };
const gateway = { limit: 'gateway', weight: 1 };
const open = { limit: 'public', weight: 1 };

const fixed = onlyThese({
  'GET /api/v3/brokerage/time': open,
  'GET /api/v3/brokerage/market/products': open,
  'GET /api/v3/brokerage/market/product_book': open,
  'GET /api/v3/brokerage/transaction_summary': call,
  'GET /api/v3/brokerage/key_permissions': call,
  'GET /api/v3/brokerage/accounts': call,
  'GET /api/v3/brokerage/cfm/balance_summary': call,
  'GET /api/v3/brokerage/cfm/positions': call,
  'GET /v2/accounts': older,
  // Exchanges the key for a token that reads what the key may read.
  'POST /api/v2/public/auth': gateway,
  'GET /api/v2/private/get_account_summaries': gateway,
  'GET /api/v2/private/get_positions': gateway,
});
const BREAKDOWN = /^\/api\/v3\/brokerage\/portfolios\/[0-9a-f-]{36}$/i;

/** A portfolio's breakdown has the portfolio's id in its path. */
const policy: ReadPolicy = {
  requests: { ...fixed.requests, 'GET /api/v3/brokerage/portfolios/{portfolio}': call },
  weightOf: (method, path) =>
    fixed.weightOf(method, path) ?? (method === 'GET' && BREAKDOWN.test(path) ? call : undefined),
  keeps: (method, pathEnd) =>
    fixed.keeps(method, pathEnd) ||
    (method === 'GET' && pathEnd === 'brokerage/portfolios/{portfolio_uuid}'),
};

/**
 * All spot products with their last price; the best bid and ask need a key and are not asked for.
 * https://docs.cdp.coinbase.com/api-reference/advanced-trade-api/rest-api/public/list-public-products
 */
const tickers: TickerSource = {
  markets: async (venue) =>
    (await spotProducts(venue))
      .filter((row) => row['is_disabled'] !== true && row['trading_disabled'] !== true)
      .map((row) =>
        withRules(
          spotMarketOf(venue, row, {
            id: 'product_id',
            base: 'base_currency_id',
            quote: 'quote_currency_id',
          }),
          coinbaseRules(row),
        ),
      ),
  tickers: async (venue) =>
    (await spotProducts(venue)).map((row) => {
      const last = tickerNumber(row['price']);
      const growth = factorOf(row['price_percentage_change_24h']);
      return {
        marketId: textOf(row, 'product_id'),
        last: row['price'],
        baseVolume: row['volume_24h'],
        open24h:
          last && growth ? last.dividedBy(growth).toSignificantDigits(34).toFixed() : undefined,
      };
    }),
  marketsPerSubscription: 0,
};

/** Coinbase: https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/rest-api */
export const coinbase: VenueDefinition = {
  info: {
    id: 'coinbase',
    kind: 'exchange',
    name: 'Coinbase',
    credentials: ['apiKey', 'secret'],
    credentialNames: { apiKey: 'API key name', secret: 'Private key' },
    support: 'full',
    accountTypes: ['spot', 'futures', 'earn'],
    updates: 'polling',
    keyPage: 'https://portal.cdp.coinbase.com/projects/api-keys',
    notSeen: {
      spot: ['other portfolios (each has keys of its own)', 'the Coinbase Wallet', 'shares'],
      earn: ['loans', 'prediction markets', 'token sales'],
    },
  },
  hue: 8,
  load: async () => ({
    default: takingPastedKeys(reachingDerivatives((await import('@venue/coinbase.js')).default)),
  }),
  options: { fetchTime: 'v3PublicGetBrokerageTime' },
  sampleKey,
  policy,
  limits: {
    // https://docs.cdp.coinbase.com/coinbase-app/advanced-trade-apis/guides/rate-limits, and 10,000 an
    // hour for the older accounts.
    limits: {
      calls: { capacity: 30, periodMs: 1000, per: 'key' },
      older: { capacity: 160, periodMs: 60_000, per: 'key' },
      // As Deribit has it; the gateway's own page names no numbers.
      gateway: { capacity: 20, periodMs: 1000, per: 'key' },
      public: { capacity: 10, periodMs: 1000, per: 'address' },
    },
    pauses: 'key',
  },
  errors: {
    errorOf: (json) => {
      const ofGateway = deribitErrorOf(json);
      if (ofGateway !== undefined) return ofGateway;
      const { error, error_details, message, errors } = (json ?? {}) as Row;
      const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
      if (typeof first === 'object' && first !== null) {
        const { id, message: words } = first as Row;
        return { code: String(id), message: String(words ?? '') };
      }
      return typeof error !== 'string' || error === ''
        ? undefined
        : { code: error, message: String(message ?? error_details ?? '') };
    },
    codes: {
      ...DERIBIT_CODES,
      PERMISSION_DENIED: 'permission',
      UNAUTHENTICATED: 'authentication',
      RESOURCE_EXHAUSTED: 'rate-limited',
      UNAVAILABLE: 'venue-unavailable',
      INTERNAL: 'venue-unavailable',
      DEADLINE_EXCEEDED: 'venue-unavailable',
      authentication_error: 'authentication',
      unauthorized: 'authentication',
      invalid_token: 'authentication',
      revoked_token: 'key-disabled',
      expired_token: 'key-expired',
      invalid_scope: 'permission',
      rate_limit_exceeded: 'rate-limited',
      internal_server_error: 'venue-unavailable',
      two_factor_required: 'not-verified',
      personal_details_required: 'not-verified',
      identity_verification_required: 'not-verified',
      unverified_email: 'not-verified',
      // https://docs.cdp.coinbase.com/coinbase-app/api-architecture/error-messages
      'request timestamp expired': 'clock-skew',
    },
    // Coinbase answers “Unauthorized” to all that is wrong with a key, its address list and its time.
    hints: {
      authentication:
        'Check that the name and the private key were copied whole from the file that Coinbase gave, that it is a secret API key of the Coinbase Developer Platform (keys of Coinbase Exchange, Prime or International do not open it), and that it may be used from this network address.',
    },
  },
  accounts: coinbaseAccounts,
  permissions,
  // A key belongs to one portfolio, and reads that one only.
  account: { ask: async (venue) => textOf(await keyOf(venue), 'portfolio_uuid') },
  tickers,
  orders: coinbaseOrders,
};

async function coinbaseAccounts(venue: VenueCalls): Promise<VenueAccounts> {
  const key = await keyOf(venue);
  if (key['portfolio_type'] === 'INTX') return internationalAccounts(venue);
  const portfolio = new CoinbasePortfolio(venue, textOf(key, 'portfolio_uuid'));
  const futures = new CoinbaseFutures(venue, portfolio);
  return {
    readers: [
      {
        accountType: 'spot',
        source: 'GET /api/v3/brokerage/accounts',
        read: () => portfolio.spot(),
        permissions: ['View'],
      },
      {
        accountType: 'futures',
        source: 'GET /api/v3/brokerage/cfm/balance_summary',
        read: () => futures.balances(),
        permissions: ['View'],
        positions: {
          source: 'GET /api/v3/brokerage/cfm/positions',
          read: () => futures.positions(),
        },
      },
      {
        accountType: 'earn',
        source: 'GET /api/v3/brokerage/portfolios/{portfolio}, GET /v2/accounts',
        read: () => portfolio.earn(),
        permissions: ['View'],
      },
    ],
    streams: [],
    ownTotal: {
      source: 'GET /api/v3/brokerage/portfolios/{portfolio}',
      covers: ['spot', 'futures', 'earn'],
      read: () => portfolio.worth(),
    },
  };
}

/** A portfolio of derivatives outside the United States: the gateway has all that is in it. */
function internationalAccounts(venue: VenueCalls): VenueAccounts {
  const derivatives = new InternationalDerivatives(venue, { accountType: 'futures' });
  return {
    readers: [
      {
        accountType: 'futures',
        source: 'GET /api/v2/private/get_account_summaries',
        permissions: ['View'],
        read: () => derivatives.balances(),
        positions: {
          source: 'GET /api/v2/private/get_positions',
          read: () => derivatives.positions(),
        },
      },
    ],
    streams: [],
  };
}

/** What a key may do, and the one portfolio that it belongs to. */
async function keyOf(venue: VenueCalls): Promise<Row> {
  return asRow(await venue.call('v3PrivateGetBrokerageKeyPermissions'), 'key permissions');
}

async function permissions(venue: VenueCalls): Promise<KeyPermissions> {
  const key = await keyOf(venue);
  const may = (field: string): Answer => {
    const answer: unknown = key[field];
    if (typeof answer !== 'boolean')
      throw new VenueFailure('bad-response', `"${field}" was not as documented`);
    return answer ? 'yes' : 'no';
  };
  return {
    // A key that may transfer may also send coins away.
    permissions: { read: may('can_view'), trade: may('can_trade'), withdraw: may('can_transfer') },
    ipRestricted: 'unknown',
  };
}

async function spotProducts(venue: VenueCalls): Promise<readonly Row[]> {
  const params = { product_type: 'SPOT' };
  const answer = await venue.call('v3PublicGetBrokerageMarketProducts', params);
  return asRows(asRow(answer, 'products')['products'], 'products');
}

/** `-2.5` per cent as a factor: 0.975; `undefined` for what is no growth at all. */
function factorOf(percent: unknown): Decimal | undefined {
  const growth = tryDecimal(percent);
  if (growth === undefined) return undefined;
  const factor = growth.dividedBy(100).plus(ONE);
  return factor.greaterThan(0) ? factor : undefined;
}
