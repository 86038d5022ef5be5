import { deferred } from './deferred';
import type { ConnectionStore } from '../ports/connection-store';
import type { ConnectionListStatus } from '../../../shared/contract/status-view';
import type { ConnectionId } from '../../../shared/base/ids';
import { fail, failure, succeed, type Failure, type Result } from '../../../shared/base/failure';
import type { Connection } from '../../../shared/portfolio/venue';

export interface ConnectionListOptions {
  readonly history: Pick<ConnectionStore, 'connections'>;
  readonly onChanged: (connections: readonly Connection[]) => void;
}

/**
 * What is connected: as cached until the database has told. As long as it has not, the list is unknown,
 * which is something else than empty, and nothing may be changed by it.
 */
export class ConnectionList {
  #connections: readonly Connection[];
  #status: ConnectionListStatus = { state: 'opening' };
  readonly #asked = deferred();

  constructor(
    private readonly options: ConnectionListOptions,
    cached: readonly Connection[],
  ) {
    this.#connections = cached;
  }

  all(): readonly Connection[] {
    return this.#connections;
  }

  get status(): ConnectionListStatus {
    return this.#status;
  }

  /** Resolves when the database has said what is connected, or for the first time that it cannot. */
  get asked(): Promise<void> {
    return this.#asked.promise;
  }

  /** Takes over what the database has, and forgets whatever else a cache had. */
  async load(): Promise<Result<readonly Connection[]>> {
    const stored = await this.options.history.connections();
    if (stored.ok) {
      this.#status = { state: 'known' };
      this.set(stored.value);
    } else {
      this.#status = { state: 'unknown', failure: stored.failure };
      this.options.onChanged(this.#connections);
    }
    this.#asked.resolve();
    return stored;
  }

  /** Why nothing may be changed now. */
  refusal(): Failure | undefined {
    if (this.#status.state === 'known') return undefined;
    return failure('storage', 'What is connected is not known: the database is not open.', {
      hint: 'Nothing can be changed until it is. Portolan keeps trying to open it.',
    });
  }

  find(id: ConnectionId): Result<Connection> {
    const connection = this.#connections.find((one) => one.id === id);
    return connection === undefined
      ? fail('not-found', 'This connection is not there any more.')
      : succeed(connection);
  }

  set(connections: readonly Connection[]): void {
    this.#connections = connections;
    this.options.onChanged(connections);
  }
}
