import { VenueFailure } from '../../reading/venue-failure';
import { asRow, type Row } from '../../reading/shape';
import type { VenueCalls } from '../definition/calls';

/** Which accounts the user has opened, beyond those that everybody has. */
export interface AccountProfile {
  /** Cross margin and both futures wallets are one portfolio margin account. */
  readonly portfolioMargin: boolean;
  readonly options: boolean;
}

/**
 * Asks once a session what is opened, and again after a failure: an answer that was not had is never
 * taken for "classic". https://developers.binance.com/docs/wallet/account (account info)
 */
export function profileReader(venue: VenueCalls): () => Promise<AccountProfile> {
  let known: AccountProfile | undefined;
  return async () => {
    if (known === undefined) {
      const answer = asRow(await venue.call('sapiGetAccountInfo'), 'account info');
      known = {
        portfolioMargin: flagOf(answer, 'isPortfolioMarginRetailEnabled'),
        options: flagOf(answer, 'isOptionsEnabled'),
      };
    }
    return known;
  };
}

function flagOf(row: Row, field: string): boolean {
  const flag = row[field];
  if (typeof flag !== 'boolean')
    throw new VenueFailure('bad-response', `"${field}" was not as documented`);
  return flag;
}
