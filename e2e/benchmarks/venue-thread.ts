import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { startSimulatedVenues, type SimulatedVenues } from '../../electron/demo/simulated-venues';
import { scaleWorld, type ScaleOptions } from '../../electron/demo/world/scale-world';

/**
 * Simulated venues in a thread of their own, so that what they cost does not count as the app's. The
 * thread runs the same file: whoever imports this does its own work in the main thread only.
 */
export interface VenueThread {
  readonly endpoints: SimulatedVenues['endpoints'];
  readonly credentials: SimulatedVenues['credentials'];
  /** From now on every request is answered so many milliseconds late. */
  answerAfter(milliseconds: number): Promise<void>;
  stop(): Promise<void>;
}

interface Ready {
  readonly endpoints: SimulatedVenues['endpoints'];
  readonly credentials: SimulatedVenues['credentials'];
}

/** Starts one venue with many keys. */
export async function startVenueThread(scale: ScaleOptions): Promise<VenueThread> {
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { scale } });
  const answer = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  const { endpoints, credentials } = await answer<Ready>();
  return {
    endpoints,
    credentials,
    answerAfter: async (milliseconds) => {
      const done = answer<void>();
      worker.postMessage(milliseconds);
      await done;
    },
    stop: async () => {
      await worker.terminate();
    },
  };
}

async function serve({ scale }: { readonly scale: ScaleOptions }): Promise<void> {
  const venues = await startSimulatedVenues({ world: scaleWorld(scale) });
  parentPort?.on('message', (milliseconds: number) => {
    venues.faults.clear();
    if (milliseconds > 0)
      venues.faults.set({ venue: scale.venue }, { kind: 'delay', ms: milliseconds });
    parentPort?.postMessage('done');
  });
  const { endpoints, credentials } = venues;
  parentPort?.postMessage({ endpoints, credentials } satisfies Ready);
}

if (!isMainThread) void serve(workerData as { readonly scale: ScaleOptions });
