import { createStore } from 'zustand/vanilla';
import type { ConnectionId, VenueId } from '../../shared/base/ids';
import { EMPTY_FILTER, type HoldingsFilter } from './holdings-filter';

export const VIEWS = ['overview', 'holdings', 'rebalance', 'connections', 'settings'] as const;
export type View = (typeof VIEWS)[number];

/** What can be added: an exchange by its key, a wallet by its address, or what only the user knows of. */
export type AccountKind = 'exchange' | 'wallet' | 'manual';

/** What is being done to one connection, in a dialog over the Connections screen. */
export interface ConnectionTask {
  readonly kind: 'rename' | 'replace' | 'remove' | 'probe' | 'search' | 'holdings' | 'import';
  readonly id: ConnectionId;
}

/** Parts of the settings that other screens lead to. */
export type SettingsPart =
  'preferences' | 'chains' | 'caps' | 'overrides' | 'kept' | 'system' | 'erase';

export interface NavigationState {
  readonly view: View;
  readonly railCollapsed: boolean;
  readonly paletteOpen: boolean;
  readonly filter: HoldingsFilter;
  /** The dialog that adds an account, opened from several screens. */
  readonly adding: AccountKind | undefined;
  /** The exchange whose key is asked for in it; none while one is being chosen. */
  readonly addingVenue: VenueId | undefined;
  readonly connectionTask: ConnectionTask | undefined;
  readonly connectionsAs: 'accounts' | 'coverage';
  /** The connection to point at. */
  readonly connectionInFocus: ConnectionId | undefined;
  /** The part of the settings to scroll to. */
  readonly settingsPart: SettingsPart | undefined;
}

export const navigationStore = createStore<NavigationState>(() => ({
  view: 'overview',
  railCollapsed: false,
  paletteOpen: false,
  filter: EMPTY_FILTER,
  adding: undefined,
  addingVenue: undefined,
  connectionTask: undefined,
  connectionsAs: 'accounts',
  connectionInFocus: undefined,
  settingsPart: undefined,
}));

export function isView(text: string | undefined): text is View {
  return VIEWS.some((view) => view === text);
}

export function openView(view: View): void {
  navigationStore.setState({
    view,
    connectionInFocus: undefined,
    settingsPart: undefined,
    connectionTask: undefined,
    adding: undefined,
  });
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

/** Shows the connections as a tree of accounts with their values, or by what was read of each. */
export function showConnectionsAs(connectionsAs: NavigationState['connectionsAs']): void {
  navigationStore.setState({ view: 'connections', connectionsAs });
}

export function startAdding(adding: AccountKind = 'exchange', addingVenue?: VenueId): void {
  navigationStore.setState({ view: 'connections', adding, addingVenue, connectionTask: undefined });
}

/** Which exchange in the dialog that adds an account; none to choose another. */
export function chooseVenue(addingVenue: VenueId | undefined): void {
  navigationStore.setState({ addingVenue });
}

export function stopAdding(): void {
  navigationStore.setState({ adding: undefined });
}

export function startConnectionTask(kind: ConnectionTask['kind'], id: ConnectionId): void {
  navigationStore.setState({ connectionTask: { kind, id }, adding: undefined });
}

export function endConnectionTask(): void {
  navigationStore.setState({ connectionTask: undefined });
}

export function openSettings(settingsPart: SettingsPart): void {
  openView('settings');
  navigationStore.setState({ settingsPart });
}

export function toggleRail(): void {
  navigationStore.setState(({ railCollapsed }) => ({ railCollapsed: !railCollapsed }));
}

export function setPaletteOpen(paletteOpen: boolean): void {
  navigationStore.setState({ paletteOpen });
}
