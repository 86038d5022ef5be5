import type { VenueCalls } from '../definition/calls';
import { OWN_ADDRESS } from './address';

/** Asks `POST /info`, the one endpoint of all that can be read. @throws VenueFailure */
export function info(
  venue: VenueCalls,
  type: string,
  params: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  return venue.call('publicPostInfo', { type, ...params });
}

/** {@link info} about the account that is watched. @throws VenueFailure */
export function ownInfo(
  venue: VenueCalls,
  type: string,
  params: Readonly<Record<string, string>> = {},
): Promise<unknown> {
  return info(venue, type, { user: OWN_ADDRESS, ...params });
}
