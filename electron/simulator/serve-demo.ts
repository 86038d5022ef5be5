import { isAppToDemo, type DemoToApp } from './demo-messages';
import {
  startSimulatedVenues,
  type SimulatedVenues,
  type SimulationOptions,
} from './simulated-venues';

/** The part of a port to the parent process that is used; Electron's `process.parentPort` has it. */
export interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: DemoToApp): void;
}

const HOUR = 3_600_000;
const DAYS_OF_HISTORY = 400;
const HOURS_OF_HISTORY = 10 * 24;
/** Oldest first: a point a day, an hour for the last days, and a few minutes for the last one. */
const HISTORY_AGES: readonly number[] = [
  ...ages(DAYS_OF_HISTORY, HOURS_OF_HISTORY / 24, 24 * HOUR),
  ...ages(HOURS_OF_HISTORY, 24, HOUR),
  ...ages(24 * 6, 0, HOUR / 6),
];
const SEED = 20_260_101;

/**
 * Starts the demo's venues with live activity and says so to the parent, once: `ready`, or `failed`
 * with the reason. Tells past prices when it is asked, which the venues do not wait for. Stops them on
 * `stop`, and calls back when they have stopped.
 */
export async function serveDemo(
  port: ParentPort,
  onStopped: () => void,
  options: SimulationOptions = {},
): Promise<void> {
  const starting = startSimulatedVenues({ seed: SEED, liveActivity: true, ...options });
  port.on('message', ({ data }) => {
    if (!isAppToDemo(data)) return;
    if (data.type === 'tell-price-history') {
      // Venues that never started have said so.
      void starting.then((venues) => tellPriceHistory(port, venues)).catch(() => undefined);
      return;
    }
    // Venues that never started have nothing to stop.
    void starting.then((venues) => venues.stop()).then(onStopped, onStopped);
  });
  try {
    const venues = await starting;
    port.postMessage({
      type: 'ready',
      endpoints: { ...venues.endpoints, ...venues.chains.endpoints },
      credentials: venues.credentials,
      wallets: venues.chains.wallets,
      manualAccounts: venues.world.manualAccounts,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    port.postMessage({ type: 'failed', reason });
  }
}

function tellPriceHistory(port: ParentPort, { world }: SimulatedVenues): void {
  port.postMessage({
    type: 'price-history',
    priceHistory: world
      .pastPrices(HISTORY_AGES)
      .map(({ at, prices }) => ({ at, prices: Object.fromEntries(prices) })),
  });
}

/** Multiples of a step from `first` down to, and without, `last`. */
function ages(first: number, last: number, step: number): number[] {
  return Array.from({ length: first - last }, (_, index) => (first - index) * step);
}
