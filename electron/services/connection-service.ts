import type { Collector } from './collector';
import { secretsOf, type ConnectionSecretsOptions } from './connection-secrets';
import { deferred } from './deferred';
import {
  KeyCheck,
  mixingRefused,
  type KeyCheckOptions,
  type KeyDraft,
  type KeyToTest,
} from './key-check';
import type { LivePortfolio } from './live-portfolio';
import type { Clock } from './ports/clock';
import type { ExchangeGateway } from './ports/exchanges';
import type { HistoryStore } from './ports/history';
import type { SecretStore } from './ports/keychain';
import type { PriceFeed } from './price-feed';
import type { NewConnection } from '../../shared/ipc/contract';
import type { ConnectionId, VenueId } from '../../shared/portfolio/balance';
import { fail, succeed, type Result } from '../../shared/portfolio/failure';
import type { Connection, Credentials, KeyProbe } from '../../shared/portfolio/venue';

export interface ConnectionServiceOptions
  extends ConnectionSecretsOptions, Pick<KeyCheckOptions, 'addressOf' | 'newId' | 'oldRuntime'> {
  readonly history: HistoryStore;
  readonly gateway: ExchangeGateway;
  readonly collector: Collector;
  readonly prices: PriceFeed;
  readonly portfolio: LivePortfolio;
  readonly clock: Clock;
  readonly onChanged: (connections: readonly Connection[]) => void;
}

/** The user's connections: their keys in the keychain, all else in the database, running while enabled. */
export class ConnectionService {
  #connections: readonly Connection[];
  /** Changes happen one after the other: each sees what the one before it left. */
  #changing: Promise<unknown> = Promise.resolve();
  readonly #loaded = deferred();
  readonly #keys: KeyCheck;

  constructor(
    private readonly options: ConnectionServiceOptions,
    cached: readonly Connection[],
  ) {
    this.#connections = cached;
    this.#keys = new KeyCheck({
      ...options,
      connections: () => this.#connections,
      secretsOf: (connection) => this.secretsOf(connection),
    });
  }

  list(): readonly Connection[] {
    return this.#connections;
  }

  get hasDemo(): boolean {
    return this.#connections.some(({ demo }) => demo);
  }

  secretsOf(connection: Pick<Connection, 'venue' | 'secretStorage'>): SecretStore {
    return secretsOf(connection, this.options);
  }

  /** Resolves when the database has said what is connected, or that it cannot. */
  get loaded(): Promise<void> {
    return this.#loaded.promise;
  }

  /** Takes over what the database has, and forgets whatever else a cache had. */
  async load(): Promise<Result<readonly Connection[]>> {
    const stored = await this.options.history.connections();
    if (stored.ok) {
      const { portfolio } = this.options;
      const enabled = new Set(stored.value.filter((one) => one.enabled).map(({ id }) => id));
      for (const id of portfolio.connectionIds())
        if (!enabled.has(id)) portfolio.removeConnection(id);
      this.#set(stored.value);
    }
    this.#loaded.resolve();
    return stored;
  }

  /** Starts what is enabled; resolves when each of its accounts has an outcome. */
  async startAll(): Promise<void> {
    this.#followVenues();
    const enabled = this.#connections.filter((connection) => connection.enabled);
    if (enabled.length === 0) this.options.portfolio.expectNothing();
    for (const connection of enabled) this.options.portfolio.expect(connection);
    await Promise.all(enabled.map((connection) => this.options.collector.start(connection)));
  }

  /** Asks a venue what a key may do, without storing anything. */
  test(draft: KeyToTest): Promise<Result<KeyProbe>> {
    return this.#keys.test(draft);
  }

  async testStored(id: ConnectionId): Promise<Result<KeyProbe>> {
    const connection = this.#find(id);
    if (!connection.ok) return connection;
    const { gateway, addressOf } = this.options;
    const secret = await this.secretsOf(connection.value).read(id);
    if (!secret.ok) return secret;
    const address = addressOf(connection.value);
    if (!address.ok) return address;
    const session = gateway.open(`${id}:probe`, address.value, secret.value);
    if (!session.ok) return session;
    const probe = await session.value.probe().finally(() => session.value.close());
    if (probe.ok)
      await this.#change(id, (current) => this.#save({ ...current, probe: probe.value }));
    return probe;
  }

  /** Adds a real connection after probing its key. */
  async add(draft: NewConnection): Promise<Result<Connection>> {
    await this.loaded;
    const checked = await this.#keys.check(draft, undefined);
    if (!checked.ok) return checked;
    return this.#inTurn(async () => {
      const refusal =
        this.#keys.refuseBesideDemo() ??
        (await this.#keys.refuseTwin(draft.venue, checked.value.credentials, undefined));
      if (refusal !== undefined) return { ok: false, failure: refusal };
      return this.#store(
        {
          id: this.options.newId(),
          venue: draft.venue,
          label: draft.label,
          enabled: true,
          demo: false,
          createdAt: this.options.clock.now(),
          secretStorage: draft.secretStorage,
          probe: checked.value.probe,
        },
        checked.value.credentials,
      );
    });
  }

  /**
   * Adds a connection to a simulated venue, whose key is known to be harmless.
   * @param prepare what must be there before it is read for the first time
   */
  addDemo(
    venue: VenueId,
    label: string,
    credentials: Credentials,
    secretStorage: Connection['secretStorage'],
    prepare: (id: ConnectionId) => Promise<Result<unknown>> = async () => succeed(undefined),
  ): Promise<Result<Connection>> {
    const { newId, clock } = this.options;
    return this.#inTurn(async () => {
      if (this.#connections.some(({ demo }) => !demo))
        return {
          ok: false,
          failure: mixingRefused('The demo is for a Portolan without connections.'),
        };
      const id = newId();
      const prepared = await prepare(id);
      if (!prepared.ok) return prepared;
      return this.#store(
        {
          id,
          venue,
          label,
          enabled: true,
          demo: true,
          createdAt: clock.now(),
          secretStorage,
        },
        credentials,
      );
    });
  }

  /** Gives a connection another key; the old one stays until the new one is stored. */
  async replaceCredentials(
    id: ConnectionId,
    draft: Omit<KeyDraft, 'venue'>,
  ): Promise<Result<Connection>> {
    const found = this.#find(id);
    if (!found.ok) return found;
    const checked = await this.#keys.check({ ...draft, venue: found.value.venue }, id);
    if (!checked.ok) return checked;
    const { credentials, probe } = checked.value;
    return this.#change(id, async (current) => {
      const refusal = await this.#keys.refuseTwin(current.venue, credentials, id);
      if (refusal !== undefined) return { ok: false, failure: refusal };
      const next: Connection = { ...current, secretStorage: draft.secretStorage, probe };
      const [before, after] = [this.secretsOf(current), this.secretsOf(next)];
      const old = await before.read(id);
      const written = await after.write(id, credentials);
      if (!written.ok) return written;
      const saved = await this.#save(next);
      if (!saved.ok) {
        if (before === after && old.ok) await before.write(id, old.value);
        else await after.remove(id);
        return saved;
      }
      if (before !== after) await before.remove(id);
      if (next.enabled) await this.#begin(next);
      return saved;
    });
  }

  rename(id: ConnectionId, label: string): Promise<Result<Connection>> {
    return this.#change(id, (current) => this.#save({ ...current, label }));
  }

  setEnabled(id: ConnectionId, enabled: boolean): Promise<Result<Connection>> {
    return this.#change(id, async (current) => {
      const saved = await this.#save({ ...current, enabled });
      if (!saved.ok) return saved;
      if (enabled) await this.#begin(saved.value);
      else {
        await this.options.collector.stop(id);
        this.options.portfolio.removeConnection(id);
      }
      this.#followVenues();
      return saved;
    });
  }

  /** Forgets the secret and the connection; nothing is forgotten when either cannot be. */
  remove(id: ConnectionId): Promise<Result<void>> {
    return this.#change(id, async (current) => {
      const { history, collector, portfolio } = this.options;
      const forgotten = await this.secretsOf(current).remove(id);
      if (!forgotten.ok) return forgotten;
      const removed = await history.removeConnection(id);
      if (!removed.ok) return removed;
      await collector.stop(id);
      portfolio.removeConnection(id);
      this.#set(this.#connections.filter((connection) => connection.id !== id));
      this.#followVenues();
      return removed;
    });
  }

  #inTurn<T>(change: () => Promise<Result<T>>): Promise<Result<T>> {
    const done = this.#changing.then(change);
    this.#changing = done.catch(() => undefined);
    return done;
  }

  /** Changes a connection as it is when its turn comes, if it is still there. */
  #change<T>(
    id: ConnectionId,
    change: (current: Connection) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    return this.#inTurn(async () => {
      const found = this.#find(id);
      return found.ok ? change(found.value) : found;
    });
  }

  #find(id: ConnectionId): Result<Connection> {
    const connection = this.#connections.find((one) => one.id === id);
    return connection === undefined
      ? fail('not-found', 'This connection is not there any more.')
      : succeed(connection);
  }

  async #store(connection: Connection, credentials: Credentials): Promise<Result<Connection>> {
    const secrets = this.secretsOf(connection);
    const written = await secrets.write(connection.id, credentials);
    if (!written.ok) return written;
    const saved = await this.options.history.saveConnection(connection);
    if (!saved.ok) {
      await secrets.remove(connection.id);
      return saved;
    }
    this.options.portfolio.expect(connection);
    this.#set([...this.#connections, connection]);
    this.#followVenues();
    await this.#begin(connection);
    return succeed(connection);
  }

  /** Begins to read a connection. What is on this machine is read by the time this resolves. */
  async #begin(connection: Connection): Promise<void> {
    const { collector, gateway } = this.options;
    const reading = collector.start(connection);
    const venue = gateway.venues().find(({ id }) => id === connection.venue);
    if (venue?.kind === 'manual') await reading;
  }

  /** Within a turn: the connection is known to be there. */
  async #save(connection: Connection): Promise<Result<Connection>> {
    const saved = await this.options.history.saveConnection(connection);
    if (!saved.ok) return saved;
    this.#set(this.#connections.map((one) => (one.id === connection.id ? connection : one)));
    return succeed(connection);
  }

  #followVenues(): void {
    const { prices, addressOf } = this.options;
    const enabled = this.#connections.filter((connection) => connection.enabled).map(addressOf);
    prices.setVenues(enabled.flatMap((address) => (address.ok ? [address.value] : [])));
  }

  #set(connections: readonly Connection[]): void {
    this.#connections = connections;
    this.options.onChanged(connections);
  }
}
