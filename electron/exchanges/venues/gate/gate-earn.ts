import { ZERO } from '../../../../shared/money/decimal';
import type { VenueBalance } from '../../../services/ports/exchanges';
import { VenueFailure } from '../../../reading/venue-failure';
import { heldOnly, lockedBalance } from '../../../reading/balances';
import { amountOf, asRow, asRows, countOf, textOf, type Row } from '../../../reading/shape';
import { allPages } from '../pages';
import type { VenueCalls } from '../venue-definition';
import { pledgedEarn, type SharedAccount } from './gate-unified';

const PAGE_ROWS = 100;

/** What is staked on chain: for a token (0), locked (1), for a token of US treasuries (2). */
const LOCKED = '1';
const FOR_TOKENS = new Set(['0', '2']);
/** The status of a fixed-term order that still holds its principal. */
const HOLDING = '1';

/**
 * Simple Earn, flexible and for a fixed term, and what is locked on chain.
 * https://www.gate.com/docs/developers/apiv4/en/#earnuni and #earn
 * @param account the unified account, of which Simple Earn may be margin
 */
export async function readEarn(
  venue: VenueCalls,
  account: SharedAccount | undefined,
): Promise<VenueBalance[]> {
  const [flexible, fixed, staked, unified] = await Promise.all([
    flexibleRows(venue),
    fixedTermRows(venue),
    venue.call('privateEarnGetStakingAssets'),
    account?.('earn'),
  ]);
  const pledged = unified === undefined ? () => ZERO : pledgedEarn(unified);
  const balance = (currency: string, subaccount: string, amount = ZERO): VenueBalance =>
    lockedBalance({ accountType: 'earn', code: venue.code(currency), subaccount }, amount);
  return heldOnly([
    ...flexible.map((row) => {
      const currency = textOf(row, 'currency');
      // What may be in the unified account's equity is counted there alone.
      const rest = amountOf(row, 'amount').minus(pledged(currency));
      return balance(currency, 'flexible', rest.isNegative() ? ZERO : rest);
    }),
    ...fixed
      .filter((row) => textOf(row, 'status') === HOLDING)
      .map((row) => balance(textOf(row, 'asset'), 'fixed', amountOf(row, 'principal'))),
    ...asRows(staked, 'staking assets')
      .filter((row) => isLocked(row))
      .map((row) => balance(coinOf(row), 'staking', amountOf(row, 'mortgage_amount'))),
  ]);
}

/** Tokens that were had for what is staked (GTETH, GUSD and the like) lie in the spot account. */
function isLocked(row: Row): boolean {
  const type = textOf(row, 'type');
  if (FOR_TOKENS.has(type) || amountOf(row, 'mortgage_amount').isZero()) return false;
  if (type !== LOCKED)
    throw new VenueFailure('bad-response', `there is money in an unknown product, ${type}`);
  return true;
}

/** Gate may name several coins of one product, and then not how much of each there is. */
function coinOf(row: Row): string {
  const coin = textOf(row, 'mortgage_coin');
  if (coin.includes(',')) throw new VenueFailure('bad-response', `"mortgage_coin" was ${coin}`);
  return coin;
}

function flexibleRows(venue: VenueCalls): Promise<readonly Row[]> {
  return allPages(
    'lends',
    1,
    async (page) => {
      const params = { page, limit: PAGE_ROWS };
      const rows = asRows(await venue.call('privateEarnGetUniLends', params), 'lends');
      return rows.length < PAGE_ROWS ? { rows } : { rows, next: page + 1 };
    },
    (row) => textOf(row, 'currency'),
  );
}

function fixedTermRows(venue: VenueCalls): Promise<readonly Row[]> {
  let count = 0;
  return allPages(
    'fixed-term orders',
    1,
    async (page) => {
      const params = { order_type: '1', page, limit: PAGE_ROWS };
      const answer = asRow(await venue.call('privateEarnGetFixedTermUserLend', params), 'answer');
      // These answers have an error code of their own.
      if (String(answer['code']) !== '0')
        throw new VenueFailure('bad-response', `"code" was ${String(answer['code'])}`);
      const data = asRow(answer['data'], 'data');
      const rows = asRows(data['list'], 'list');
      count += rows.length;
      return count >= countOf(data, 'total') ? { rows } : { rows, next: page + 1 };
    },
    (row) => textOf(row, 'order_id'),
  );
}
