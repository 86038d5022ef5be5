import { VenueFailure } from '../../../reading/venue-failure';
import { asRow, textOf } from '../../../reading/shape';
import type { AccountReader, VenueCalls } from '../venue-definition';

/** A unified account has one wallet for all that is traded, a classic one a wallet for each. */
export type AccountMode = 'classic' | 'unified';

/**
 * Asks which mode the account is in. Only Bitget's own word for it (40084, "You are in Classic Account
 * mode") makes it a classic one; any other failure is a failure. `hybrid` answers the unified API, too.
 * https://www.bitget.com/api-doc/uta/account/Get-Account-Setting
 */
export async function accountModeOf(venue: VenueCalls): Promise<AccountMode> {
  let answer: unknown;
  try {
    answer = await venue.call('privateUtaGetV3AccountSettings');
  } catch (error) {
    if (error instanceof VenueFailure && error.code === 'account-not-enabled') return 'classic';
    throw error;
  }
  const mode = textOf(asRow(asRow(answer, 'answer')['data'], 'data'), 'accountMode');
  if (mode === 'unified' || mode === 'hybrid') return 'unified';
  if (mode === 'upgrading' || mode === 'switching')
    throw new VenueFailure('venue-unavailable', 'the account is changing its mode');
  throw new VenueFailure('bad-response', `"accountMode" was ${mode}`);
}

/** A switch of the mode while the app runs must not make a wallet look as if it had never been opened. */
export function inItsMode(reader: AccountReader): AccountReader {
  const { positions } = reader;
  return {
    ...reader,
    read: () => noticing(() => reader.read()),
    ...(positions === undefined
      ? {}
      : { positions: { ...positions, read: () => noticing(() => positions.read()) } }),
  };
}

async function noticing<T>(run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof VenueFailure) || error.code !== 'account-not-enabled') throw error;
    throw new VenueFailure('bad-response', 'the account has changed its mode', {
      hint: 'Turn the connection off and on, so that Portolan looks for its accounts again.',
    });
  }
}
