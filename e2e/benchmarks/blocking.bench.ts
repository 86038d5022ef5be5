import { monitorEventLoopDelay } from 'node:perf_hooks';
import { isMainThread } from 'node:worker_threads';
import { report, requireThat } from './figures';
import { VenueConnections } from './venue-connections';

/**
 * The longest time that one refresh of 50 connections with at least five account types each keeps the
 * main process from everything else: the largest delay of its event loop, whose probe wakes each
 * millisecond. All answers arrive nearly at once, which is the worst that can happen. The floor is the
 * longest that one answer takes to be parsed: this much cannot be cut into pieces.
 */
const CONNECTIONS = 50;
const LEAST_ACCOUNTS = 5 * CONNECTIONS;
const COINS = 40;
const RUNS = 5;
const LONGEST_BLOCK_MS = 50;
const NANOSECONDS_PER_MS = 1e6;

/** Does work, and answers how long its longest call of `JSON.parse` took, in milliseconds. */
async function longestParse(work: () => Promise<void>): Promise<number> {
  const parse = JSON.parse.bind(JSON);
  let longest = 0;
  JSON.parse = (...given: Parameters<typeof JSON.parse>): unknown => {
    const startedAt = performance.now();
    try {
      return parse(...given) as unknown;
    } finally {
      longest = Math.max(longest, performance.now() - startedAt);
    }
  };
  try {
    await work();
  } finally {
    JSON.parse = parse;
  }
  return longest;
}

async function measure(): Promise<void> {
  const opened = await VenueConnections.open('binance', CONNECTIONS, COINS);
  const accounts = opened.accounts();
  requireThat(accounts >= LEAST_ACCOUNTS, `there are ${LEAST_ACCOUNTS} accounts`);
  await opened.venues.answerAfter(100);
  const blocks: number[] = [];
  const times: number[] = [];
  const parses: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const delays = monitorEventLoopDelay({ resolution: 1 });
    delays.enable();
    parses.push(
      await longestParse(async () => {
        times.push((await opened.refresh()).tookMs);
      }),
    );
    delays.disable();
    blocks.push(delays.max / NANOSECONDS_PER_MS);
  }
  const name = `binance, ${CONNECTIONS} connections, ${accounts} accounts`;
  report({
    name: `${name}: longest block`,
    unit: 'ms',
    values: blocks,
    floor: { name: 'longest parse of one answer', values: parses },
    target: { of: 'value', most: LONGEST_BLOCK_MS },
  });
  report({ name: `${name}: refresh`, unit: 'ms', values: times });
  requireThat(opened.accounts() === accounts, 'every account still answers after them');
  await opened.close();
}

if (isMainThread) await measure();
