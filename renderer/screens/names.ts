import { venueMarks } from 'virtual:venue-marks';
import type { VenueId } from '../../shared/base/ids';
import type { VenueInfo } from '../../shared/portfolio/venue';

export { ACCOUNT_TYPE_NAMES } from './account-type-names';

/**
 * The venue's own name. That of a chain that the user added is known from the list of venues alone: without
 * it, its id with a capital.
 */
export function venueName(venue: VenueId, venues?: readonly VenueInfo[]): string {
  return (
    venues?.find(({ id }) => id === venue)?.name ??
    (Object.hasOwn(venueMarks, venue) ? venueMarks[venue]?.name : undefined) ??
    venue.charAt(0).toUpperCase() + venue.slice(1)
  );
}
