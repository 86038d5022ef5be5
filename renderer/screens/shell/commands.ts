import {
  changeSettings,
  refreshAll,
  removeDemo,
  startDemo,
  togglePrivacy,
} from '../../bridge/actions';
import { USUAL_QUOTE_CURRENCIES } from '../../../shared/assets/currencies';
import { connectionsStore } from '../../stores/connections-store';
import {
  openSettings,
  openView,
  setPaletteOpen,
  showConnectionsAs,
  startAdding,
  toggleRail,
  type SettingsPart,
} from '../../stores/navigation-store';
import { settingsStore } from '../../stores/settings-store';

/** Something the app can be told to do: in the palette, and by its keys. */
export interface Command {
  readonly id: string;
  readonly group: 'Go to' | 'Portfolio' | 'View' | 'Demo';
  readonly text: string;
  /** As written on the page: `Ctrl 1`. */
  readonly keys?: string;
  readonly matches?: (event: KeyboardEvent) => boolean;
  /** Absent: always. */
  readonly available?: () => boolean;
  readonly run: () => void;
}

/** Cmd on a Mac, Ctrl elsewhere. */
const isMac = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac');
const held = (event: KeyboardEvent) => (isMac ? event.metaKey : event.ctrlKey) && !event.altKey;
const modifier = isMac ? '⌘' : 'Ctrl';
const withModifier = (key: string) => ({
  keys: `${modifier} ${key}`,
  matches: (event: KeyboardEvent) =>
    held(event) && !event.shiftKey && event.key.toLowerCase() === key.toLowerCase(),
});

/** What of the settings can be gone to, under the headings that it has there. */
const SETTINGS_PARTS: readonly (readonly [part: SettingsPart, text: string])[] = [
  ['preferences', 'portfolio and looks'],
  ['overrides', 'your own prices'],
  ['caps', 'counterparty caps'],
  ['chains', 'chains, their servers and tokens'],
  ['system', 'system, versions and folders'],
  ['erase', 'erase everything'],
];

export const COMMANDS: readonly Command[] = [
  {
    id: 'overview',
    group: 'Go to',
    text: 'Overview',
    ...withModifier('1'),
    run: () => openView('overview'),
  },
  {
    id: 'holdings',
    group: 'Go to',
    text: 'Holdings',
    ...withModifier('2'),
    run: () => openView('holdings'),
  },
  {
    id: 'rebalance',
    group: 'Go to',
    text: 'Rebalance',
    ...withModifier('3'),
    run: () => openView('rebalance'),
  },
  {
    id: 'connections',
    group: 'Go to',
    text: 'Connections',
    ...withModifier('4'),
    run: () => openView('connections'),
  },
  {
    id: 'accounts',
    group: 'Go to',
    text: 'Accounts as a tree',
    run: () => showConnectionsAs('accounts'),
  },
  {
    id: 'coverage',
    group: 'Go to',
    text: 'Coverage: what was read of each account',
    run: () => showConnectionsAs('coverage'),
  },
  {
    id: 'settings',
    group: 'Go to',
    text: 'Settings',
    ...withModifier(','),
    run: () => openView('settings'),
  },
  ...SETTINGS_PARTS.map(([part, text]): Command => ({
    id: part,
    group: 'Go to',
    text: `Settings: ${text}`,
    run: () => openSettings(part),
  })),
  {
    id: 'refresh',
    group: 'Portfolio',
    text: 'Refresh everything now',
    ...withModifier('R'),
    run: () => void refreshAll(),
  },
  {
    id: 'connect',
    group: 'Portfolio',
    text: 'Connect an exchange',
    ...withModifier('N'),
    run: () => startAdding('exchange'),
  },
  {
    id: 'watch',
    group: 'Portfolio',
    text: 'Watch a wallet',
    run: () => startAdding('wallet'),
  },
  {
    id: 'manual',
    group: 'Portfolio',
    text: 'Add a manual account',
    run: () => startAdding('manual'),
  },
  {
    id: 'privacy',
    group: 'View',
    text: 'Hide or show all amounts',
    keys: 'Shift H',
    matches: (event) =>
      event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey && event.key === 'H',
    run: () => void togglePrivacy(),
  },
  {
    id: 'dust',
    group: 'View',
    text: 'Hide or show dust',
    run: () => {
      const { settings } = settingsStore.getState();
      if (settings !== undefined) void changeSettings({ hideDust: !settings.hideDust });
    },
  },
  {
    id: 'variants',
    group: 'View',
    text: 'Show wrapped and staked variants apart or with their coin',
    run: () => {
      const { settings } = settingsStore.getState();
      if (settings !== undefined) void changeSettings({ groupVariants: !settings.groupVariants });
    },
  },
  {
    id: 'rail',
    group: 'View',
    text: 'Collapse or widen the rail',
    ...withModifier('B'),
    run: toggleRail,
  },
  ...(['system', 'light', 'dark'] as const).map((theme): Command => ({
    id: `theme-${theme}`,
    group: 'View',
    text: theme === 'system' ? 'Theme: as the system' : `Theme: ${theme}`,
    run: () => void changeSettings({ theme }),
  })),
  ...USUAL_QUOTE_CURRENCIES.map((quoteCurrency): Command => ({
    id: `quote-${quoteCurrency}`,
    group: 'View',
    text: `Show values in ${quoteCurrency}`,
    run: () => void changeSettings({ quoteCurrency }),
  })),
  {
    id: 'start-demo',
    group: 'Demo',
    text: 'Explore the demo',
    available: () => !demoActive(),
    run: () => void startDemo(),
  },
  {
    id: 'remove-demo',
    group: 'Demo',
    text: 'Remove demo',
    available: demoActive,
    run: () => void removeDemo(),
  },
];

function demoActive(): boolean {
  return connectionsStore.getState().connections?.some(({ demo }) => demo) ?? false;
}

export const PALETTE_KEYS = `${modifier} K`;
export const opensPalette = withModifier('K').matches;
export const openPalette = (): void => setPaletteOpen(true);
