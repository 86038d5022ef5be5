import { createStore } from 'zustand/vanilla';
import type { Notice } from '../../shared/contract/notice';

export interface NoticesState {
  readonly notices: readonly Notice[];
}

const MOST_SHOWN = 4;

export const noticesStore = createStore<NoticesState>(() => ({ notices: [] }));

/** Adds a notice, replacing an older one with the same id; keeps the newest few. */
export function raiseNotice(notice: Notice): void {
  noticesStore.setState(({ notices }) => ({
    notices: [...notices.filter(({ id }) => id !== notice.id), notice].slice(-MOST_SHOWN),
  }));
}

export function dismissNotice(id: string): void {
  noticesStore.setState(({ notices }) => ({
    notices: notices.filter((notice) => notice.id !== id),
  }));
}
