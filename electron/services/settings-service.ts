import type { HistoryStore } from './ports/history';
import { fail, succeed, type Result } from '../../shared/portfolio/failure';
import {
  DEFAULT_SETTINGS,
  settingsSchema,
  type PriceOverride,
  type Settings,
} from '../../shared/settings/settings';

/** Keeps the settings, tells who listens, and stores each change before it counts. */
export class SettingsService {
  #settings: Settings;
  readonly #listeners = new Set<(settings: Settings) => void>();

  constructor(
    private readonly history: HistoryStore,
    cached: Settings | undefined,
  ) {
    this.#settings = cached ?? DEFAULT_SETTINGS;
  }

  get current(): Settings {
    return this.#settings;
  }

  onChange(listener: (settings: Settings) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes over what the database has. A stored value that no longer fits gives way to its default. */
  async load(): Promise<Result<Settings>> {
    const stored = await this.history.settings();
    if (!stored.ok) return stored;
    const fitting = Object.entries(stored.value).filter(
      ([name, value]) => settingsSchema.partial().safeParse({ [name]: value }).success,
    );
    this.#set({ ...DEFAULT_SETTINGS, ...Object.fromEntries(fitting) });
    return succeed(this.#settings);
  }

  async update(change: Partial<Settings>): Promise<Result<Settings>> {
    const parsed = settingsSchema.safeParse({ ...this.#settings, ...change });
    if (!parsed.success)
      return fail(
        'invalid-input',
        parsed.error.issues[0]?.message ?? 'This setting cannot be used.',
      );
    const saved = await this.history.saveSettings(parsed.data);
    if (!saved.ok) return saved;
    this.#set(parsed.data);
    return succeed(parsed.data);
  }

  setPriceOverride(override: PriceOverride): Promise<Result<Settings>> {
    const others = this.#settings.priceOverrides.filter(({ asset }) => asset !== override.asset);
    return this.update({ priceOverrides: [...others, override] });
  }

  removePriceOverride(asset: string): Promise<Result<Settings>> {
    const priceOverrides = this.#settings.priceOverrides.filter((one) => one.asset !== asset);
    return this.update({ priceOverrides });
  }

  #set(settings: Settings): void {
    this.#settings = settings;
    for (const listener of this.#listeners) listener(settings);
  }
}
