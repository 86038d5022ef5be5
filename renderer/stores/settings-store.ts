import { createStore } from 'zustand/vanilla';
import type { Settings, UnderstoodSettings } from '../../shared/settings/settings';

/** `undefined` until main has answered: amounts are not drawn before privacy is known. */
export interface SettingsState {
  readonly settings: Settings | undefined;
  /** Stored keys that a newer version must have written. */
  readonly notUnderstood: UnderstoodSettings['notUnderstood'];
}

export type SettingsStore = typeof settingsStore;

export const settingsStore = createStore<SettingsState>(() => ({
  settings: undefined,
  notUnderstood: [],
}));
