import { settingsSchema, type UnderstoodSettings } from '../settings/settings';
import { ask, call, nothing } from './call';

export const settingsCalls = {
  /** The preferences, and the keys that a newer version wrote. */
  getSettings: ask(nothing).returns<UnderstoodSettings>(),
  /** Stores what is given, each under its own key. */
  updateSettings: call(
    settingsSchema.omit({ activeTargetSet: true }).partial(),
  ).returns<UnderstoodSettings>(),
} as const;
