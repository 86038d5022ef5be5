import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand/react';
import type { RecordsView } from '../../shared/records/records-view';
import { connectionsStore, type ConnectionsState } from './connections-store';
import { historyStore, type HistoryState } from './history-store';
import { holdingsModeStore, type HoldingsMode } from './holdings-mode';
import { portfolioStore } from './live';
import { navigationStore, type NavigationState } from './navigation-store';
import { noticesStore, type NoticesState } from './notices-store';
import type { PortfolioStoreState } from './portfolio-store';
import { recordsStore } from './records-store';
import { refreshStore, type RefreshState } from './refresh-store';
import { settingsStore, type SettingsState } from './settings-store';
import { statusStore, type StatusState } from './status-store';

/** Each binds one store to React; a component renders again only when what it selects changes. */
export const usePortfolio = <T>(select: (state: PortfolioStoreState) => T): T =>
  useStore(portfolioStore, select);
export const useSettings = <T>(select: (state: SettingsState) => T): T =>
  useStore(settingsStore, select);
export const useRecords = <T>(select: (state: RecordsView) => T): T =>
  useStore(recordsStore, select);
export const useStatus = <T>(select: (state: StatusState) => T): T => useStore(statusStore, select);
export const useRefresh = <T>(select: (state: RefreshState) => T): T =>
  useStore(refreshStore, select);
export const useConnections = <T>(select: (state: ConnectionsState) => T): T =>
  useStore(connectionsStore, select);
export const useNotices = <T>(select: (state: NoticesState) => T): T =>
  useStore(noticesStore, select);
export const useNavigation = <T>(select: (state: NavigationState) => T): T =>
  useStore(navigationStore, select);
export const useHoldingsMode = <T>(select: (state: { readonly mode: HoldingsMode }) => T): T =>
  useStore(holdingsModeStore, select);
export const useHistory = <T>(select: (state: HistoryState) => T): T =>
  useStore(historyStore, select);

/**
 * Nothing was cached and the database has not said yet what is connected: an empty portfolio then means
 * nothing, and its total is no zero.
 */
export function useNothingKnown(): boolean {
  const isEmpty = usePortfolio((state) => state.phase !== 'ready' || state.coverage.length === 0);
  const none = useConnections(({ connections = [] }) => connections.length === 0);
  const known = useStatus(({ status }) => status?.connections.state === 'known');
  return isEmpty && none && !known;
}

/**
 * Like {@link usePortfolio}, but looks at most once every so many milliseconds: for pictures and
 * rankings that need not, and should not, move with each event. The last change is always shown, and what
 * has settled at once: a settled page is one that shows it everywhere.
 */
export function useCalmPortfolio<T>(select: (state: PortfolioStoreState) => T, everyMs = 1000): T {
  const [value, setValue] = useState(() => select(portfolioStore.getState()));
  const latest = useRef(select);
  useEffect(() => {
    latest.current = select;
  });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stage = stageOf(portfolioStore.getState());
    const look = () => {
      timer = undefined;
      const next = latest.current(portfolioStore.getState());
      setValue(() => next);
    };
    look();
    const unsubscribe = portfolioStore.subscribe((state) => {
      if (stageOf(state) !== stage) {
        stage = stageOf(state);
        clearTimeout(timer);
        look();
      } else {
        timer ??= setTimeout(look, everyMs);
      }
    });
    return () => {
      clearTimeout(timer);
      unsubscribe();
    };
  }, [everyMs]);
  return value;
}

function stageOf(state: PortfolioStoreState): string {
  return state.phase === 'ready' && state.settled ? 'settled' : state.phase;
}

/** The time of day, moving on once in so many milliseconds. */
export function useNow(everyMs = 1000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
