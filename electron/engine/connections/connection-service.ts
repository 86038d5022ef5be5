import type { Collector } from './collector';
import { ConnectionList } from './connection-list';
import { CountedOnce } from './counted-once';
import {
  beingErased,
  ConnectionSecrets,
  type ConnectionSecretsOptions,
} from './connection-secrets';
import { storeDemo, type DemoDraft } from './demo-connections';
import {
  KeyCheck,
  mixingRefused,
  type KeyCheckOptions,
  type KeyDraft,
  type KeyToTest,
} from './key-check';
import type { LivePortfolio } from '../portfolio/live-portfolio';
import type { Clock } from '../ports/clock';
import type { ExchangeGateway } from '../ports/exchanges';
import type { ConnectionStore } from '../ports/connection-store';
import type { SecretStore } from '../ports/keychain';
import type { PriceFeed } from '../pricing/price-feed';
import {
  StoredConnections,
  type Removal,
  type StoredConnectionsOptions,
} from './stored-connections';
import { isDoneWithin } from '../../timing/within';
import type { NewConnection } from '../../../shared/contract/connections';
import type { ConnectionListStatus } from '../../../shared/contract/status-view';
import type { ConnectionId, VenueId } from '../../../shared/base/ids';
import { succeed, type Failure, type Result } from '../../../shared/base/failure';
import type { Connection, Credentials, KeyProbe, VenueInfo } from '../../../shared/portfolio/venue';
import { Lane } from '../../../shared/base/lane';

/** Erasing waits this long for a change that has begun. */
const HOLD_LIMIT_MS = 10_000;

export interface ConnectionServiceOptions
  extends
    ConnectionSecretsOptions,
    Pick<KeyCheckOptions, 'addressOf' | 'newId' | 'oldRuntime'>,
    Pick<StoredConnectionsOptions, 'forgetCached'> {
  readonly history: ConnectionStore;
  readonly gateway: ExchangeGateway;
  readonly collector: Collector;
  readonly prices: PriceFeed;
  readonly portfolio: LivePortfolio;
  readonly clock: Clock;
  /** What is in the portfolio of a connection whose key was replaced may be cached again. */
  readonly cacheAgain: (id: ConnectionId) => Promise<void>;
  /** Something that the user should know of a connection that shows the coins of another one. */
  readonly onOverlap: (text: string) => void;
  /** The list changed, or whether it is known. */
  readonly onChanged: (connections: readonly Connection[]) => void;
}

/** The user's connections: their keys in the keychain, all else in the database, running while enabled. */
export class ConnectionService {
  readonly #list: ConnectionList;
  readonly #secrets: ConnectionSecrets;
  readonly #stored: StoredConnections;
  readonly #keys: KeyCheck;
  /** What accounts are known by, and which of those that show the same coins count. */
  readonly accounts: CountedOnce;
  /** Changes happen one after the other: each sees what the one before it left. */
  readonly #lane = new Lane();
  #held = false;

  constructor(
    private readonly options: ConnectionServiceOptions,
    cached: readonly Connection[],
  ) {
    const onChanged = (list: readonly Connection[]): void => {
      this.accounts.review();
      options.onChanged(list);
    };
    this.#list = new ConnectionList({ ...options, onChanged }, cached);
    this.accounts = new CountedOnce({
      connections: () => this.list(),
      kindOf: (venue) => this.#kindOf(venue),
      keepAccount: (id, account) =>
        this.#change(id, (current) => this.#stored.keepAccount(current, account)),
      begin: (connection) => void options.collector.start(connection),
      readAgain: (id) => void options.collector.readAgain((one) => one.id === id),
      onNote: options.onOverlap,
    });
    this.#secrets = new ConnectionSecrets(options);
    this.#stored = new StoredConnections({ ...options, list: this.#list, secrets: this.#secrets });
    this.#keys = new KeyCheck({
      ...options,
      connections: () => this.list(),
      secretsOf: (connection) => this.secretsOf(connection),
      accounts: this.accounts,
    });
  }

  list(): readonly Connection[] {
    return this.#list.all();
  }

  get listStatus(): ConnectionListStatus {
    return this.#list.status;
  }

  get hasDemo(): boolean {
    return this.list().some(({ demo }) => demo);
  }

  /** How many keys of removed connections are still in the keychain. */
  get keysToDelete(): number {
    return this.#secrets.toDelete;
  }

  secretsOf(connection: Pick<Connection, 'venue' | 'secretStorage'>): SecretStore {
    return this.#secrets.storeOf(connection);
  }

  /** Resolves when the database has said what is connected, or for the first time that it cannot. */
  get loaded(): Promise<void> {
    return this.#list.asked;
  }

  /** Takes over what the database has; may be called again when it could not tell. */
  load(): Promise<Result<readonly Connection[]>> {
    return this.#lane.run(async () => {
      const loaded = await this.#stored.load();
      if (!loaded.ok) return loaded;
      const enabled = new Set(loaded.value.filter((one) => one.enabled).map(({ id }) => id));
      for (const id of this.options.portfolio.connectionIds())
        if (!enabled.has(id)) await this.#forget(id);
      void this.sweep();
      return loaded;
    });
  }

  /** Deletes the keys of removed connections that are still in the keychain, as far as it lets them. */
  sweep(): Promise<Result<void>> {
    return this.#lane.run(async () => {
      const left = await this.#stored.sweep();
      return left === undefined ? succeed(undefined) : { ok: false, failure: left };
    });
  }

  /**
   * Refuses changes from now on, and waits for those that have begun, though not for ever: one that hangs
   * writes no secret any more.
   * @returns lets changes be made again
   */
  async hold(): Promise<() => void> {
    this.#held = true;
    const release = this.#secrets.hold();
    await isDoneWithin(this.#lane.idle(), this.options.clock, HOLD_LIMIT_MS);
    return () => {
      this.#held = false;
      release();
    };
  }

  /** Starts what is enabled; resolves when each of its accounts has an outcome. */
  async startAll(): Promise<void> {
    this.#followVenues();
    const enabled = this.list().filter((one) => one.enabled && this.#canBeRead(one));
    if (enabled.length === 0) this.options.portfolio.expectNothing();
    for (const connection of enabled) this.options.portfolio.expect(connection);
    await Promise.all(enabled.map((connection) => this.options.collector.start(connection)));
  }

  /** Asks a venue what a key may do, without storing anything. */
  test(draft: KeyToTest): Promise<Result<KeyProbe>> {
    return this.#keys.test(draft);
  }

  async testStored(id: ConnectionId): Promise<Result<KeyProbe>> {
    const connection = this.#list.find(id);
    if (!connection.ok) return connection;
    const probe = await this.#keys.probeStored(connection.value);
    if (probe.ok)
      await this.#change(id, (current) => this.#stored.save({ ...current, probe: probe.value }));
    return probe;
  }

  /**
   * Adds a real connection after probing its key.
   * @param prepare what must be stored before it is read for the first time
   */
  async add(
    draft: Omit<NewConnection, 'search'>,
    prepare: (id: ConnectionId) => Promise<Result<unknown>> = async () => succeed(undefined),
  ): Promise<Result<Connection>> {
    await this.loaded;
    const unknown = this.#list.refusal();
    if (unknown !== undefined) return { ok: false, failure: unknown };
    const checked = await this.#keys.check(draft, undefined);
    if (!checked.ok) return checked;
    return this.#whenKnown(async () => {
      const refusal =
        this.#keys.refuseBesideDemo() ??
        (await this.#keys.refuseTwin(draft.venue, checked.value.credentials, undefined)) ??
        (await this.#keys.refuseSame(draft.venue, checked.value.marks, undefined));
      if (refusal !== undefined) return { ok: false, failure: refusal };
      const id = this.options.newId();
      const prepared = await prepare(id);
      if (!prepared.ok) return prepared;
      this.accounts.expect(id, checked.value.marks);
      return this.#store(
        {
          id,
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
   * Adds connections to simulated venues. All are stored before the first is read: they are read and
   * priced together, and storing waits for no reading.
   */
  addDemo(
    drafts: readonly DemoDraft[],
    secretStorage: Connection['secretStorage'],
  ): Promise<Result<readonly Connection[]>> {
    return this.#whenKnown(async () => {
      if (this.list().some(({ demo }) => !demo))
        return {
          ok: false,
          failure: mixingRefused('The demo is for a Portolan without connections.'),
        };
      const { newId, clock, portfolio } = this.options;
      const onStored = (connection: Connection): void => portfolio.expect(connection);
      const storage = { stored: this.#stored, newId, now: () => clock.now(), onStored };
      const added = await storeDemo(storage, drafts, secretStorage);
      if (!added.ok) return added;
      this.#followVenues();
      await Promise.all(added.value.map((connection) => this.#begin(connection)));
      return added;
    });
  }

  /** Gives a connection another key. At every moment one of the two can be read. */
  async replaceCredentials(
    id: ConnectionId,
    draft: Omit<KeyDraft, 'venue'>,
  ): Promise<Result<Connection>> {
    await this.loaded;
    const found = this.#list.find(id);
    if (!found.ok) return found;
    const unknown = this.#list.refusal() ?? this.#keys.refuseNewer(found.value);
    if (unknown !== undefined) return { ok: false, failure: unknown };
    const checked = await this.#keys.check({ ...draft, venue: found.value.venue }, id);
    if (!checked.ok) return checked;
    const { credentials, probe, marks } = checked.value;
    return this.#change(id, async (current) => {
      const refusal =
        (await this.#keys.refuseTwin(current.venue, credentials, id)) ??
        (await this.#keys.refuseSame(current.venue, marks, id));
      if (refusal !== undefined) return { ok: false, failure: refusal };
      const next: Connection = { ...current, secretStorage: draft.secretStorage, probe };
      const replaced = await this.#stored.replaceKey(current, next, credentials);
      if (!replaced.ok) {
        await this.#followStored(current);
        return replaced;
      }
      await this.options.collector.stop(id);
      this.accounts.replace(id, marks);
      if (!replaced.value.isSame) {
        this.options.portfolio.removeConnection(id);
        await this.options.cacheAgain(id);
      }
      if (next.enabled) await this.#begin(next);
      return succeed(next);
    });
  }

  rename(id: ConnectionId, label: string): Promise<Result<Connection>> {
    return this.#change(id, (current) => this.#stored.save({ ...current, label }));
  }

  setEnabled(id: ConnectionId, enabled: boolean): Promise<Result<Connection>> {
    return this.#change(id, async (current) => {
      const saved = await this.#stored.save({ ...current, enabled });
      const stored = await this.#followStored(current);
      return saved.ok || stored?.enabled !== enabled ? saved : succeed(stored);
    });
  }

  /** Forgets the connection, then its secret: at once, or as soon as the keychain lets it. */
  remove(id: ConnectionId): Promise<Result<Removal>> {
    return this.#whenKnown(async () => {
      const found = this.#list.find(id);
      if (!found.ok) return found;
      const removed = await this.#stored.remove(found.value);
      if (!removed.ok) return removed;
      this.accounts.forget(id);
      await this.#forget(id);
      this.#followVenues();
      return removed;
    });
  }

  /**
   * Reads a connection as it is stored now, which is not what was wanted where saving it failed. While that
   * is not known nothing changes: it is followed when the list is loaded again.
   * @param before how it was stored and read until now
   */
  async #followStored(before: Connection): Promise<Connection | undefined> {
    if (this.#list.status.state !== 'known') return undefined;
    const found = this.#list.find(before.id);
    const stored = found.ok ? found.value : undefined;
    const isAsBefore =
      stored?.enabled === before.enabled && stored.secretStorage === before.secretStorage;
    if (isAsBefore) return stored;
    await this.#forget(before.id);
    if (stored?.enabled === true) await this.#begin(stored);
    this.#followVenues();
    return stored;
  }

  /** Ends the reading of a connection and takes what was read out of the portfolio. */
  async #forget(id: ConnectionId): Promise<void> {
    await this.options.collector.stop(id);
    this.options.portfolio.removeConnection(id);
  }

  /** Waits for the list, and refuses changes while it is not known. */
  async #whenKnown<T>(change: () => Promise<Result<T>>): Promise<Result<T>> {
    await this.loaded;
    const refused = this.#refusal();
    if (refused !== undefined) return { ok: false, failure: refused };
    return this.#lane.run(async () => {
      const refusal = this.#refusal();
      return refusal === undefined ? change() : { ok: false, failure: refusal };
    });
  }

  #refusal(): Failure | undefined {
    return this.#held ? beingErased() : this.#list.refusal();
  }

  /** Changes a connection as it is when its turn comes, if it is still there and understood. */
  #change<T>(
    id: ConnectionId,
    change: (current: Connection) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    return this.#whenKnown(async () => {
      const found = this.#list.find(id);
      if (!found.ok) return found;
      const newer = this.#keys.refuseNewer(found.value);
      return newer === undefined ? change(found.value) : { ok: false, failure: newer };
    });
  }

  async #store(connection: Connection, credentials: Credentials): Promise<Result<Connection>> {
    const stored = await this.#stored.add(connection, credentials);
    if (!stored.ok) return stored;
    this.options.portfolio.expect(connection);
    this.#followVenues();
    await this.#begin(connection);
    return stored;
  }

  /** Begins to read a connection. What is on this machine is read by the time this resolves. */
  async #begin(connection: Connection): Promise<void> {
    const reading = this.options.collector.start(connection);
    if (this.#kindOf(connection.venue) === 'manual') await reading;
  }

  #kindOf(venue: VenueId): VenueInfo['kind'] | undefined {
    return this.options.gateway.venues().find(({ id }) => id === venue)?.kind;
  }

  /** What is in manual accounts comes from the database itself. */
  #canBeRead({ venue }: Connection): boolean {
    if (this.#list.status.state === 'known') return true;
    return this.#kindOf(venue) !== 'manual';
  }

  #followVenues(): void {
    const { prices, addressOf } = this.options;
    const enabled = this.list().filter((one) => one.enabled);
    prices.setVenues(
      enabled.map(addressOf).flatMap((address) => (address.ok ? [address.value] : [])),
    );
  }
}
