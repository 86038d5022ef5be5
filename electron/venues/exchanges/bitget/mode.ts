import { VenueFailure } from '../../reading/venue-failure';
import { textOf } from '../../reading/shape';
import type { VenueCalls } from '../definition/calls';
import { dataRowOf } from './answers';

/** A unified account has one wallet for all that is traded, a classic one a wallet for each. */
export type AccountMode = 'classic' | 'unified';

/**
 * Asks which mode the account is in. Only Bitget's own word for it (40084, "You are in Classic Account
 * mode") makes it a classic one; any other failure is a failure. `hybrid` answers the unified API, too.
 * https://www.bitget.com/api-doc/uta/account/Get-Account-Setting
 */
export function accountModeOf(venue: VenueCalls, reader: string): Promise<AccountMode> {
  return venue.shared('mode', reader, () => askMode(venue));
}

async function askMode(venue: VenueCalls): Promise<AccountMode> {
  let answer: unknown;
  try {
    answer = await venue.call('privateUtaGetV3AccountSettings');
  } catch (error) {
    if (error instanceof VenueFailure && error.code === 'account-not-enabled') return 'classic';
    throw error;
  }
  const mode = textOf(dataRowOf(answer), 'accountMode');
  if (mode === 'unified' || mode === 'hybrid') return 'unified';
  if (mode === 'upgrading' || mode === 'switching')
    throw new VenueFailure('venue-unavailable', 'the account is changing its mode');
  throw new VenueFailure('bad-response', `"accountMode" was ${mode}`);
}
