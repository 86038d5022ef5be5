import type { AccountType } from '../../../../shared/portfolio/balance';
import type { VenueBalance } from '../../../engine/ports/exchanges';
import { equityBalance, heldOnly } from '../../reading/balances';
import { amountOf, asRow, asRows, optionalAmountOf, textOf } from '../../reading/shape';
import type { VenueAccounts } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { readDeribitPositions } from './positions';
import { deribitResult } from './result';

/**
 * Deribit has one wallet for each currency, which spot, futures and options of that currency share. One
 * call gives all of them. Subaccounts have wallets of their own and are not part of it: a key belongs to
 * one account or subaccount, so each is a connection of its own and none is counted twice.
 * https://docs.deribit.com/api-reference/account-management/private-get_account_summaries
 */
export async function deribitAccounts(venue: VenueCalls): Promise<VenueAccounts> {
  return {
    readers: [
      {
        accountType: 'unified',
        source: 'GET /api/v2/private/get_account_summaries',
        permissions: ['account: read', 'trade: read'],
        read: () => readWallets(venue),
        positions: {
          source: 'GET /api/v2/private/get_positions',
          read: () => readDeribitPositions(venue),
        },
      },
    ],
    streams: [],
  };
}

/**
 * `equity` is the balance, what futures made in this session and what the options are worth. Nothing is
 * added to it. `available_funds` and the margins are no parts of it: with cross collateral they are
 * those of all currencies together, converted into this one. What can be withdrawn is of this currency.
 * `fee_balance` pays fees only and is not counted.
 */
async function readWallets(venue: VenueCalls): Promise<VenueBalance[]> {
  const answer = await venue.call('privateGetGetAccountSummaries');
  return walletsOf(answer, venue, { accountType: 'unified' });
}

/** The wallets of an answer of `get_account_summaries`. @throws VenueFailure `bad-response` */
export function walletsOf(
  answer: unknown,
  venue: VenueCalls,
  account: { readonly accountType: AccountType; readonly subaccount?: string },
): VenueBalance[] {
  return heldOnly(
    asRows(asRow(deribitResult(answer), 'result')['summaries'], 'summaries').map((row) =>
      equityBalance(
        { ...account, code: venue.code(textOf(row, 'currency')) },
        amountOf(row, 'equity'),
        optionalAmountOf(row, 'available_withdrawal_funds'),
      ),
    ),
  );
}
