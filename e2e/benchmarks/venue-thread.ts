import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { LoggedRequest } from '../../electron/simulator/plumbing/request-log';
import {
  startSimulatedVenues,
  type SimulatedVenues,
} from '../../electron/simulator/simulated-venues';
import { scaleWorld, type ScaleOptions } from '../../electron/simulator/roster/scale-world';

/**
 * Simulated venues in a thread of their own, so that what they cost does not count as the app's. The
 * thread runs the same file: whoever imports this does its own work in the main thread only.
 */
export interface VenueThread {
  readonly endpoints: SimulatedVenues['endpoints'];
  readonly credentials: SimulatedVenues['credentials'];
  /** From now on every request is answered so many milliseconds late. */
  answerAfter(milliseconds: number): Promise<void>;
  /** The venue's clock goes on by so many milliseconds at once. */
  leap(milliseconds: number): Promise<void>;
  /** What was asked since the last time this was called, as soon as nothing is left unanswered. */
  asked(): Promise<Asked>;
  stop(): Promise<void>;
}

/** What a venue was asked, as it has seen it. */
export interface Asked {
  /** Signed requests of each key, in the order of the keys. */
  readonly ofKey: readonly number[];
  /** How many requests were cut off, or not answered with 200. */
  readonly refused: number;
  /** Milliseconds that the slowest answer took in the venue, its own delay among them. */
  readonly slowestMs: number;
  /**
   * The longest time that answers to one key took one after another, as far as they did not overlap: what
   * no client that must ask in order can be faster than.
   */
  readonly busiestKeyMs: number;
}

interface Ready {
  readonly endpoints: SimulatedVenues['endpoints'];
  readonly credentials: SimulatedVenues['credentials'];
}

type Order =
  | { readonly kind: 'answer-after'; readonly milliseconds: number }
  | { readonly kind: 'leap'; readonly milliseconds: number }
  | { readonly kind: 'asked' };

/** Starts one venue with many keys. */
export async function startVenueThread(scale: ScaleOptions): Promise<VenueThread> {
  const worker = new Worker(fileURLToPath(import.meta.url), { workerData: { scale } });
  // Once for all answers: a thread that breaks gives none any more.
  const broken = new Promise<never>((_, reject) => worker.once('error', reject));
  broken.catch(() => undefined);
  const answer = <T>(): Promise<T> =>
    Promise.race([new Promise<T>((resolve) => worker.once('message', resolve)), broken]);
  const order = <T>(what: Order): Promise<T> => {
    const answered = answer<T>();
    worker.postMessage(what);
    return answered;
  };
  const { endpoints, credentials } = await answer<Ready>();
  return {
    endpoints,
    credentials,
    answerAfter: (milliseconds) => order({ kind: 'answer-after', milliseconds }),
    leap: (milliseconds) => order({ kind: 'leap', milliseconds }),
    asked: () => order({ kind: 'asked' }),
    stop: async () => {
      await worker.terminate();
    },
  };
}

async function serve({ scale }: { readonly scale: ScaleOptions }): Promise<void> {
  let leapt = 0;
  const venues = await startSimulatedVenues({
    world: scaleWorld(scale),
    clock: () => Date.now() + leapt,
  });
  const carryOut = async (order: Order): Promise<Asked | undefined> => {
    if (order.kind === 'asked') {
      while (venues.requests.unanswered(scale.venue) > 0) await delay(1);
      return takeAsked(venues, scale.connections);
    }
    if (order.kind === 'leap') leapt += order.milliseconds;
    else {
      const { milliseconds } = order;
      venues.faults.clear();
      if (milliseconds > 0)
        venues.faults.set({ venue: scale.venue }, { kind: 'delay', ms: milliseconds });
    }
    return undefined;
  };
  parentPort?.on('message', (order: Order) => {
    void carryOut(order).then((answer) => parentPort?.postMessage(answer));
  });
  const { endpoints, credentials } = venues;
  parentPort?.postMessage({ endpoints, credentials } satisfies Ready);
}

function takeAsked({ requests }: SimulatedVenues, keys: number): Asked {
  const entries = [...requests.entries];
  requests.clear();
  const tookMs = (of: typeof entries): number[] => of.map(({ tookMs }) => tookMs ?? 0);
  const byKey = Array.from({ length: keys }, (_, key) =>
    entries.filter(({ keyIndex }) => keyIndex === key),
  );
  return {
    ofKey: byKey.map(({ length }) => length),
    refused: entries.filter(({ status }) => status !== 200).length,
    slowestMs: Math.max(0, ...tookMs(entries)),
    busiestKeyMs: Math.max(0, ...byKey.map(withoutOverlap)),
  };
}

/** Milliseconds in which at least one of the requests was under way. */
function withoutOverlap(requests: readonly LoggedRequest[]): number {
  let [busy, until] = [0, 0];
  for (const { at, tookMs = 0 } of [...requests].sort((one, other) => one.at - other.at)) {
    busy += Math.max(0, at + tookMs - Math.max(until, at));
    until = Math.max(until, at + tookMs);
  }
  return busy;
}

if (!isMainThread) void serve(workerData as { readonly scale: ScaleOptions });
