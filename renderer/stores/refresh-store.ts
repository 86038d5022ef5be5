import { createStore } from 'zustand/vanilla';
import type { Instant } from '../../shared/base/failure';

/** What became of the user's last wish to refresh: until when it is too soon to do it again. */
export interface RefreshState {
  readonly heldUntil: Instant | undefined;
}

export const refreshStore = createStore<RefreshState>(() => ({ heldUntil: undefined }));

/** Refreshed a moment ago: no failure, and nothing that the user has to do. */
export function holdRefresh(heldUntil: Instant): void {
  refreshStore.setState({ heldUntil });
}

export function releaseRefresh(): void {
  refreshStore.setState({ heldUntil: undefined });
}
