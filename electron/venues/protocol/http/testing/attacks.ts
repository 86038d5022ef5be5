import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { RequestListener } from 'node:http';
import { systemClock } from '../../../../timing/system-clock';
import { parseLossless } from '../../../reading/lossless-json';
import { VenueFailure } from '../../../reading/venue-failure';
import { askServer } from '../ask-server';
import {
  drippingBody,
  endlessBody,
  endlessHeaders,
  packedBomb,
  startHostileServer,
} from '../../../../testing/hostile-server';

/** A program: runs the attacks in whatever runs it, and prints how each ended as JSON. */

const MOST_BYTES = 8 * 1024 ** 2;
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

interface Attack {
  readonly listener: RequestListener;
  readonly timeoutMs?: number;
  /** Once it is asked, and after garbage was collected. */
  readonly isAborted?: boolean;
}

const attacks: Readonly<Record<string, Attack>> = {
  endless: { listener: endlessBody() },
  gzip: { listener: packedBomb('gzip', 2000) },
  brotli: { listener: packedBomb('br', 2000) },
  drip: { listener: drippingBody(5), timeoutMs: 300 },
  headers: { listener: endlessHeaders, timeoutMs: 300 },
  silent: { listener: () => undefined, timeoutMs: 300 },
  abortedBody: { listener: drippingBody(5), isAborted: true },
  abortedWait: { listener: () => undefined, isAborted: true },
};

async function outcomeOf({ listener, timeoutMs = 20_000, isAborted }: Attack): Promise<string> {
  const stop = new AbortController();
  const server = await startHostileServer((request, response) => {
    listener(request, response);
    if (isAborted !== true) return;
    setImmediate(() => {
      collectGarbage();
      setImmediate(() => stop.abort());
    });
  });
  const request = { url: server.url, method: 'GET', headers: {} };
  const limits = { clock: systemClock, timeoutMs, mostBytes: MOST_BYTES, signal: stop.signal };
  const outcome = await askServer(request, limits).then(
    () => 'answered',
    (error: unknown) => (error instanceof VenueFailure ? error.code : String(error)),
  );
  // Nobody but the client can have cut it.
  while ((await server.connections()) > 0) await new Promise((resolve) => setImmediate(resolve));
  await server.stop();
  return outcome;
}

function parsed(text: string): string {
  try {
    parseLossless(text);
    return 'parsed';
  } catch (error) {
    return error instanceof Error ? error.name : String(error);
  }
}

async function main(): Promise<void> {
  const outcomes: Record<string, string> = {};
  for (const [name, attack] of Object.entries(attacks)) outcomes[name] = await outcomeOf(attack);
  outcomes['deep'] = parsed('['.repeat(500_000));
  outcomes['parts'] = parsed(`[${'{},'.repeat(3_000_000)}0]`);
  const memoryMb = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(JSON.stringify({ versions: process.versions, memoryMb, outcomes }));
}

void main();
