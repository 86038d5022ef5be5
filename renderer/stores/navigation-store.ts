import { createStore } from 'zustand/vanilla';
import type { ConnectionId } from '../../shared/portfolio/balance';
import { EMPTY_FILTER, type HoldingsFilter } from './holdings-filter';

export const VIEWS = ['overview', 'holdings', 'connections', 'settings'] as const;
export type View = (typeof VIEWS)[number];

export interface NavigationState {
  readonly view: View;
  readonly railCollapsed: boolean;
  readonly paletteOpen: boolean;
  readonly filter: HoldingsFilter;
  /** The connection dialog, opened from several screens. */
  readonly addingConnection: boolean;
  /** The row of the coverage matrix to point at. */
  readonly connectionInFocus: ConnectionId | undefined;
}

export const navigationStore = createStore<NavigationState>(() => ({
  view: 'overview',
  railCollapsed: false,
  paletteOpen: false,
  filter: EMPTY_FILTER,
  addingConnection: false,
  connectionInFocus: undefined,
}));

export function isView(text: string | undefined): text is View {
  return VIEWS.some((view) => view === text);
}

export function openView(view: View): void {
  navigationStore.setState({ view, connectionInFocus: undefined });
}

/** Opens the holdings with just this filter. */
export function openHoldings(filter: Partial<HoldingsFilter>): void {
  navigationStore.setState({ view: 'holdings', filter: { ...EMPTY_FILTER, ...filter } });
}

export function setFilter(change: Partial<HoldingsFilter>): void {
  navigationStore.setState(({ filter }) => ({ filter: { ...filter, ...change } }));
}

export function openConnections(connectionInFocus?: ConnectionId): void {
  navigationStore.setState({ view: 'connections', connectionInFocus });
}

export function startAddingConnection(): void {
  navigationStore.setState({ view: 'connections', addingConnection: true });
}

export function stopAddingConnection(): void {
  navigationStore.setState({ addingConnection: false });
}

export function toggleRail(): void {
  navigationStore.setState(({ railCollapsed }) => ({ railCollapsed: !railCollapsed }));
}

export function setPaletteOpen(paletteOpen: boolean): void {
  navigationStore.setState({ paletteOpen });
}
