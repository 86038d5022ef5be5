import type { VenueId } from '../../electron/demo/world/world-definition';
import { createExchangeGateway } from '../../electron/exchanges/exchange-gateway';
import { Collector } from '../../electron/services/collector';
import { LivePortfolio } from '../../electron/services/live-portfolio';
import type { Clock } from '../../electron/services/ports/clock';
import type { SecretStore } from '../../electron/services/ports/keychain';
import { systemClock } from '../../electron/services/system-clock';
import { fail, succeed } from '../../shared/portfolio/failure';
import type { Connection, Credentials } from '../../shared/portfolio/venue';
import { requireThat } from './figures';
import { startVenueThread, type VenueThread } from './venue-thread';

/** Refreshes are minutes apart; a benchmark has no time for that. */
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

/**
 * Many connections at one simulated venue, read by the app's own collector, gateway (ccxt) and
 * valuation in plain Node; the venue runs in another thread.
 */
export class VenueConnections {
  private constructor(
    readonly venue: VenueId,
    readonly venues: VenueThread,
    readonly portfolio: LivePortfolio,
    private readonly collector: Collector,
    private readonly clock: LeapingClock,
    private readonly closeGateway: () => Promise<void>,
  ) {}

  /** Opens them and reads each once, which also loads ccxt and the markets. */
  static async open(venue: VenueId, count: number, coins: number): Promise<VenueConnections> {
    const venues = await startVenueThread({
      venue,
      connections: count,
      balancesPerConnection: coins,
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
      onEntered: () => undefined,
      crossCheck: () => undefined,
    });
    await Promise.all(connections.map((connection) => collector.start(connection)));
    return new VenueConnections(venue, venues, portfolio, collector, clock, () => gateway.close());
  }

  /** Reads all of them once more; answers how long that took, in milliseconds. */
  async refresh(): Promise<number> {
    this.clock.leap();
    const startedAt = performance.now();
    const refused = await this.collector.refresh();
    const took = performance.now() - startedAt;
    requireThat(refused === undefined, `${this.venue}: the refresh is made`);
    return took;
  }

  /** How many accounts there are; fails the benchmark unless each has answered. */
  accounts(): number {
    const { coverage } = this.portfolio.state();
    const read = coverage.filter(({ coverage: { state } }) => state !== 'unsupported');
    requireThat(
      read.every(({ coverage: { state } }) => state === 'ok' || state === 'empty'),
      `${this.venue}: every account answers`,
    );
    return read.length;
  }

  async close(): Promise<void> {
    await this.collector.close();
    await this.closeGateway();
    await this.venues.stop();
  }
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
