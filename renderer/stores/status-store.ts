import { createStore } from 'zustand/vanilla';
import type { AppInfo, StatusView } from '../../shared/contract/status-view';

export interface StatusState {
  readonly status: StatusView | undefined;
  readonly app: AppInfo | undefined;
}

export const statusStore = createStore<StatusState>(() => ({ status: undefined, app: undefined }));
