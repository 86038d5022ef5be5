import { AssetIdentity } from '../assets/asset-identity';
import { createCacheWriter } from '../application/cache-writer';
import { Collector } from '../connections/collector';
import { ConnectionService } from '../connections/connection-service';
import { LivePortfolio } from '../portfolio/live-portfolio';
import type { ConnectionStore } from '../ports/connection-store';
import type { EntriesInDoubt, SecretStore } from '../ports/keychain';
import type { StartupState } from '../ports/startup-cache';
import { PriceFeed } from '../pricing/price-feed';
import { FakeGateway, FakeHistory, FakeSession, holding, read, silentLog } from './fake-adapters';
import { FakeClock } from './fake-clock';
import { NO_RECORDS } from '../../../shared/records/record-domains';
import { DEFAULT_SETTINGS } from '../../../shared/settings/settings';
import { fail, succeed, type Result } from '../../../shared/base/failure';
import type { Connection, Credentials } from '../../../shared/portfolio/venue';

/** What happens at one step of what is done to the disk and the keychain. */
export type Fault =
  /** The app ends before the step, or after it and before anybody hears of it. */
  | 'dies before'
  | 'dies after'
  /** The step fails without an effect, or is done and answered as failed. */
  | 'fails'
  | 'fails though done';

export const FAULTS: readonly Fault[] = ['dies before', 'dies after', 'fails', 'fails though done'];

/** What outlives a run of the app: the database, the keychain and the list of entries in doubt. */
export class CrashingWorld {
  readonly rows = new Map<string, Connection>();
  readonly keychain = new Map<string, Credentials>();
  readonly inDoubt = new Set<string>();
  /** What the next start would paint first. */
  cached: StartupState | undefined;
  /** Secrets of this run only. */
  session = new Map<string, Credentials>();
  /** Caches what is in the portfolio of this run, as happens whenever a point is recorded. */
  cacheNow: () => Promise<void> = async () => undefined;
  locked = false;
  /** Steps of this run so far. */
  steps = 0;
  #faultAt = Infinity;
  #fault: Fault = 'fails';
  #dead = false;

  /** Plans one fault at a step of the next run, counted from 1. */
  plan(step: number, fault: Fault): void {
    this.steps = 0;
    this.#faultAt = step;
    this.#fault = fault;
  }

  /** Starts the app anew on what is there; what the last run still waits for never comes. */
  run(session: Map<string, Credentials> = new Map()): ConnectionService {
    this.#dead = false;
    this.steps = 0;
    this.session = session;
    return serviceOn(this, session);
  }

  step<T>(code: 'storage' | 'keychain-unavailable', effect: () => T): Promise<Result<T>> {
    if (this.#dead) return new Promise(() => undefined);
    this.steps += 1;
    void this.cacheNow();
    if (this.steps !== this.#faultAt) return Promise.resolve(succeed(effect()));
    this.#faultAt = Infinity;
    if (this.#fault === 'dies after' || this.#fault === 'fails though done') effect();
    if (this.#fault === 'fails' || this.#fault === 'fails though done')
      return Promise.resolve(fail(code, 'simulated'));
    this.#dead = true;
    return new Promise(() => undefined);
  }

  /** What the next start would paint of an account that is not there, or of another key than the stored one. */
  cacheFaults(): string[] {
    return Object.values(this.cached?.portfolio.balances ?? {}).flatMap(
      ({ connectionId, total }) => {
        const row = this.rows.get(connectionId);
        // The database says what is gone at once; until then a crash between the two shows it.
        if (row === undefined) return this.#dead ? [] : [`${connectionId} is gone and cached`];
        const key = (row.secretStorage === 'keychain' ? this.keychain : this.session).get(row.id);
        return key === undefined || amountBehind(key) === total
          ? []
          : [`${total} BTC are cached for ${key.apiKey}`];
      },
    );
  }

  get died(): boolean {
    return this.#dead;
  }

  /** What is wrong with the state that is left, in words; empty when nothing is. */
  faults(): string[] {
    const wrong: string[] = [];
    for (const { id, label, secretStorage } of this.rows.values())
      if (secretStorage === 'keychain' && !this.keychain.has(id))
        wrong.push(`${label} lost its key`);
    for (const id of this.keychain.keys())
      if (this.rows.get(id)?.secretStorage !== 'keychain')
        wrong.push(`the key ${this.keychain.get(id)?.apiKey} has no connection`);
    for (const id of this.inDoubt) wrong.push(`${id} is still in doubt`);
    return wrong;
  }
}

/** Each key is that of another account, with other money in it. */
function amountBehind({ apiKey }: Credentials): string {
  return apiKey === 'first' ? '1' : '2';
}

function gatewayOn(): FakeGateway {
  const gateway = new FakeGateway();
  gateway.open = (_id, _address, credentials) => {
    const session = new FakeSession();
    session.answer = () => read(0, holding('spot', 'BTC', amountBehind(credentials)));
    return succeed(session);
  };
  return gateway;
}

function historyOn(world: CrashingWorld): ConnectionStore {
  const history = new FakeHistory();
  history.connections = () => world.step('storage', () => [...world.rows.values()]);
  history.saveConnection = (connection) =>
    world.step('storage', () => void world.rows.set(connection.id, connection));
  history.removeConnection = (id) => world.step('storage', () => void world.rows.delete(id));
  return history;
}

function keychainOn(world: CrashingWorld): SecretStore {
  const unlocked = async <T>(effect: () => T): Promise<Result<T>> =>
    world.locked
      ? fail('keychain-locked', 'simulated')
      : world.step('keychain-unavailable', effect);
  return {
    status: async () => ({ state: 'available' }),
    read: async (id) => {
      const found = await unlocked(() => world.keychain.get(id));
      if (!found.ok) return found;
      return found.value === undefined ? fail('secret-missing', 'None.') : succeed(found.value);
    },
    write: (id, credentials) => unlocked(() => void world.keychain.set(id, credentials)),
    remove: (id) => unlocked(() => void world.keychain.delete(id)),
  };
}

function doubtOn(world: CrashingWorld): EntriesInDoubt {
  return {
    list: () => world.step('storage', () => [...world.inDoubt]),
    add: (id) => world.step('storage', () => void world.inDoubt.add(id)),
    settle: (id) => world.step('storage', () => void world.inDoubt.delete(id)),
  };
}

function memoryOn(secrets: Map<string, Credentials>): SecretStore {
  return {
    status: async () => ({ state: 'available' }),
    read: async (id) => {
      const found = secrets.get(id);
      return found === undefined ? fail('secret-missing', 'None.') : succeed(found);
    },
    write: async (id, credentials) => succeed(void secrets.set(id, credentials)),
    remove: async (id) => succeed(void secrets.delete(id)),
  };
}

let ids = 0;

function serviceOn(world: CrashingWorld, session: Map<string, Credentials>): ConnectionService {
  const clock = new FakeClock();
  const gateway = gatewayOn();
  const portfolio = new LivePortfolio(clock.now, silentLog);
  const common = { gateway, portfolio, clock, log: silentLog, onStatus: () => undefined };
  const addressOf = ({ venue }: Pick<Connection, 'venue'>) => succeed({ venue });
  const collector = new Collector({
    ...common,
    addressOf,
    random: () => 0,
    onDifference: () => undefined,
    crossCheck: () => undefined,
    onEntered: () => undefined,
    accounts: () => service.accounts,
    // What is read of venues takes no step: only what changes the disk and the keychain does.
    secretsOf: ({ secretStorage }) =>
      memoryOn(secretStorage === 'keychain' ? world.keychain : session),
  });
  const service: ConnectionService = new ConnectionService(
    {
      ...common,
      addressOf,
      collector,
      history: historyOn(world),
      keychain: keychainOn(world),
      session: memoryOn(session),
      inDoubt: doubtOn(world),
      prices: new PriceFeed({
        ...common,
        identity: new AssetIdentity(),
        onJump: () => undefined,
        references: () => [],
      }),
      newId: () => `id-${(ids += 1)}`,
      oldRuntime: false,
      // As the app does it.
      onChanged: () => void service.loaded.then(() => cacheWriter.write()),
      forgetCached: (id) => cacheWriter.forget(id),
      cacheAgain: (id) => cacheWriter.again(id),
      onOverlap: () => undefined,
    },
    [],
  );
  const cacheWriter = createCacheWriter({
    cache: {
      read: () => world.cached,
      write: async (state) => {
        if (!world.died) world.cached = state;
      },
    },
    settings: { current: DEFAULT_SETTINGS },
    records: { current: NO_RECORDS },
    connections: service,
    portfolio,
    log: silentLog,
  });
  world.cacheNow = () => cacheWriter.write();
  return service;
}
