import type { StoredConnections } from './stored-connections';
import type { ConnectionId, VenueId } from '../../../shared/base/ids';
import { succeed, type Instant, type Result } from '../../../shared/base/failure';
import type { Connection, Credentials } from '../../../shared/portfolio/venue';

/** A connection to a simulated venue that is to be made; its key is known to be harmless. */
export interface DemoDraft {
  readonly venue: VenueId;
  readonly label: string;
  readonly credentials: Credentials;
  /** What must be stored before it is read for the first time. */
  readonly prepare?: (id: ConnectionId) => Promise<Result<unknown>>;
}

export interface DemoStorage {
  readonly stored: Pick<StoredConnections, 'add'>;
  readonly newId: () => ConnectionId;
  readonly now: () => Instant;
  readonly onStored: (connection: Connection) => void;
}

/**
 * Stores connections of the demo, one after the other.
 * @returns all of them, or why one could not be stored: those before it then are
 */
export async function storeDemo(
  { stored, newId, now, onStored }: DemoStorage,
  drafts: readonly DemoDraft[],
  secretStorage: Connection['secretStorage'],
): Promise<Result<readonly Connection[]>> {
  const all: Connection[] = [];
  for (const { venue, label, credentials, prepare } of drafts) {
    const id = newId();
    const prepared = await prepare?.(id);
    if (prepared?.ok === false) return prepared;
    const common = { id, venue, label, secretStorage, enabled: true, demo: true };
    const added = await stored.add({ ...common, createdAt: now() }, credentials);
    if (!added.ok) return added;
    onStored(added.value);
    all.push(added.value);
  }
  return succeed(all);
}
