import { isMainThread } from 'node:worker_threads';
import type { VenueId } from '../../electron/demo/world/world-definition';
import { createExchangeGateway } from '../../electron/exchanges/exchange-gateway';
import { Collector } from '../../electron/services/collector';
import { LivePortfolio } from '../../electron/services/live-portfolio';
import type { Clock } from '../../electron/services/ports/clock';
import type { SecretStore } from '../../electron/services/ports/keychain';
import { systemClock } from '../../electron/services/system-clock';
import { fail, succeed } from '../../shared/portfolio/failure';
import type { Connection, Credentials } from '../../shared/portfolio/venue';
import { median, report, requireThat } from './figures';
import { startVenueThread } from './venue-thread';

/**
 * A full refresh of 20 connections at one venue that takes 300 ms for every answer: the app's own
 * collector, gateway (ccxt) and valuation in plain Node, against simulated venues in another thread.
 * "Parsing" is what the same refresh takes when the venue answers at once. The first reading, which
 * also loads ccxt and the markets, is not part of it.
 */
const CONNECTIONS = 20;
const COINS = 40;
const ANSWER_MS = 300;
const RUNS = 5;
const BEYOND_ANSWER_MS = 100;

/** Refreshes are minutes apart; the benchmark has no time for that. */
class LeapingClock implements Clock {
  #leapt = 0;
  readonly after = systemClock.after;
  now = (): number => systemClock.now() + this.#leapt;
  elapsed = (): number => systemClock.elapsed() + this.#leapt;
  leap(): void {
    this.#leapt += 60_000;
  }
}

const silent = { info: () => undefined, warn: () => undefined, error: console.error };

async function measure(venue: VenueId): Promise<void> {
  const venues = await startVenueThread({
    venue,
    connections: CONNECTIONS,
    balancesPerConnection: COINS,
  });
  const clock = new LeapingClock();
  const endpoint = venues.endpoints[venue] ?? '';
  const keys = venues.credentials[venue] ?? [];
  const connections = keys.map((key, index): Connection => ({
    id: `connection-${index}`,
    venue,
    label: key.label,
    enabled: true,
    demo: false,
    createdAt: 0,
    secretStorage: 'session',
  }));
  const secrets = secretsIn(
    new Map(keys.map((key, index) => [`connection-${index}`, credentialsOf(key)])),
  );
  const portfolio = new LivePortfolio(clock.now, silent);
  const gateway = createExchangeGateway({ log: silent, clock: systemClock, random: Math.random });
  const collector = new Collector({
    gateway,
    secretsOf: () => secrets,
    addressOf: () => succeed({ venue, endpoint }),
    portfolio,
    clock,
    random: Math.random,
    log: silent,
    onStatus: () => undefined,
    onDifference: () => undefined,
  });
  await Promise.all(connections.map((connection) => collector.start(connection)));

  const timeRefreshes = async (answerMs: number): Promise<number> => {
    await venues.answerAfter(answerMs);
    const times: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      clock.leap();
      const startedAt = performance.now();
      const refused = await collector.refresh();
      times.push(performance.now() - startedAt);
      requireThat(refused === undefined, `${venue}: the refresh is made`);
    }
    return median(times);
  };
  const parsing = await timeRefreshes(0);
  const slow = await timeRefreshes(ANSWER_MS);
  const accounts = portfolio.state().coverage;
  requireThat(
    accounts.every(({ coverage: { state } }) => state === 'ok' || state === 'empty'),
    `${venue}: every account answers`,
  );
  requireThat(
    Object.keys(portfolio.state().balances).length === CONNECTIONS * COINS,
    `${venue}: every balance is there`,
  );
  const name = `${venue}, ${CONNECTIONS} connections, ${accounts.length} accounts`;
  report({ name: `${name}: parsing alone`, value: parsing, unit: 'ms' });
  report({
    name: `${name}: refresh at ${ANSWER_MS} ms`,
    value: slow,
    unit: 'ms',
    target: Math.round(ANSWER_MS + BEYOND_ANSWER_MS + parsing),
  });
  await collector.close();
  await gateway.close();
  await venues.stop();
}

function credentialsOf({ apiKey, secret, password }: Credentials): Credentials {
  return {
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(secret === undefined ? {} : { secret }),
    ...(password === undefined ? {} : { password }),
  };
}

function secretsIn(known: ReadonlyMap<string, Credentials>): SecretStore {
  return {
    status: async () => ({ state: 'available' }),
    read: async (id) => {
      const credentials = known.get(id);
      return credentials === undefined ? fail('secret-missing', id) : succeed(credentials);
    },
    write: async () => succeed(undefined),
    remove: async () => succeed(undefined),
  };
}

if (isMainThread) {
  await measure('kraken');
  await measure('bybit');
}
