import { isMainThread } from 'node:worker_threads';
import type { VenueId } from '../../shared/base/ids';
import { report, requireThat } from './figures';
import { VenueConnections, type Refresh } from './venue-connections';

/**
 * A full refresh of 20 connections at one venue that takes 300 ms for every answer, against the slowest of
 * these answers; where the requests of a key must arrive in order, against the key that took longest. The
 * first reading is not part of it.
 */
const CONNECTIONS = 20;
const COINS = 40;
const ANSWER_MS = 300;
const RUNS = 5;

interface Expectation {
  readonly venue: VenueId;
  readonly floor: string;
  readonly floorMs: (refresh: Refresh) => number;
  readonly mostTimesFloor: number;
}

async function refreshes(opened: VenueConnections, answerMs: number): Promise<Refresh[]> {
  await opened.venues.answerAfter(answerMs);
  const made: Refresh[] = [];
  for (let run = 0; run < RUNS; run += 1) made.push(await opened.refresh());
  return made;
}

async function measure({ venue, floor, floorMs, mostTimesFloor }: Expectation): Promise<void> {
  const opened = await VenueConnections.open(venue, CONNECTIONS, COINS);
  const atOnce = await refreshes(opened, 0);
  const slow = await refreshes(opened, ANSWER_MS);
  requireThat(
    Object.keys(opened.portfolio.state().balances).length === CONNECTIONS * COINS,
    `${venue}: every balance is there`,
  );
  const name = `${venue}, ${CONNECTIONS} connections, ${opened.accounts()} accounts`;
  report({
    name: `${name}: refresh at ${ANSWER_MS} ms`,
    unit: 'ms',
    values: slow.map(({ tookMs }) => tookMs),
    floor: { name: floor, values: slow.map(floorMs), paired: true },
    target: { of: 'ratio', most: mostTimesFloor },
  });
  report({
    name: `${name}: when the venue answers at once`,
    unit: 'ms',
    values: atOnce.map(({ tookMs }) => tookMs),
  });
  report({
    name: `${name}: requests of a refresh`,
    unit: 'requests',
    values: slow.map(({ asked }) => asked.ofKey.reduce((sum, requests) => sum + requests, 0)),
  });
  await opened.close();
}

if (isMainThread) {
  await measure({
    venue: 'kraken',
    floor: 'slowest key, in order',
    floorMs: ({ asked }) => asked.busiestKeyMs,
    mostTimesFloor: 1.4,
  });
  await measure({
    venue: 'bybit',
    floor: 'slowest answer',
    floorMs: ({ asked }) => asked.slowestMs,
    mostTimesFloor: 2,
  });
}
