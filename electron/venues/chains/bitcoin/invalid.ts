import { VenueFailure } from '../../reading/venue-failure';

/** What the user gave cannot be used. `why` completes a sentence and never repeats what was given. */
export function invalid(why: string): VenueFailure {
  return new VenueFailure('invalid-input', why);
}
