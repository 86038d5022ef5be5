import type { KeychainStatus } from '../../../shared/contract/status-view';
import type { ConnectionId } from '../../../shared/base/ids';
import type { Result } from '../../../shared/base/failure';
import type { Credentials } from '../../../shared/portfolio/venue';

/**
 * Where secrets are kept. Failures: `keychain-unavailable`, `keychain-locked`, and of `read` also
 * `secret-missing` and `secret-damaged`.
 */
export interface SecretStore {
  status(): Promise<KeychainStatus>;
  read(id: ConnectionId): Promise<Result<Credentials>>;
  write(id: ConnectionId, credentials: Credentials): Promise<Result<void>>;
  /** Forgets the secret, and knows that it is gone; one that is not there is no failure. */
  remove(id: ConnectionId): Promise<Result<void>>;
}

/** The system's keychain, which can be locked. */
export interface Keychain extends SecretStore {
  /** The user wants it unlocked: the system may open a dialog for that. Answers how it stands then. */
  unlock(): Promise<KeychainStatus>;
}

/**
 * Entries of the keychain that may be there without a connection, remembered over restarts: named before
 * they are written or their connection is removed, and until that is settled. Failures: `storage`.
 */
export interface EntriesInDoubt {
  list(): Promise<Result<readonly ConnectionId[]>>;
  add(id: ConnectionId): Promise<Result<void>>;
  settle(id: ConnectionId): Promise<Result<void>>;
}
