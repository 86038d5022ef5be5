import { MANUAL_VENUE } from '../../electron/engine/connections/manual-venue';
import { venueMarks } from '../../electron/venues/exchanges/venue-marks';
import type { VenueId } from '../../shared/base/ids';

/** What a venue is called, by its definition. @throws for one that nobody defines */
export function venueName(venue: VenueId): string {
  const mark = venue === MANUAL_VENUE.id ? MANUAL_VENUE : venueMarks[venue];
  if (mark === undefined) throw new Error(`there is no venue ${venue}`);
  return mark.name;
}
