import type { ExchangeGateway } from '../ports/exchanges';
import type { EntriesInDoubt, SecretStore } from '../ports/keychain';
import type { ConnectionId } from '../../../shared/base/ids';
import { fail, failure, succeed, type Failure, type Result } from '../../../shared/base/failure';
import type { Connection, Credentials } from '../../../shared/portfolio/venue';

export interface ConnectionSecretsOptions {
  readonly keychain: SecretStore;
  /** Secrets that are kept for this run only. */
  readonly session: SecretStore;
  readonly gateway: Pick<ExchangeGateway, 'venues'>;
  readonly inDoubt: EntriesInDoubt;
}

type Place = Pick<Connection, 'venue' | 'secretStorage'>;

/** For venues that need no credentials at all. */
const NO_SECRETS: SecretStore = {
  status: async () => ({ state: 'available' }),
  read: async () => succeed({}),
  write: async () => succeed(undefined),
  remove: async () => succeed(undefined),
};

/**
 * Where the secrets of connections are kept, so that neither a crash nor a locked keychain leaves a secret
 * without its connection: what could become one is written down first, and settled later.
 */
export class ConnectionSecrets {
  #toDelete = 0;
  #held = false;

  constructor(private readonly options: ConnectionSecretsOptions) {}

  /** How many secrets without a connection are still to be deleted, as of the last sweep or removal. */
  get toDelete(): number {
    return this.#toDelete;
  }

  /** The store of a connection's secret. Part of a key is no key. */
  storeOf(connection: Place): SecretStore {
    const store = this.#placeOf(connection);
    return {
      ...store,
      read: async (id) => this.#complete(connection, await store.read(id)),
      write: async (id, credentials) =>
        this.#held ? { ok: false, failure: beingErased() } : store.write(id, credentials),
    };
  }

  /**
   * From now on no secret is written and none comes into doubt: whoever deletes all of them knows all.
   * @returns ends that
   */
  hold(): () => void {
    this.#held = true;
    return () => {
      this.#held = false;
    };
  }

  /**
   * Before a secret is written that no stored connection has, or the connection of one is removed.
   * A secret that is in doubt and that no connection has is deleted by {@link sweep}.
   */
  async doubt(id: ConnectionId, ...places: readonly Place[]): Promise<Failure | undefined> {
    if (!places.some((place) => this.#isKept(place))) return undefined;
    if (this.#held) return beingErased();
    const noted = await this.options.inDoubt.add(id);
    return noted.ok ? undefined : noted.failure;
  }

  /**
   * Deletes the secrets in doubt that no connection has, and settles the others.
   * @param connections all that are stored
   * @returns why some could not be deleted: the keychain is not asked further once it fails, and they stay
   *   in doubt, as does what could not be settled
   */
  async sweep(connections: readonly Connection[]): Promise<Failure | undefined> {
    const { inDoubt, keychain } = this.options;
    const listed = await inDoubt.list();
    if (!listed.ok) return listed.failure;
    const needed = new Set(connections.filter((one) => this.#isKept(one)).map(({ id }) => id));
    for (const id of listed.value.filter((one) => needed.has(one))) await inDoubt.settle(id);
    const over = listed.value.filter((one) => !needed.has(one));
    for (const [index, id] of over.entries()) {
      this.#toDelete = over.length - index;
      const gone = await keychain.remove(id);
      // A keychain that hangs would do so for each of them, and every change of a connection would wait.
      if (!gone.ok) return gone.failure;
      await inDoubt.settle(id);
    }
    this.#toDelete = 0;
    return undefined;
  }

  #isKept(place: Place): boolean {
    return this.#placeOf(place) === this.options.keychain;
  }

  #placeOf({ venue, secretStorage }: Place): SecretStore {
    const { keychain, session } = this.options;
    if (this.#fieldsOf(venue)?.length === 0) return NO_SECRETS;
    return secretStorage === 'keychain' ? keychain : session;
  }

  #fieldsOf(venue: string) {
    return this.options.gateway.venues().find(({ id }) => id === venue)?.credentials;
  }

  #complete({ venue }: Place, secret: Result<Credentials>): Result<Credentials> {
    if (!secret.ok) return secret;
    const isWhole = (this.#fieldsOf(venue) ?? []).every((field) => secret.value[field]);
    return isWhole
      ? secret
      : fail('secret-damaged', 'The stored key of this connection lacks a part.', {
          hint: 'Enter the key again, which replaces it.',
        });
  }
}

/** Why nothing is connected or changed while everything is erased. */
export function beingErased(): Failure {
  return failure('refused', 'Everything is being erased, so nothing can be changed.');
}
