import type { HandlersOf } from '../../../shared/contract/contract';
import type { settingsCalls } from '../../../shared/contract/settings';
import { succeed } from '../../../shared/base/failure';
import type { SettingsService } from './settings-service';

export function settingsHandlers(settings: SettingsService): HandlersOf<typeof settingsCalls> {
  return {
    getSettings: () => succeed(settings.view()),
    updateSettings: (change) => settings.update(withoutUndefined(change)),
  };
}

/** The schema gives `undefined` for what was left out; the settings take only what is there. */
function withoutUndefined<Value extends object>(
  value: Value,
): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [Key in keyof Value]?: Exclude<Value[Key], undefined>;
  };
}
