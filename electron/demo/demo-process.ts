import { isAppToDemo, type DemoToApp } from './demo-messages';
import { startSimulatedVenues } from './simulated-venues';

/** The part of Electron's parent port that is used; plain Node has none. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
  postMessage(message: DemoToApp): void;
}

const DAYS_OF_HISTORY = 365;
const SEED = 20_260_101;

/** Serves the demo's venues inside the app, in a utility process of its own. */
async function run(): Promise<void> {
  const port = parentPort();
  const post = (message: DemoToApp) =>
    port ? port.postMessage(message) : process.stdout.write(`${JSON.stringify(message)}\n`);
  try {
    const venues = await startSimulatedVenues({ seed: SEED, liveActivity: true });
    port?.on('message', ({ data }) => {
      if (isAppToDemo(data)) void venues.stop().then(() => process.exit(0));
    });
    post({
      type: 'ready',
      endpoints: venues.endpoints,
      credentials: venues.credentials,
      dailyPrices: venues.world
        .dailyPrices(DAYS_OF_HISTORY)
        .map(({ at, prices }) => ({ at, prices: Object.fromEntries(prices) })),
    });
  } catch (error) {
    post({ type: 'failed', reason: error instanceof Error ? error.message : String(error) });
    process.exitCode = 1;
  }
}

function parentPort(): ParentPort | undefined {
  return 'parentPort' in process ? (process.parentPort as ParentPort | undefined) : undefined;
}

void run();
