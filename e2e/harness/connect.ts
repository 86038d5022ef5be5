import type { SimulatedVenues } from '../../electron/simulator/simulated-venues';
import type { VenueId } from '../../shared/base/ids';
import type { Connection } from '../../shared/portfolio/venue';
import type { RunningApp } from './running-app';

/**
 * Connects a key of a simulated venue without the form: for tests that are about something else.
 * Consents to an old Electron, as a user of one would.
 */
export async function connect(
  app: RunningApp,
  venues: SimulatedVenues,
  venue: VenueId,
  keyIndex: number,
): Promise<Connection> {
  const key = venues.credentials[venue]?.[keyIndex];
  if (key === undefined) throw new RangeError(`${venue} has no key number ${keyIndex}`);
  const { label, apiKey, secret, password } = key;
  return app.call('addConnection', {
    venue,
    label,
    credentials: { apiKey, secret, ...(password === undefined ? {} : { password }) },
    secretStorage: 'keychain',
    acceptWithdrawalKey: false,
    acceptOldRuntime: true,
  });
}

/** Watches an address without the form. */
export function watch(
  app: RunningApp,
  chain: string,
  label: string,
  address: string,
): Promise<Connection> {
  return app.call('addConnection', {
    venue: chain,
    label,
    credentials: { address },
    secretStorage: 'keychain',
    acceptWithdrawalKey: false,
    acceptOldRuntime: false,
  });
}
