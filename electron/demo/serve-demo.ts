import { isAppToDemo, type DemoToApp } from './demo-messages';
import { startSimulatedVenues, type SimulationOptions } from './simulated-venues';

/** The part of a port to the parent process that is used; Electron's `process.parentPort` has it. */
export interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: DemoToApp): void;
}

const DAYS_OF_HISTORY = 365;
const SEED = 20_260_101;

/**
 * Starts the demo's venues with live activity and says so to the parent, once: `ready`, or `failed`
 * with the reason. Stops them on `stop`, and calls back when they have stopped.
 */
export async function serveDemo(
  port: ParentPort,
  onStopped: () => void,
  options: SimulationOptions = {},
): Promise<void> {
  const starting = startSimulatedVenues({ seed: SEED, liveActivity: true, ...options });
  port.on('message', ({ data }) => {
    if (!isAppToDemo(data)) return;
    // Venues that never started have nothing to stop.
    void starting.then((venues) => venues.stop()).then(onStopped, onStopped);
  });
  try {
    const venues = await starting;
    port.postMessage({
      type: 'ready',
      endpoints: venues.endpoints,
      credentials: venues.credentials,
      dailyPrices: venues.world
        .dailyPrices(DAYS_OF_HISTORY)
        .map(({ at, prices }) => ({ at, prices: Object.fromEntries(prices) })),
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    port.postMessage({ type: 'failed', reason });
  }
}
