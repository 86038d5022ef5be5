import { createStore } from 'zustand/vanilla';
import type { ConnectionId } from '../../shared/base/ids';
import type { Connection, VenueInfo } from '../../shared/portfolio/venue';

/** `undefined` until main has answered. */
export interface ConnectionsState {
  readonly connections: readonly Connection[] | undefined;
  readonly venues: readonly VenueInfo[] | undefined;
}

export const connectionsStore = createStore<ConnectionsState>(() => ({
  connections: undefined,
  venues: undefined,
}));

/** The label the user gave, or the id of a connection that is gone. */
export function connectionLabel(state: ConnectionsState, id: ConnectionId): string {
  return state.connections?.find((connection) => connection.id === id)?.label ?? id;
}
