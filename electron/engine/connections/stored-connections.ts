import type { ConnectionList } from './connection-list';
import type { ConnectionSecrets } from './connection-secrets';
import type { ConnectionStore } from '../ports/connection-store';
import type { ConnectionId } from '../../../shared/base/ids';
import { succeed, type Failure, type Result } from '../../../shared/base/failure';
import {
  credentialsIdentity,
  type Connection,
  type Credentials,
} from '../../../shared/portfolio/venue';

export interface StoredConnectionsOptions {
  readonly list: ConnectionList;
  readonly secrets: ConnectionSecrets;
  readonly history: Pick<ConnectionStore, 'saveConnection' | 'removeConnection'>;
  /** Takes what was read of a connection out of what the next start would paint. */
  readonly forgetCached: (id: ConnectionId) => Promise<void>;
}

/** What is left to be done after a connection was removed. */
export interface Removal {
  /** Why its secret is still in the keychain; it is deleted as soon as that is possible. */
  readonly secretLeft?: Failure;
}

/**
 * Connections in the database and their secrets in the keychain, changed together: whenever the app ends,
 * each connection has one readable key, and what has none is known and deleted later. Its caller lets one
 * change end before the next begins.
 */
export class StoredConnections {
  constructor(private readonly options: StoredConnectionsOptions) {}

  async load(): Promise<Result<readonly Connection[]>> {
    return this.options.list.load();
  }

  /** Deletes secrets that no connection has; answers why some are left. */
  async sweep(): Promise<Failure | undefined> {
    const { list, secrets } = this.options;
    return list.status.state === 'known' ? secrets.sweep(list.all()) : undefined;
  }

  async add(connection: Connection, credentials: Credentials): Promise<Result<Connection>> {
    const { list, secrets, history } = this.options;
    const noted = await secrets.doubt(connection.id, connection);
    if (noted !== undefined) return { ok: false, failure: noted };
    const written = await secrets.storeOf(connection).write(connection.id, credentials);
    if (!written.ok) {
      // It may be written in spite of that, by a keychain that answers too late.
      await this.sweep();
      return written;
    }
    const saved = await history.saveConnection(connection);
    if (!saved.ok && !(await this.#knows(connection.id))) {
      await this.sweep();
      return saved;
    }
    if (saved.ok) list.set([...list.all(), connection]);
    await this.sweep();
    return succeed(connection);
  }

  /**
   * Gives a connection another key.
   * @returns whether it opens the same account as before, as far as that is known
   */
  async replaceKey(
    current: Connection,
    next: Connection,
    credentials: Credentials,
  ): Promise<Result<{ readonly isSame: boolean }>> {
    const { secrets, history } = this.options;
    const { id } = current;
    const [before, after] = [secrets.storeOf(current), secrets.storeOf(next)];
    const moves = current.secretStorage !== next.secretStorage;
    const noted = moves ? await secrets.doubt(id, current, next) : undefined;
    if (noted !== undefined) return { ok: false, failure: noted };
    const old = await before.read(id);
    const account = current.probe?.account;
    const isSame =
      (account !== undefined && account === next.probe?.account) ||
      (old.ok && credentialsIdentity(old.value) === credentialsIdentity(credentials));
    // Another one may be that of another account, whose money must not be carried on as this one's.
    if (!isSame) await this.options.forgetCached(id);
    const written = await after.write(id, credentials);
    if (!written.ok) {
      await this.sweep();
      return written;
    }
    const saved = await history.saveConnection(next);
    if (!saved.ok) {
      if (!moves && old.ok) await before.write(id, old.value);
      await this.load();
      await this.sweep();
      return saved;
    }
    this.#replace(next);
    if (moves && current.secretStorage === 'session') await before.remove(id);
    await this.sweep();
    return succeed({ isSame });
  }

  /** Saves what else there is of a connection. */
  async save(connection: Connection): Promise<Result<Connection>> {
    const saved = await this.options.history.saveConnection(connection);
    if (!saved.ok) {
      await this.load();
      return saved;
    }
    this.#replace(connection);
    return succeed(connection);
  }

  /** Saves what its account is known by, so that the next start knows it before anything is read. */
  async keepAccount(connection: Connection, account: string): Promise<Result<Connection>> {
    const { probe } = connection;
    return probe === undefined
      ? succeed(connection)
      : this.save({ ...connection, probe: { ...probe, account } });
  }

  /** Forgets a connection, then its secret: at once, or as soon as the keychain lets it. */
  async remove(connection: Connection): Promise<Result<Removal>> {
    const { list, secrets, history } = this.options;
    const { id } = connection;
    const noted = await secrets.doubt(id, connection);
    if (noted !== undefined) return { ok: false, failure: noted };
    const removed = await history.removeConnection(id);
    if (!removed.ok && (await this.#knows(id)) !== false) {
      await this.sweep();
      return removed;
    }
    list.set(list.all().filter((one) => one.id !== id));
    if (connection.secretStorage === 'session') await secrets.storeOf(connection).remove(id);
    const secretLeft = await this.sweep();
    return succeed(secretLeft === undefined ? {} : { secretLeft });
  }

  /**
   * After a write that failed: whether it was stored all the same is asked, not guessed. `undefined` when
   * that is not answered; then the list is unknown, and nothing is changed by it.
   */
  async #knows(id: ConnectionId): Promise<boolean | undefined> {
    const loaded = await this.load();
    return loaded.ok ? loaded.value.some((one) => one.id === id) : undefined;
  }

  #replace(connection: Connection): void {
    const { list } = this.options;
    list.set(list.all().map((one) => (one.id === connection.id ? connection : one)));
  }
}
