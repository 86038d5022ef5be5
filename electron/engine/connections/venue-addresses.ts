import type { VenueId } from '../../../shared/base/ids';
import { fail, succeed, type Result } from '../../../shared/base/failure';
import type { Connection } from '../../../shared/portfolio/venue';
import { MANUAL_VENUE } from './manual-venue';
import type { VenueAddress } from '../ports/exchanges';

export interface VenueUse {
  readonly venue: VenueId;
  readonly demo: boolean;
}

/** Venues that are asked for prices, whether or not the user is there. */
export interface ReferenceVenues {
  /** For dollar prices of stablecoins when the user's own venues have none. */
  readonly dollars: VenueId;
  /** Besides, for what is in wallets and manual accounts, which are venues without markets. */
  readonly coins: VenueId;
}

export interface VenueAddressesOptions {
  readonly referenceVenues: ReferenceVenues;
  /** Loopback servers that stand for venues. */
  readonly endpoints: Readonly<Record<VenueId, string>>;
  /** Where the simulated venue is, if it runs. */
  readonly demoEndpoint: (venue: VenueId) => string | undefined;
  readonly connections: () => readonly Connection[];
  readonly isChain: (venue: VenueId) => boolean;
}

export interface VenueAddresses {
  /** Where a venue is asked; a demo connection never leads to a real one, also when the demo does not run. */
  addressOf(use: VenueUse): Result<VenueAddress>;
  /** Venues that are asked for prices which the user's own do not have. */
  references(isDemo: boolean): VenueAddress[];
}

export function venueAddresses(options: VenueAddressesOptions): VenueAddresses {
  const { endpoints, demoEndpoint, connections, isChain, referenceVenues } = options;

  function addressOf({ venue, demo }: VenueUse): Result<VenueAddress> {
    // What the user entered is here and nowhere else, whatever runs.
    if (venue === MANUAL_VENUE.id) return succeed({ venue });
    const endpoint = demo ? demoEndpoint(venue) : endpoints[venue];
    if (endpoint !== undefined) return succeed({ venue, endpoint });
    return demo
      ? fail('venue-unavailable', 'The simulated venues are not running.', {
          hint: 'Start Portolan again, or remove the demo.',
        })
      : succeed({ venue });
  }

  return {
    addressOf,
    references(isDemo) {
      // Where only local servers are to be asked, no other venue is asked for prices either.
      const local = isDemo || Object.keys(endpoints).length > 0;
      const lacksMarkets = connections().some(
        ({ venue, enabled }) => enabled && (isChain(venue) || venue === MANUAL_VENUE.id),
      );
      const asked = [referenceVenues.dollars, ...(lacksMarkets ? [referenceVenues.coins] : [])];
      return asked.flatMap((venue) => {
        const address = addressOf({ venue, demo: isDemo });
        if (!address.ok) return [];
        return local && address.value.endpoint === undefined ? [] : [address.value];
      });
    },
  };
}
