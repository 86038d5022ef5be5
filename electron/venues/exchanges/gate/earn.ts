import { ZERO, type Decimal } from '../../../../shared/base/decimal';
import { VenueFailure } from '../../reading/venue-failure';
import { lockedBalance } from '../../reading/balances';
import { amountOf, asRow, asRows, countOf, textOf, type Row } from '../../reading/shape';
import { allNumberedPages, allPages } from '../common/pages';
import { readParts, type AccountPart } from '../common/parts';
import type { AccountContents } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { pledgedEarn, type SharedAccount } from './unified';

const PAGE_ROWS = 100;

/** What is staked on chain: for a token (0), locked (1), for a token of US treasuries (2). */
const LOCKED = '1';
const FOR_TOKENS = new Set(['0', '2']);
/** The status of a fixed-term order that still holds its principal. */
const HOLDING = '1';
/** Its principal was paid back. */
const ENDED = '4';

/**
 * Simple Earn, flexible and for a fixed term, and what is locked on chain.
 * https://www.gate.com/docs/developers/apiv4/en/#earnuni and #earn
 * @param account the unified account, of which Simple Earn may be margin
 */
export function readEarn(
  venue: VenueCalls,
  account: SharedAccount | undefined,
): Promise<AccountContents> {
  const part = (
    name: string,
    subaccount: string,
    amounts: () => Promise<readonly (readonly [currency: string, amount: Decimal])[]>,
  ): AccountPart => ({
    name,
    holds: { subaccounts: [subaccount] },
    read: async () =>
      (await amounts()).map(([currency, amount]) =>
        lockedBalance({ accountType: 'earn', code: venue.code(currency), subaccount }, amount),
      ),
  });
  return readParts([
    part('flexible savings', 'flexible', async () => {
      const [rows, unified] = await Promise.all([flexibleRows(venue), account?.('earn')]);
      const pledged = unified === undefined ? () => ZERO : pledgedEarn(unified);
      return rows.map((row) => {
        const currency = textOf(row, 'currency');
        // What may be in the unified account's equity is counted there alone.
        const rest = amountOf(row, 'amount').minus(pledged(currency));
        return [currency, rest.isNegative() ? ZERO : rest];
      });
    }),
    part('fixed-term savings', 'fixed', async () =>
      (await fixedTermRows(venue))
        .filter((row) => isHolding(row))
        .map((row) => [textOf(row, 'asset'), amountOf(row, 'principal')]),
    ),
    part('on-chain staking', 'staking', async () =>
      asRows(await venue.call('privateEarnGetStakingAssets'), 'staking assets')
        .filter((row) => isLocked(row))
        .map((row) => [coinOf(row), amountOf(row, 'mortgage_amount')]),
    ),
  ]);
}

/** @throws VenueFailure `bad-response` for money in an order of a status that is not known */
function isHolding(row: Row): boolean {
  const status = textOf(row, 'status');
  if (status === HOLDING) return true;
  if (status === ENDED || amountOf(row, 'principal').isZero()) return false;
  throw new VenueFailure('bad-response', `there is money in an order of the status ${status}`);
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
  return allNumberedPages(
    'fixed-term orders',
    async (page) => {
      const params = { order_type: '1', page, limit: PAGE_ROWS };
      const answer = asRow(await venue.call('privateEarnGetFixedTermUserLend', params), 'answer');
      // These answers have an error code of their own.
      if (String(answer['code']) !== '0')
        throw new VenueFailure('bad-response', `"code" was ${String(answer['code'])}`, {
          isRefusal: true,
        });
      const data = asRow(answer['data'], 'data');
      return { rows: asRows(data['list'], 'list'), inAll: countOf(data, 'total') };
    },
    (row) => textOf(row, 'order_id'),
  );
}
