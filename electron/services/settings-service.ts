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
  #busy: Promise<void> = Promise.resolve();

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
  load(): Promise<Result<Settings>> {
    return this.#inTurn(async () => {
      const stored = await this.history.settings();
      if (!stored.ok) return stored;
      const fitting = Object.entries(stored.value).filter(
        ([name, value]) => settingsSchema.partial().safeParse({ [name]: value }).success,
      );
      this.#set({ ...DEFAULT_SETTINGS, ...Object.fromEntries(fitting) });
      return succeed(this.#settings);
    });
  }

  /** Refuses what does not fit; changes that overlap are made one after another, so that none is lost. */
  update(change: Partial<Settings>): Promise<Result<Settings>> {
    return this.#change(() => change);
  }

  setPriceOverride(override: PriceOverride): Promise<Result<Settings>> {
    return this.#change(({ priceOverrides }) => ({
      priceOverrides: [...priceOverrides.filter(({ asset }) => asset !== override.asset), override],
    }));
  }

  removePriceOverride(asset: string): Promise<Result<Settings>> {
    return this.#change(({ priceOverrides }) => ({
      priceOverrides: priceOverrides.filter((one) => one.asset !== asset),
    }));
  }

  /** @param changeOf what to change, by the settings that hold when it is this change's turn */
  #change(changeOf: (current: Settings) => Partial<Settings>): Promise<Result<Settings>> {
    return this.#inTurn(() => this.#store(changeOf(this.#settings)));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#busy.then(work);
    this.#busy = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  async #store(change: Partial<Settings>): Promise<Result<Settings>> {
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

  #set(settings: Settings): void {
    this.#settings = settings;
    for (const listener of this.#listeners) listener(settings);
  }
}
