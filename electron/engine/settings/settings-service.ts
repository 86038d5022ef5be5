import type { SettingStore } from '../ports/setting-store';
import { fail, succeed, type Result } from '../../../shared/base/failure';
import { isKeepableValue } from '../../../shared/records/keepable-value';
import {
  DEFAULT_SETTINGS,
  SETTING_KEYS,
  settingsSchema,
  understandSettings,
  type Settings,
  type UnderstoodSettings,
} from '../../../shared/settings/settings';
import { Lane } from '../../../shared/base/lane';
import { Listeners } from '../../../shared/base/listeners';

/**
 * Keeps the preferences, tells who listens, and stores each change before it counts. A change stores its
 * own keys only: what is stored under others, also what a newer version wrote, stays as it is.
 */
export class SettingsService {
  #understood: UnderstoodSettings;
  #loaded = false;
  readonly #listeners = new Listeners<[UnderstoodSettings]>();
  readonly #lane = new Lane();

  /** @param cached what the last run left, to paint with until the database has opened */
  constructor(
    private readonly history: SettingStore,
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
    return this.#listeners.add(listener);
  }

  /** Takes over what the database has. A stored value that is not understood leaves its default. */
  load(): Promise<Result<UnderstoodSettings>> {
    return this.#lane.run(() => this.#load());
  }

  async #load(): Promise<Result<UnderstoodSettings>> {
    const stored = await this.history.settings();
    if (!stored.ok) return stored;
    this.#loaded = true;
    return succeed(this.#set(understandSettings(stored.value)));
  }

  /** Refuses what does not fit; changes that overlap are made one after another, so that none is lost. */
  update(change: Partial<Settings>): Promise<Result<UnderstoodSettings>> {
    return this.#lane.run(async () => {
      const wanted = this.#whatIsNew(change);
      if (!wanted.ok) return wanted;
      for (const key of SETTING_KEYS) {
        const value = wanted.value[key];
        if (value === undefined) continue;
        const saved = await this.history.saveSetting(key, value);
        if (saved.ok) this.#take({ [key]: value });
        else {
          await this.#ask();
          if (!this.#isStored(key, value)) return saved;
        }
      }
      return succeed(this.#understood);
    });
  }

  /**
   * Changes preferences together with something else: both or neither.
   * @param changeOf what to change, by the preferences that hold when it is this change's turn
   * @param store stores the other thing, and the preferences it is given, at once; none where they hold already
   */
  updateWith<T>(
    changeOf: (current: Settings) => Partial<Settings>,
    store: (settings: Partial<Settings> | undefined) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    return this.#lane.run(async () => {
      const wanted = this.#whatIsNew(changeOf(this.current));
      if (!wanted.ok) return wanted;
      const isNew = Object.keys(wanted.value).length > 0;
      const stored = await store(isNew ? wanted.value : undefined);
      if (stored.ok && isNew) this.#take(wanted.value);
      if (!stored.ok && stored.failure.code === 'storage') await this.#ask();
      return stored;
    });
  }

  /** After a write that failed: what is stored is asked, and unknown where that is not answered. */
  async #ask(): Promise<void> {
    const stored = await this.#load();
    this.#loaded = stored.ok;
  }

  #isStored(key: keyof Settings, value: unknown): boolean {
    const { settings, notUnderstood } = this.#understood;
    return this.#loaded && settings[key] === value && !notUnderstood.includes(key);
  }

  /** What of a change is not stored yet, or why it cannot be. */
  #whatIsNew(change: Partial<Settings>): Result<Partial<Settings>> {
    const parsed = settingsSchema.partial().safeParse(change);
    if (!parsed.success || !isKeepableValue(parsed.data))
      return fail(
        'invalid-input',
        parsed.error?.issues[0]?.message ?? 'This setting has characters that cannot be stored.',
      );
    const { data } = parsed;
    const keys = SETTING_KEYS.filter(
      (key) => data[key] !== undefined && !this.#isStored(key, data[key]),
    );
    return succeed(Object.fromEntries(keys.map((key) => [key, data[key]])));
  }

  #take(change: Partial<Settings>): void {
    const { settings, notUnderstood } = this.#understood;
    const changed = new Set(Object.keys(change));
    this.#set({
      settings: { ...settings, ...change },
      notUnderstood: notUnderstood.filter((key) => !changed.has(key)),
    });
  }

  #set(understood: UnderstoodSettings): UnderstoodSettings {
    this.#understood = understood;
    this.#listeners.tell(understood);
    return understood;
  }
}
