import type { PortolanBridge } from '../../shared/contract/contract';
import { succeed } from '../../shared/base/failure';
import {
  DEFAULT_SETTINGS,
  type Settings,
  type UnderstoodSettings,
} from '../../shared/settings/settings';

/** Preferences as the address asks for them. */
export function fixtureSettings(query: URLSearchParams): Settings {
  return {
    ...DEFAULT_SETTINGS,
    quoteCurrency: (query.get('quote') ?? 'USD') as Settings['quoteCurrency'],
    privacy: query.get('privacy') === 'on',
    gainColors: query.get('gain') === 'blue-orange' ? 'blue-orange' : 'green-red',
  };
}

/** The calls that change preferences, against preferences kept in memory. */
export function fakeSettingsCalls(parts: {
  readonly settings: Settings;
  readonly notUnderstood: readonly string[];
  readonly tell: (understood: UnderstoodSettings) => void;
}): Pick<PortolanBridge['call'], 'getSettings' | 'updateSettings' | 'selectTargetSet'> {
  let understood: UnderstoodSettings = parts;
  const change = (next: object) => {
    const given = Object.entries(next).filter(([, value]) => value !== undefined);
    understood = {
      ...understood,
      settings: { ...understood.settings, ...Object.fromEntries(given) },
    };
    parts.tell(understood);
    return Promise.resolve(succeed(understood));
  };
  return {
    getSettings: () => Promise.resolve(succeed(understood)),
    updateSettings: change,
    selectTargetSet: ({ id }) => change({ activeTargetSet: id }),
  };
}
