import { VenueFailure } from '../../reading/venue-failure';
import type { AccountReader } from '../definition/venue-definition';

/**
 * Users may switch between a classic and a unified account at any time. Until the accounts are found
 * anew, which happens each hour and when the user refreshes, no coin must be read in two of them, and
 * none must seem gone.
 * @param inMode whether the account is in the mode still, asked by this reader
 */
export function whileInMode(
  reader: AccountReader,
  inMode: (reader: string) => Promise<boolean>,
): AccountReader {
  return {
    ...reader,
    read: async () => {
      const [balances, isSame] = await Promise.allSettled([
        reader.read(),
        inMode(reader.accountType),
      ]);
      // It explains what else may have failed.
      if (isSame.status === 'fulfilled' && !isSame.value) throw modeChanged();
      if (balances.status === 'rejected') throw balances.reason;
      if (isSame.status === 'rejected') throw isSame.reason;
      return balances.value;
    },
  };
}

function modeChanged(): VenueFailure {
  return new VenueFailure('bad-response', 'the account has changed its mode', {
    hint: 'Refresh, so that Portolan looks for the accounts again: the account was switched between classic and unified.',
  });
}
