import { createStore } from 'zustand/vanilla';
import type { Settings } from '../../shared/settings/settings';

/** `undefined` until main has answered: amounts are not drawn before privacy is known. */
export interface SettingsState {
  readonly settings: Settings | undefined;
}

export type SettingsStore = typeof settingsStore;

export const settingsStore = createStore<SettingsState>(() => ({ settings: undefined }));
