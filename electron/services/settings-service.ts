import type { HistoryStore } from './ports/history';
import { fail, succeed, type Result } from '../../shared/portfolio/failure';
import { isKeepableValue } from '../../shared/records/keepable-value';
import {
  DEFAULT_SETTINGS,
  SETTING_KEYS,
  settingsSchema,
  understandSettings,
  type Settings,
  type UnderstoodSettings,
} from '../../shared/settings/settings';

/**
 * Keeps the preferences, tells who listens, and stores each change before it counts. A change stores its
 * own keys only: what is stored under others, also what a newer version wrote, stays as it is.
 */
export class SettingsService {
  #understood: UnderstoodSettings;
  #loaded = false;
  readonly #listeners = new Set<(understood: UnderstoodSettings) => void>();
  #busy: Promise<unknown> = Promise.resolve();

  /** @param cached what the last run left, to paint with until the database has opened */
  constructor(
    private readonly history: Pick<HistoryStore, 'settings' | 'saveSetting'>,
    cached: Settings = DEFAULT_SETTINGS,
  ) {
    this.#understood = { settings: cached, notUnderstood: [] };
  }

  get current(): Settings {
    return this.#understood.settings;
  }

  /** The database has said what is stored. */
  get loaded(): boolean {
    return this.#loaded;
  }

  view(): UnderstoodSettings {
    return this.#understood;
  }

  onChange(listener: (understood: UnderstoodSettings) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes over what the database has. A stored value that is not understood leaves its default. */
  load(): Promise<Result<UnderstoodSettings>> {
    return this.#inTurn(async () => {
      const stored = await this.history.settings();
      if (!stored.ok) return stored;
      this.#loaded = true;
      return succeed(this.#set(understandSettings(stored.value)));
    });
  }

  /** Refuses what does not fit; changes that overlap are made one after another, so that none is lost. */
  update(change: Partial<Settings>): Promise<Result<UnderstoodSettings>> {
    return this.#inTurn(async () => {
      const parsed = settingsSchema.partial().safeParse(change);
      if (!parsed.success || !isKeepableValue(parsed.data))
        return fail(
          'invalid-input',
          parsed.error?.issues[0]?.message ?? 'This setting has characters that cannot be stored.',
        );
      for (const key of SETTING_KEYS) {
        const value = parsed.data[key];
        if (value === undefined) continue;
        const { settings, notUnderstood } = this.#understood;
        if (this.#loaded && settings[key] === value && !notUnderstood.includes(key)) continue;
        const saved = await this.history.saveSetting(key, value);
        if (!saved.ok) return saved;
        this.#set({
          settings: { ...settings, [key]: value },
          notUnderstood: notUnderstood.filter((one) => one !== key),
        });
      }
      return succeed(this.#understood);
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#busy.then(work);
    this.#busy = done.catch(() => undefined);
    return done;
  }

  #set(understood: UnderstoodSettings): UnderstoodSettings {
    this.#understood = understood;
    for (const listener of this.#listeners) listener(understood);
    return understood;
  }
}
