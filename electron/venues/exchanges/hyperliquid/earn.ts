import type { VenueBalance } from '../../../engine/ports/exchanges';
import { lockedBalance } from '../../reading/balances';
import { amountOf, asRow, asRows, textOf } from '../../reading/shape';
import { readParts } from '../common/parts';
import type { AccountContents } from '../definition/venue-definition';
import type { VenueCalls } from '../definition/calls';
import { ownInfo } from './info';

/**
 * Deposits in vaults, and HYPE in the staking account, which is none of the spot balance:
 * https://hyperliquid.gitbook.io/hyperliquid-docs/hypercore/staking
 * @throws VenueFailure
 */
export function readEarn(venue: VenueCalls): Promise<AccountContents> {
  return readParts([
    { name: 'vaults', holds: { codes: ['USDC'] }, read: () => readVaults(venue) },
    { name: 'HYPE staking', holds: { codes: ['HYPE'] }, read: () => readStaking(venue) },
  ]);
}

async function readVaults(venue: VenueCalls): Promise<VenueBalance[]> {
  return asRows(await ownInfo(venue, 'userVaultEquities'), 'userVaultEquities').map((row) => {
    const subaccount = `vault ${textOf(row, 'vaultAddress').toLowerCase()}`;
    return lockedBalance(
      { accountType: 'earn', code: 'USDC', subaccount },
      amountOf(row, 'equity'),
    );
  });
}

async function readStaking(venue: VenueCalls): Promise<VenueBalance[]> {
  const summary = asRow(await ownInfo(venue, 'delegatorSummary'), 'delegatorSummary');
  return ['delegated', 'undelegated', 'totalPendingWithdrawal'].map((field) =>
    lockedBalance(
      { accountType: 'earn', code: 'HYPE', subaccount: 'staking' },
      amountOf(summary, field),
    ),
  );
}
