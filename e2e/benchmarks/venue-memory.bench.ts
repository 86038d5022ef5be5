import { createExchangeGateway } from '../../electron/venues/exchanges/gateway/exchange-gateway';
import { openExchange } from '../../electron/venues/protocol/ccxt/open-exchange';
import { KeyState, VenueClock } from '../../electron/venues/protocol/ccxt/key-state';
import { RateBudget } from '../../electron/venues/protocol/limits/rate-budget';
import { firstClassVenues } from '../../electron/venues/exchanges/venues';
import type { VenueDefinition } from '../../electron/venues/exchanges/definition/venue-definition';
import { askServer } from '../../electron/venues/protocol/http/ask-server';
import { systemClock } from '../../electron/timing/system-clock';
import { report, requireThat } from './figures';

/**
 * What each venue adds to the memory of the main process once its part of ccxt is loaded and a session
 * has made its instance: the growth of the heap after a collection, and of the resident set. Markets,
 * which are loaded for venues without readers of their own only, are not part of it.
 */
const MEGABYTE = 1024 * 1024;
const MOST_MEGABYTES = 2;
const BARE_AT_ONCE = 20;
const silent = { info: () => undefined, warn: () => undefined, error: console.error };

interface Size {
  readonly heap: number;
  readonly resident: number;
}

function size(): Size {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { heap: heapUsed / MEGABYTE, resident: rss / MEGABYTE };
}

/** Kept, so that a collection does not take them. */
const opened: unknown[] = [];

async function open(definition: VenueDefinition): Promise<Size> {
  const before = size();
  opened.push(
    await openExchange({
      definition,
      address: { venue: definition.info.id },
      credentials: {},
      clock: systemClock,
      venueClock: new VenueClock(systemClock),
      key: new KeyState(new RateBudget(definition.limits), false, systemClock),
      ask: askServer,
    }),
  );
  const after = size();
  return { heap: after.heap - before.heap, resident: after.resident - before.resident };
}

const { Exchange } = (await import('@venue/../base/Exchange.js')) as {
  Exchange: new () => object;
};

/**
 * What one more instance without any venue costs: the class that ccxt derives all venues from. The mean of
 * several, since one is smaller than what a collection happens to leave.
 */
function bareInstance(): number {
  const before = size();
  for (let made = 0; made < BARE_AT_ONCE; made += 1) opened.push(new Exchange());
  return (size().heap - before.heap) / BARE_AT_ONCE;
}

requireThat(globalThis.gc !== undefined, 'memory can be collected');
opened.push(createExchangeGateway({ log: silent, clock: systemClock, random: Math.random }));
const added: number[] = [];
for (const [index, definition] of firstClassVenues.entries()) {
  const { heap, resident } = await open(definition);
  // A venue that shares its code with one before it adds less than what a collection happens to leave.
  if (index > 0) added.push(Math.max(0, heap));
  const what = index === 0 ? ' (with what all venues share)' : '';
  report({ name: `${definition.info.id}: heap${what}`, unit: 'MB', values: [heap] });
  report({ name: `${definition.info.id}: resident set${what}`, unit: 'MB', values: [resident] });
}
const bare = Array.from({ length: added.length }, bareInstance);
report({
  name: 'heap per added venue',
  unit: 'MB',
  values: added,
  floor: { name: 'bare instance of ccxt', values: bare },
  target: { of: 'value', most: MOST_MEGABYTES },
});
