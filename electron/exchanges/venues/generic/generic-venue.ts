import { VenueFailure } from '../../../reading/venue-failure';
import type { VenueBalance } from '../../../services/ports/exchanges';
import type { CredentialField } from '../../../../shared/portfolio/venue';
import { readingOnly } from '../../ccxt/read-only';
import { unifiedTicker } from '../../tickers/unified-ticker';
import { heldBalance, heldOnly } from '../../../reading/balances';
import { asRow, optionalAmountOf, type Row } from '../../../reading/shape';
import type { VenueCalls, VenueDefinition } from '../venue-definition';
import type { CcxtConstructor } from '../../ccxt/ccxt-exchange';
import { genericFeeFrom, genericOrders, genericRules } from './generic-orders';
import { ZERO } from '../../../../shared/money/decimal';

/** Id, name, what a key consists of, and where its part of ccxt is. */
export type GenericVenue = readonly [
  id: string,
  name: string,
  credentials: readonly CredentialField[],
  load: () => Promise<{ readonly default: CcxtConstructor }>,
];

/** A venue without readers of its own: its spot account, as ccxt reads it, and nothing else. */
export function genericVenue([id, name, credentials, load]: GenericVenue): VenueDefinition {
  return {
    info: {
      id,
      kind: 'exchange',
      name,
      credentials,
      support: 'generic',
      accountTypes: ['spot'],
      updates: 'polling',
    },
    load,
    options: { defaultType: 'spot' },
    policy: readingOnly({ limit: 'calls', weight: 1 }),
    limits: {
      // Unknown here, so modest: a refresh takes one or two requests.
      limits: { calls: { capacity: 30, periodMs: 30_000, per: 'key' } },
      pauses: 'address',
    },
    accounts: async (venue) => ({
      readers: [
        { accountType: 'spot', source: 'spot balance, by ccxt', read: () => readSpot(venue) },
      ],
      streams: [],
    }),
    permissions: async () => ({
      permissions: { read: 'unknown', trade: 'unknown', withdraw: 'unknown' },
      ipRestricted: 'unknown',
    }),
    tickers: {
      markets: async (venue) =>
        (await venue.unified.markets())
          .filter(({ spot, active }) => spot === true && active !== false)
          .map((market) => {
            const { symbol, base, quote } = market;
            const { notes } = venue.unified;
            return {
              id: symbol,
              base,
              quote,
              baseId: base,
              quoteId: quote,
              rules: genericRules(market, notes),
              feeFrom: genericFeeFrom(market, notes),
            };
          }),
      tickers: async (venue) =>
        Object.entries(asRow(await venue.unified.tickers(), 'tickers')).map(([symbol, ticker]) =>
          unifiedTicker(ticker, symbol),
        ),
      marketsPerSubscription: 0,
    },
    orders: genericOrders,
  };
}

const NOT_COINS = new Set(['info', 'free', 'used', 'total', 'debt', 'timestamp', 'datetime']);

async function readSpot(venue: VenueCalls): Promise<VenueBalance[]> {
  const balance = asRow(await venue.unified.balance(), 'balance');
  const coins = Object.entries(balance).filter(([code]) => !NOT_COINS.has(code));
  if (coins.length === 0) checkEmpty(balance['info']);
  return heldOnly(coins.map(([code, value]) => coinBalance(code, asRow(value, code))));
}

function coinBalance(code: string, row: Row): VenueBalance {
  const given = (field: string): boolean => row[field] !== undefined && row[field] !== null;
  if (!given('total') && !(given('free') || given('used')))
    throw new VenueFailure('bad-response', `"${code}" had no amount`);
  const [free, used, total] = ['free', 'used', 'total'].map((each) => optionalAmountOf(row, each));
  const whole = given('total') ? (total ?? ZERO) : (free ?? ZERO).plus(used ?? ZERO);
  const available = given('free') ? (free ?? ZERO) : whole.minus(used ?? ZERO);
  const debt = optionalAmountOf(row, 'debt').abs();
  return heldBalance({ accountType: 'spot', code }, available, whole.minus(available), debt);
}

const ERROR_FIELDS = ['error', 'errors', 'message', 'msg', 'error_code', 'err_code'];

/**
 * ccxt makes an empty balance of whatever it does not recognise. Before no coins are taken for an
 * empty account, the venue's own answer must be there and must not speak of an error.
 */
function checkEmpty(info: unknown): void {
  if (typeof info !== 'object' || info === null)
    throw new VenueFailure('bad-response', 'it had no balances');
  if (Array.isArray(info)) return;
  const row = info as Row;
  const speaksOfError = ERROR_FIELDS.some((field) => isWord(row[field]));
  if (Object.keys(row).length === 0 || row['success'] === false || speaksOfError)
    throw new VenueFailure('bad-response', 'it had no balances');
}

function isWord(value: unknown): boolean {
  if (typeof value === 'string') return !['', '0', 'ok', 'success'].includes(value.toLowerCase());
  return Array.isArray(value) && value.length > 0;
}
