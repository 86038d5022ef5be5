import { normalize } from 'viem/ens';
import { VenueFailure } from '../../reading/venue-failure';

/**
 * A name in the one way of writing that its hash is made of (ENSIP-15,
 * https://docs.ens.domains/ensip/15): small letters, nothing invisible, no letters of another alphabet
 * that look like these.
 * @throws VenueFailure `invalid-input`
 */
export function normalizedName(name: string): string {
  try {
    return normalize(name.trim());
  } catch {
    throw new VenueFailure('invalid-input', 'that is no ENS name');
  }
}
