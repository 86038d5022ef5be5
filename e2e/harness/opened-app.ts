import type { SimulatedVenues } from '../../electron/simulator/simulated-venues';
import type { VenueId } from '../../shared/base/ids';
import { connect } from './connect';
import { Connections } from './connections';
import { Holdings } from './holdings';
import { Overview } from './overview';
import type { Page } from '@playwright/test';
import type { RunningApp } from './running-app';

/** A key of a simulated venue. */
export interface WorldKey {
  readonly venue: VenueId;
  readonly keyIndex: number;
}

export const BINANCE: WorldKey = { venue: 'binance', keyIndex: 0 };
export const KRAKEN: WorldKey = { venue: 'kraken', keyIndex: 0 };
/** The main keys of the small world's two venues. */
export const BOTH: readonly WorldKey[] = [BINANCE, KRAKEN];

/** The app with what was connected, all of it read, and its screens as a user works them. */
export interface OpenedApp {
  readonly app: RunningApp;
  readonly page: Page;
  readonly venues: SimulatedVenues;
  readonly overview: Overview;
  readonly holdings: Holdings;
  readonly connections: Connections;
}

/** Connects keys without the form and waits until all is read. */
export async function openedWith(
  app: RunningApp,
  venues: SimulatedVenues,
  keys: readonly WorldKey[],
): Promise<OpenedApp> {
  for (const { venue, keyIndex } of keys) await connect(app, venues, venue, keyIndex);
  await app.settled();
  const { page } = app;
  return {
    ...{ app, page, venues },
    overview: new Overview(page),
    holdings: new Holdings(page),
    connections: new Connections(page),
  };
}
