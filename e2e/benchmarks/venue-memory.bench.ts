import { createExchangeGateway } from '../../electron/exchanges/exchange-gateway';
import { openExchange } from '../../electron/exchanges/ccxt/open-exchange';
import { KeyState, VenueClock } from '../../electron/exchanges/ccxt/key-state';
import { RateBudget } from '../../electron/exchanges/limits/rate-budget';
import { firstClassVenues } from '../../electron/exchanges/venues/venues';
import type { VenueDefinition } from '../../electron/exchanges/venues/venue-definition';
import { systemClock } from '../../electron/services/system-clock';
import { median, report, requireThat } from './figures';

/**
 * What each venue adds to the memory of the main process once its part of ccxt is loaded and a session
 * has made its instance: the growth of the heap after a collection, and of the resident set. Markets,
 * which are loaded for venues without readers of their own only, are not part of it.
 */
const MEGABYTE = 1024 * 1024;
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
      key: new KeyState(new RateBudget(definition.limits), false),
    }),
  );
  const after = size();
  return { heap: after.heap - before.heap, resident: after.resident - before.resident };
}

requireThat(globalThis.gc !== undefined, 'memory can be collected');
opened.push(createExchangeGateway({ log: silent, clock: systemClock, random: Math.random }));
const added: number[] = [];
for (const [index, definition] of firstClassVenues.entries()) {
  const { heap, resident } = await open(definition);
  added.push(heap);
  const what = index === 0 ? ' (with what all venues share)' : '';
  report({ name: `${definition.info.id}: heap${what}`, value: heap, unit: 'MB' });
  report({ name: `${definition.info.id}: resident set${what}`, value: resident, unit: 'MB' });
}
report({ name: 'heap per added venue, median', value: median(added.slice(1)), unit: 'MB' });
