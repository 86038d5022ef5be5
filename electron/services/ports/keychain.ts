import type { KeychainStatus } from '../../../shared/ipc/status-view';
import type { ConnectionId } from '../../../shared/portfolio/balance';
import type { Result } from '../../../shared/portfolio/failure';
import type { Credentials } from '../../../shared/portfolio/venue';

/** Where secrets are kept. Failures: `keychain-unavailable`, `secret-missing`. */
export interface SecretStore {
  status(): Promise<KeychainStatus>;
  read(id: ConnectionId): Promise<Result<Credentials>>;
  write(id: ConnectionId, credentials: Credentials): Promise<Result<void>>;
  /** Forgets the secret; one that is not there is no failure. */
  remove(id: ConnectionId): Promise<Result<void>>;
}
