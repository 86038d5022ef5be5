import type { Result } from '../../../shared/base/failure';
import type { ConnectionId } from '../../../shared/base/ids';
import type { Connection } from '../../../shared/portfolio/venue';

/** What is connected, without its secrets. Failures: `storage`. */
export interface ConnectionStore {
  connections(): Promise<Result<readonly Connection[]>>;
  saveConnection(connection: Connection): Promise<Result<void>>;
  removeConnection(id: ConnectionId): Promise<Result<void>>;
}
