import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';
import { median, report, requireThat } from './figures';
import { VenueConnections } from './venue-connections';

/**
 * The longest time that one refresh of 50 connections with at least five account types each keeps the
 * main process from everything else: the largest delay of its event loop, whose probe wakes each
 * millisecond. All answers arrive nearly at once, which is the worst that can happen.
 */
const CONNECTIONS = 50;
const LEAST_ACCOUNTS = 5 * CONNECTIONS;
const COINS = 40;
const RUNS = 5;
const LONGEST_BLOCK_MS = 50;
const NANOSECONDS_PER_MS = 1e6;

async function measure(): Promise<void> {
  const opened = await VenueConnections.open('binance', CONNECTIONS, COINS);
  const accounts = opened.accounts();
  requireThat(accounts >= LEAST_ACCOUNTS, `there are ${LEAST_ACCOUNTS} accounts`);
  await opened.venues.answerAfter(100);
  const blocks: number[] = [];
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const delays = monitorEventLoopDelay({ resolution: 1 });
    delays.enable();
    times.push(await opened.refresh());
    delays.disable();
    blocks.push(delays.max / NANOSECONDS_PER_MS);
  }
  const name = `binance, ${CONNECTIONS} connections, ${accounts} accounts`;
  report({ name: `${name}: refresh`, value: median(times), unit: 'ms' });
  report({ name: `${name}: longest block, worst run`, value: Math.max(...blocks), unit: 'ms' });
  report({
    name: `${name}: longest block, median of ${RUNS} runs`,
    value: median(blocks),
    unit: 'ms',
    target: LONGEST_BLOCK_MS,
  });
  await opened.close();
}

if (isMainThread) await measure();
