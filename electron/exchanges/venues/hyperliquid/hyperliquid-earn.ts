import type { VenueBalance } from '../../../services/ports/exchanges';
import { heldOnly, lockedBalance } from '../../../reading/balances';
import { amountOf, asRow, asRows, textOf } from '../../../reading/shape';
import type { VenueCalls } from '../venue-definition';
import { ownInfo } from './hyperliquid-info';

/**
 * Deposits in vaults, and HYPE in the staking account, which is none of the spot balance:
 * https://hyperliquid.gitbook.io/hyperliquid-docs/hypercore/staking
 * @throws VenueFailure
 */
export async function readEarn(venue: VenueCalls): Promise<VenueBalance[]> {
  const [vaults, staking] = await Promise.all([
    ownInfo(venue, 'userVaultEquities'),
    ownInfo(venue, 'delegatorSummary'),
  ]);
  const summary = asRow(staking, 'delegatorSummary');
  const staked = ['delegated', 'undelegated', 'totalPendingWithdrawal'].map((field) =>
    lockedBalance(
      { accountType: 'earn', code: 'HYPE', subaccount: 'staking' },
      amountOf(summary, field),
    ),
  );
  const deposits = asRows(vaults, 'userVaultEquities').map((row) =>
    lockedBalance(
      {
        accountType: 'earn',
        code: 'USDC',
        subaccount: `vault ${textOf(row, 'vaultAddress').toLowerCase()}`,
      },
      amountOf(row, 'equity'),
    ),
  );
  return heldOnly([...deposits, ...staked]);
}
