import { setTimeout as delay } from 'node:timers/promises';
import type { VenueId } from '../../shared/base/ids';
import { createExchangeGateway } from '../../electron/venues/exchanges/gateway/exchange-gateway';
import { Collector } from '../../electron/engine/connections/collector';
import { LivePortfolio } from '../../electron/engine/portfolio/live-portfolio';
import type { Clock } from '../../electron/engine/ports/clock';
import type { SecretStore } from '../../electron/engine/ports/keychain';
import { systemClock } from '../../electron/timing/system-clock';
import { fail, succeed } from '../../shared/base/failure';
import type { Connection, Credentials } from '../../shared/portfolio/venue';
import { requireThat } from './figures';
import { startVenueThread, type Asked, type VenueThread } from './venue-thread';

/** Refreshes are minutes apart; a benchmark has no time for that. Venues refill every budget within it. */
const BETWEEN_REFRESHES_MS = 300_000;

const ANSWERED = new Set(['ok', 'empty', 'unsupported']);
/** Far longer than the first reading takes, with the retries of a machine that has other things to do. */
const OPENED_WITHIN_MS = 120_000;

class LeapingClock implements Clock {
  #leapt = 0;
  readonly after = systemClock.after;
  now = (): number => systemClock.now() + this.#leapt;
  elapsed = (): number => systemClock.elapsed() + this.#leapt;
  leap(milliseconds: number): void {
    this.#leapt += milliseconds;
  }
}

export interface Refresh {
  /** Milliseconds from the wish to the last answer taken in. */
  readonly tookMs: number;
  /** What the venue saw of it. */
  readonly asked: Asked;
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

  /** Opens them, and waits until every account has been read and every stream is connected. */
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
    const gateway = createExchangeGateway({ log: silent, clock, random: Math.random });
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
      // Each key has an account of its own, and none is asked which.
      accounts: () => ({
        know: () => undefined,
        countedIn: () => undefined,
        lacksMarks: () => false,
        mayBeTwin: () => false,
      }),
    });
    await Promise.all(connections.map((connection) => collector.start(connection)));
    const opened = new VenueConnections(venue, venues, portfolio, collector, clock, () =>
      gateway.close(),
    );
    const deadline = performance.now() + OPENED_WITHIN_MS;
    while (!opened.isSettled() && performance.now() < deadline) await delay(20);
    requireThat(
      opened.isSettled(),
      `${venue}: every account is read and every stream is connected`,
    );
    return opened;
  }

  /** A reading that failed on a busy machine is made again; what a stream reads of its own accord ends. */
  private isSettled(): boolean {
    const { coverage } = this.portfolio.state();
    const isRead = coverage.every(({ coverage: { state } }) => ANSWERED.has(state));
    const isConnected = this.collector.streams().every(({ state }) => state !== 'connecting');
    return isRead && isConnected && !this.collector.refreshStatus().running;
  }

  /**
   * Reads all of them once more. Fails the benchmark unless the venue was asked for it with every key, and
   * answered everything.
   */
  async refresh(): Promise<Refresh> {
    // All clocks together: a signed request whose time is not the venue's would be refused.
    this.clock.leap(BETWEEN_REFRESHES_MS);
    await this.venues.leap(BETWEEN_REFRESHES_MS);
    // What a stream had read of its own accord is not part of the refresh.
    while (this.collector.refreshStatus().running) await delay(1);
    await this.venues.asked();
    const startedAt = performance.now();
    const refused = await this.collector.refresh();
    const tookMs = performance.now() - startedAt;
    requireThat(refused === undefined, `${this.venue}: the refresh is made`);
    const asked = await this.venues.asked();
    requireThat(
      asked.ofKey.length > 0 && asked.ofKey.every((requests) => requests > 0),
      `${this.venue}: a refresh asks the venue with every key`,
    );
    requireThat(asked.refused === 0, `${this.venue}: the venue answers everything it is asked`);
    return { tookMs, asked };
  }

  /** How many accounts there are; fails the benchmark unless each has answered. */
  accounts(): number {
    const { coverage } = this.portfolio.state();
    requireThat(
      coverage.every(({ coverage: { state } }) => ANSWERED.has(state)),
      `${this.venue}: every account answers`,
    );
    return coverage.filter(({ coverage: { state } }) => state !== 'unsupported').length;
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
