import type { Collector } from './collector';
import type { LivePortfolio } from './live-portfolio';
import type { Clock } from './ports/clock';
import type { ExchangeGateway, VenueAddress } from './ports/exchanges';
import type { HistoryStore } from './ports/history';
import type { SecretStore } from './ports/keychain';
import type { PriceFeed } from './price-feed';
import type { NewConnection } from '../../shared/ipc/contract';
import type { ConnectionId, VenueId } from '../../shared/portfolio/balance';
import { fail, failure, succeed, type Failure, type Result } from '../../shared/portfolio/failure';
import {
  credentialsIdentity,
  type CredentialField,
  type Connection,
  type Credentials,
  type KeyProbe,
  type VenueInfo,
} from '../../shared/portfolio/venue';

export interface ConnectionServiceOptions {
  readonly history: HistoryStore;
  readonly keychain: SecretStore;
  /** Secrets that are kept for this run only. */
  readonly session: SecretStore;
  readonly gateway: ExchangeGateway;
  readonly collector: Collector;
  readonly prices: PriceFeed;
  readonly portfolio: LivePortfolio;
  /** Where a venue is reached; a failure when it must not be. */
  readonly addressOf: (connection: Pick<Connection, 'venue' | 'demo'>) => Result<VenueAddress>;
  readonly clock: Clock;
  readonly newId: () => ConnectionId;
  /** This Electron gets no security fixes any more: real credentials need the user's consent. */
  readonly oldRuntime: boolean;
  readonly onChanged: (connections: readonly Connection[]) => void;
}

type KeyDraft = Pick<
  NewConnection,
  'venue' | 'credentials' | 'secretStorage' | 'acceptWithdrawalKey' | 'acceptOldRuntime'
>;

/** For venues that need no credentials at all. */
const NO_SECRETS: SecretStore = {
  status: async () => ({ state: 'available' }),
  read: async () => succeed({}),
  write: async () => succeed(undefined),
  remove: async () => succeed(undefined),
};

/** The user's connections: their keys in the keychain, all else in the database, running while enabled. */
export class ConnectionService {
  #connections: readonly Connection[];
  /** Changes happen one after the other: each sees what the one before it left. */
  #changing: Promise<unknown> = Promise.resolve();
  readonly #loaded = deferred();

  constructor(
    private readonly options: ConnectionServiceOptions,
    cached: readonly Connection[],
  ) {
    this.#connections = cached;
  }

  list(): readonly Connection[] {
    return this.#connections;
  }

  get hasDemo(): boolean {
    return this.#connections.some(({ demo }) => demo);
  }

  secretsOf(connection: Pick<Connection, 'venue' | 'secretStorage'>): SecretStore {
    if (this.#infoOf(connection.venue)?.credentials.length === 0) return NO_SECRETS;
    return connection.secretStorage === 'keychain' ? this.options.keychain : this.options.session;
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
  async test(
    draft: Pick<NewConnection, 'venue' | 'credentials' | 'acceptOldRuntime'>,
  ): Promise<Result<KeyProbe>> {
    const refusal = this.#refuseRuntime(draft.venue, draft.acceptOldRuntime);
    if (refusal !== undefined) return { ok: false, failure: refusal };
    const credentials = this.#completeCredentials(draft.venue, draft.credentials);
    if (!credentials.ok) return credentials;
    return this.#probe(draft.venue, credentials.value);
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
    const checked = await this.#checkKey(draft, undefined);
    if (!checked.ok) return checked;
    return this.#inTurn(async () => {
      const refusal =
        this.#refuseBesideDemo() ??
        (await this.#refuseTwin(draft.venue, checked.value.credentials, undefined));
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
    const checked = await this.#checkKey({ ...draft, venue: found.value.venue }, id);
    if (!checked.ok) return checked;
    const { credentials, probe } = checked.value;
    return this.#change(id, async (current) => {
      const refusal = await this.#refuseTwin(current.venue, credentials, id);
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
      if (next.enabled) void this.options.collector.start(next);
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
      if (enabled) void this.options.collector.start(saved.value);
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

  #infoOf(venue: VenueId): VenueInfo | undefined {
    return this.options.gateway.venues().find(({ id }) => id === venue);
  }

  /** An address is no secret: only keys need the user's consent to an old Electron. */
  #refuseRuntime(venue: VenueId, accepted: boolean): Failure | undefined {
    if (!this.options.oldRuntime || accepted) return undefined;
    const isSecret = this.#infoOf(venue)?.credentials.some((field) => field !== 'address') ?? true;
    if (!isSecret) return undefined;
    return failure('refused', 'This Electron is old and gets no security fixes any more.', {
      hint: 'Confirm that you want to enter real credentials all the same, or start Portolan where Electron can be downloaded.',
    });
  }

  #completeCredentials(venue: VenueId, given: NewConnection['credentials']): Result<Credentials> {
    const info = this.#infoOf(venue);
    if (info === undefined) return fail('unsupported', `The venue "${venue}" is not known.`);
    const names: Record<CredentialField, string> = {
      apiKey: 'the API key',
      secret: 'the secret',
      password: 'the passphrase',
      address: 'the address',
    };
    const nameOf = (field: CredentialField): string =>
      info.credentialNames?.[field] === undefined
        ? names[field]
        : `the part called “${info.credentialNames[field]}”`;
    const missing = info.credentials.filter((field) => (given[field] ?? '') === '');
    if (missing.length > 0)
      return fail('invalid-input', `${info.name} needs ${missing.map(nameOf).join(' and ')}.`);
    return succeed(
      Object.fromEntries(info.credentials.map((field) => [field, given[field] ?? ''])),
    );
  }

  async #checkKey(
    draft: KeyDraft,
    replacing: ConnectionId | undefined,
  ): Promise<Result<{ credentials: Credentials; probe: KeyProbe }>> {
    const refusal =
      this.#refuseBesideDemo() ?? this.#refuseRuntime(draft.venue, draft.acceptOldRuntime);
    if (refusal !== undefined) return { ok: false, failure: refusal };
    const credentials = this.#completeCredentials(draft.venue, draft.credentials);
    if (!credentials.ok) return credentials;
    const twin = await this.#refuseTwin(draft.venue, credentials.value, replacing);
    if (twin !== undefined) return { ok: false, failure: twin };
    const probe = await this.#probe(draft.venue, credentials.value);
    if (!probe.ok) return probe;
    if (probe.value.permissions.withdraw === 'yes' && !draft.acceptWithdrawalKey)
      return fail('refused', 'This key can withdraw funds. Portolan only needs to read.', {
        hint: 'Make a read-only key at the venue, or confirm that you want to use this one.',
      });
    return succeed({ credentials: credentials.value, probe: probe.value });
  }

  #refuseBesideDemo(): Failure | undefined {
    return this.hasDemo
      ? mixingRefused('Remove the demo first, then connect the exchange.')
      : undefined;
  }

  /**
   * A key that is connected already would count its balances twice. So might one whose twin cannot be
   * ruled out, because the keychain does not give away what it is compared with.
   */
  async #refuseTwin(
    venue: VenueId,
    credentials: Credentials,
    except: ConnectionId | undefined,
  ): Promise<Failure | undefined> {
    const identity = credentialsIdentity(credentials);
    if (identity === undefined) return undefined;
    for (const connection of this.#connections) {
      if (connection.venue !== venue || connection.id === except || connection.demo) continue;
      const known = await this.secretsOf(connection).read(connection.id);
      if (!known.ok)
        return failure(
          'invalid-input',
          `The key of "${connection.label}" cannot be read, so this might be the same one.`,
          {
            hint: `Replace the key of "${connection.label}" instead, or remove that connection first.`,
          },
        );
      if (credentialsIdentity(known.value) === identity)
        return failure(
          'invalid-input',
          `${credentials.address === undefined ? 'This key' : 'This address'} is connected already, as "${connection.label}".`,
          {
            hint: 'Connecting it twice would count its balances twice.',
          },
        );
    }
    return undefined;
  }

  async #probe(venue: VenueId, credentials: Credentials): Promise<Result<KeyProbe>> {
    const { gateway, addressOf, newId } = this.options;
    const address = addressOf({ venue, demo: false });
    if (!address.ok) return address;
    const session = gateway.open(newId(), address.value, credentials);
    if (!session.ok) return session;
    return session.value.probe().finally(() => session.value.close());
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
    void this.options.collector.start(connection);
    return succeed(connection);
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

function mixingRefused(hint: string): Failure {
  return failure('invalid-input', 'Simulated and real money are never added together.', { hint });
}

function deferred(): { readonly promise: Promise<void>; readonly resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
