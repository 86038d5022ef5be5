import type { Result } from '../../../shared/base/failure';

/** Preferences, key by key. Failures: `storage`. */
export interface SettingStore {
  /** Stored values by key as they are, also those of a newer version. */
  settings(): Promise<Result<Readonly<Record<string, unknown>>>>;
  /** Stores one preference; all others stay as they are. */
  saveSetting(key: string, value: unknown): Promise<Result<void>>;
}
