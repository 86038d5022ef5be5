import { ConnectionFeed } from './connection-feed';
import type { FeedContext } from './feed-context';
import type { LivePortfolio } from '../portfolio/live-portfolio';
import type { Clock } from '../ports/clock';
import type { AccountKnowledge } from './counted-once';
import type { ExchangeGateway, VenueAddress, VenueSession } from '../ports/exchanges';
import type { Log } from '../ports/log';
import type { SecretStore } from '../ports/keychain';
import type { PortfolioConnection } from '../portfolio/portfolio-connection';
import type { StatusView } from '../../../shared/contract/status-view';
import type { AccountType } from '../../../shared/portfolio/balance';
import type { ConnectionId } from '../../../shared/base/ids';
import { failure, type Failure, type Instant, type Result } from '../../../shared/base/failure';
import type { Connection, StreamStatus } from '../../../shared/portfolio/venue';
import type { RateLimitUse } from '../../../shared/contract/status-view';

/** Pressing "refresh" again and again does not ask the venues more often than this. */
const BETWEEN_REFRESHES_MS = 5_000;

export interface CollectorOptions {
  readonly gateway: ExchangeGateway;
  /** The store that a connection's secret is in. */
  readonly secretsOf: (connection: Connection) => SecretStore;
  /** Where a connection's venue is reached; a failure when it must not be. */
  readonly addressOf: (connection: Connection) => Result<VenueAddress>;
  readonly portfolio: LivePortfolio;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly onStatus: () => void;
  readonly onDifference: (
    connection: Connection,
    accountType: AccountType,
    codes: readonly string[],
  ) => void;
  /** What the user entered has just been applied. */
  readonly onEntered: () => void;
  /** What accounts are known by, and which of those that show the same coins count. */
  readonly accounts: () => AccountKnowledge;
  /** A connection was read: compares it with what the venue itself says. */
  readonly crossCheck: (connection: PortfolioConnection, session: VenueSession) => void;
}

/** Runs a feed for each enabled connection and refreshes all of them on schedule and on demand. */
export class Collector {
  readonly #feeds = new Map<ConnectionId, ConnectionFeed>();
  /** Connections whose secret could not be read: tried again with every refresh. */
  readonly #locked = new Map<ConnectionId, Connection>();
  /** Connections that are not read, since others show the same coins. */
  readonly #setAside = new Set<ConnectionId>();
  #intervalMs = 60_000;
  #cancelNext: (() => void) | undefined;
  #nextAt: Instant | undefined;
  #lastAt: Instant | undefined;
  /** When each was last asked, in elapsed time. */
  readonly #lastStartedAt = new Map<ConnectionId, number>();
  /** Raised by each start and stop: what an overtaken start finds out no longer counts. */
  readonly #generations = new Map<ConnectionId, number>();
  #closed = false;

  constructor(private readonly options: CollectorOptions) {}

  /** Opens a connection and reads it. Resolves when each of its accounts has an outcome. */
  async start(connection: Connection): Promise<void> {
    const { gateway, portfolio, secretsOf, addressOf } = this.options;
    if (this.#closed) return;
    // It may be read another way from now on, or not at all.
    if (this.#setAside.delete(connection.id)) portfolio.removeConnection(connection.id);
    if (this.#putAside(connection)) return;
    // At once: until it has been read, what is there is not all there is.
    portfolio.expect(connection);
    const stopped = this.stop(connection.id);
    const generation = this.#generations.get(connection.id);
    const isOvertaken = (): boolean =>
      this.#closed || this.#generations.get(connection.id) !== generation;
    await stopped;
    if (isOvertaken()) return;
    const secret = await secretsOf(connection).read(connection.id);
    if (isOvertaken()) return;
    const fallback = this.#fallbackAccount(connection);
    if (!secret.ok) {
      this.#locked.set(connection.id, connection);
      portfolio.failConnection(connection, fallback, secret.failure);
      this.#planFirst();
      return;
    }
    const address = addressOf(connection);
    const session = address.ok ? gateway.open(connection.id, address.value, secret.value) : address;
    if (!session.ok) {
      const isNewer = session.failure.code === 'unsupported';
      const reason = isNewer ? needsNewerVersion(connection) : session.failure;
      portfolio.failConnection(connection, fallback, reason);
      return;
    }
    if (this.options.accounts().mayBeTwin(connection.id)) {
      const marks = await session.value.marks();
      if (isOvertaken()) return session.value.close();
      if (marks.ok) this.options.accounts().know(connection.id, marks.value);
      // It was begun anew, and set aside.
      if (isOvertaken()) return session.value.close();
    }
    const feed = new ConnectionFeed(connection, session.value, fallback, this.#context(connection));
    this.#feeds.set(connection.id, feed);
    this.#planFirst();
    await this.#refreshFeed(feed);
  }

  /** Takes what a connection shows out of the portfolio where all of it counts in another one. */
  #putAside(connection: Connection): boolean {
    const { portfolio, accounts } = this.options;
    const other = accounts().countedIn(connection.id);
    if (other === undefined) return false;
    void this.stop(connection.id);
    this.#setAside.add(connection.id);
    portfolio.setAside(connection, this.#fallbackAccount(connection), other);
    return true;
  }

  /** Ends a connection's readings and streams; what it held stays until the portfolio forgets it. */
  async stop(id: ConnectionId): Promise<void> {
    this.#generations.set(id, (this.#generations.get(id) ?? 0) + 1);
    const feed = this.#feeds.get(id);
    this.#feeds.delete(id);
    this.#locked.delete(id);
    await feed?.close();
    this.options.onStatus();
  }

  /** Sets how often everything is read. */
  setInterval(milliseconds: number): void {
    this.#intervalMs = milliseconds;
    if (this.#nextAt !== undefined) this.#planNext();
  }

  /** Reads all connections, or one, now; refused when that was done a moment ago. */
  async refresh(id?: ConnectionId): Promise<Failure | undefined> {
    const { clock } = this.options;
    const elapsed = clock.elapsed();
    const feeds = [...this.#feeds.values()].filter(
      ({ connection }) => id === undefined || connection.id === id,
    );
    const due = feeds.filter(
      ({ connection }) =>
        elapsed - (this.#lastStartedAt.get(connection.id) ?? -Infinity) >= BETWEEN_REFRESHES_MS,
    );
    if (feeds.length > 0 && due.length === 0) {
      const started = feeds.map(({ connection }) => this.#lastStartedAt.get(connection.id) ?? 0);
      return failure('rate-limited', 'This was refreshed a moment ago.', {
        // When the first of them may be read again.
        retryAt: clock.now() + Math.ceil(Math.min(...started) + BETWEEN_REFRESHES_MS - elapsed),
        hint: 'Wait a few seconds: venues ban clients that ask too often.',
      });
    }
    const unlocking = [...this.#locked.values()].filter((one) => id === undefined || one.id === id);
    await Promise.all([
      ...due.map((feed) => this.#refreshFeed(feed, (one) => one.refresh(id !== undefined))),
      ...unlocking.map((connection) => this.start(connection)),
    ]);
    if (id === undefined) this.#planNext();
    return undefined;
  }

  /** Opens the connections again whose secret could not be read. */
  async retryLocked(): Promise<void> {
    await Promise.all([...this.#locked.values()].map((connection) => this.start(connection)));
  }

  /** Reads the connections of some venues again, because what is asked of them has changed. */
  async readAgain(concerns: (connection: PortfolioConnection) => boolean): Promise<void> {
    const feeds = [...this.#feeds.values()].filter(({ connection }) => concerns(connection));
    await Promise.all(feeds.map((feed) => this.#refreshFeed(feed, (one) => one.readAnew())));
  }

  refreshStatus(): StatusView['refresh'] {
    return {
      running: [...this.#feeds.values()].some(({ reading }) => reading),
      ...(this.#lastAt === undefined ? {} : { lastAt: this.#lastAt }),
      ...(this.#nextAt === undefined ? {} : { nextAt: this.#nextAt }),
    };
  }

  /** The open session of each connection. */
  sessions(): readonly {
    readonly connection: PortfolioConnection;
    readonly session: VenueSession;
  }[] {
    return [...this.#feeds.values()].map(({ connection, session }) => ({ connection, session }));
  }

  streams(): StreamStatus[] {
    return [...this.#feeds.values()].flatMap((feed) => feed.streams());
  }

  /** The busiest key of each venue. */
  rateLimits(): RateLimitUse[] {
    const byVenue = new Map<string, RateLimitUse>();
    for (const { session } of this.#feeds.values()) {
      const use = session.rateLimit();
      const busiest = byVenue.get(use.venue);
      if (busiest === undefined || use.used > busiest.used) byVenue.set(use.venue, use);
    }
    return [...byVenue.values()];
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#cancelNext?.();
    await Promise.all([...this.#feeds.values()].map((feed) => feed.close()));
    this.#feeds.clear();
  }

  async #refreshFeed(
    feed: ConnectionFeed,
    read: (feed: ConnectionFeed) => Promise<void> = (one) => one.refresh(),
  ): Promise<void> {
    this.#lastStartedAt.set(feed.connection.id, this.options.clock.elapsed());
    await read(feed);
    this.#lastAt = this.options.clock.now();
    this.options.onStatus();
    const isCurrent = this.#feeds.get(feed.connection.id) === feed;
    if (!isCurrent) return;
    this.options.crossCheck(feed.connection, feed.session);
    void this.#learnMarks(feed);
  }

  /** Asks what the account is known by, where that could not be found out before. */
  async #learnMarks(feed: ConnectionFeed): Promise<void> {
    const { id } = feed.connection;
    if (!this.options.accounts().lacksMarks(id)) return;
    const marks = await feed.session.marks();
    if (marks.ok && this.#feeds.get(id) === feed) this.options.accounts().know(id, marks.value);
  }

  #planFirst(): void {
    if (this.#nextAt === undefined) this.#planNext();
  }

  #planNext(): void {
    const { clock } = this.options;
    this.#cancelNext?.();
    this.#nextAt = clock.now() + this.#intervalMs;
    this.#cancelNext = clock.after(this.#intervalMs, () => {
      this.#planNext();
      void this.refresh();
    });
    this.options.onStatus();
  }

  #fallbackAccount({ venue }: Connection): AccountType {
    return this.options.gateway.venues().find(({ id }) => id === venue)?.accountTypes[0] ?? 'spot';
  }

  #context(connection: Connection): FeedContext {
    const { portfolio, clock, random, log, onStatus, onDifference, onEntered } = this.options;
    return {
      portfolio,
      clock,
      random,
      log,
      onStatus,
      onEntered,
      onMarks: (marks) => this.options.accounts().know(connection.id, marks),
      onDifference: (accountType, codes) => onDifference(connection, accountType, codes),
    };
  }
}

function needsNewerVersion({ venue }: Connection): Failure {
  return failure('unsupported', `This version of Portolan cannot read “${venue}”.`, {
    hint: 'The connection was made by a newer version and is kept as it is.',
  });
}
