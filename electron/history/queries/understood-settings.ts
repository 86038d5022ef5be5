import { DEFAULT_SETTINGS, settingsSchema, type Settings } from '../../../shared/settings/settings';

/** The stored settings this version understands; others, such as a newer version's, are left out. */
export function understoodSettings(stored: Readonly<Record<string, unknown>>): Partial<Settings> {
  const understood: Partial<Settings> = {};
  for (const key of settingsSchema.keyof().options) {
    if (!(key in stored)) continue;
    const parsed = settingsSchema.safeParse({ ...DEFAULT_SETTINGS, [key]: stored[key] });
    if (parsed.success) copySetting(understood, key, parsed.data);
  }
  return understood;
}

function copySetting<K extends keyof Settings>(
  target: Partial<Settings>,
  key: K,
  source: Settings,
): void {
  target[key] = source[key];
}
