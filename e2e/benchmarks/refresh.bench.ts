import { isMainThread } from 'node:worker_threads';
import type { VenueId } from '../../electron/demo/world/world-definition';
import { median, report, requireThat } from './figures';
import { VenueConnections } from './venue-connections';

/**
 * A full refresh of 20 connections at one venue that takes 300 ms for every answer. "Parsing" is what
 * the same refresh takes when the venue answers at once. The first reading is not part of it.
 */
const CONNECTIONS = 20;
const COINS = 40;
const ANSWER_MS = 300;
const RUNS = 5;
const BEYOND_ANSWER_MS = 100;

async function measure(venue: VenueId): Promise<void> {
  const opened = await VenueConnections.open(venue, CONNECTIONS, COINS);
  const timeRefreshes = async (answerMs: number): Promise<number> => {
    await opened.venues.answerAfter(answerMs);
    const times: number[] = [];
    for (let run = 0; run < RUNS; run += 1) times.push(await opened.refresh());
    return median(times);
  };
  const parsing = await timeRefreshes(0);
  const slow = await timeRefreshes(ANSWER_MS);
  requireThat(
    Object.keys(opened.portfolio.state().balances).length === CONNECTIONS * COINS,
    `${venue}: every balance is there`,
  );
  const name = `${venue}, ${CONNECTIONS} connections, ${opened.accounts()} accounts`;
  report({ name: `${name}: parsing alone`, value: parsing, unit: 'ms' });
  report({
    name: `${name}: refresh at ${ANSWER_MS} ms`,
    value: slow,
    unit: 'ms',
    target: Math.round(ANSWER_MS + BEYOND_ANSWER_MS + parsing),
  });
  await opened.close();
}

if (isMainThread) {
  await measure('kraken');
  await measure('bybit');
}
