import { z } from 'zod';
import { QUOTE_CURRENCIES } from '../assets/currencies';

/** Positive decimal text, as a price or a limit that the user typed. */
export const positiveDecimalText = z
  .string()
  .max(60)
  .regex(/^\d+(\.\d+)?$/, 'Give a plain number such as 1234.56.')
  .refine((text) => /[1-9]/.test(text), 'Give a number above zero.');

/** How the app looks and behaves. What the user made is in `shared/records/`. */
export const settingsSchema = z.strictObject({
  /** Minutes between two full refreshes; between them streams bring changes where a venue has them. */
  refreshMinutes: z.number().int().min(1).max(60),
  /** What values are shown in, at the rate of the markets in reach. They are kept in dollars. */
  quoteCurrency: z.enum(QUOTE_CURRENCIES),
  /** Light or dark; `system` follows the desktop. */
  theme: z.enum(['system', 'light', 'dark']),
  /** Colours of gain and loss; signs and arrows say the same without them. */
  gainColors: z.enum(['green-red', 'blue-orange']),
  /** Every figure is blurred. */
  privacy: z.boolean(),
  /** Dust is left out of the list, never out of the total. */
  hideDust: z.boolean(),
  /** Holdings worth less than this many dollars are dust. */
  dustBelowUsd: positiveDecimalText,
  /** Wrapped and staked variants are shown together with the coin they stand for. */
  groupVariants: z.boolean(),
  /** The set that is shown and watched; the first one where it is not there. */
  activeTargetSet: z.string().max(60),
  /** Tell when a class of the active targets leaves its band. */
  driftAlerts: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;

export const DEFAULT_SETTINGS: Settings = {
  refreshMinutes: 1,
  quoteCurrency: 'USD',
  theme: 'system',
  gainColors: 'green-red',
  privacy: false,
  hideDust: true,
  dustBelowUsd: '1',
  groupVariants: false,
  activeTargetSet: '',
  driftAlerts: true,
};

export const SETTING_KEYS = settingsSchema.keyof().options;

/** What is stored, as far as this version understands it. */
export interface UnderstoodSettings {
  /** With the default of each key that is not stored, or not understood. */
  readonly settings: Settings;
  /** Stored keys whose name or value a newer version must have written; they are kept as they are. */
  readonly notUnderstood: readonly string[];
}

/** @param stored values by key, as they are in the database */
export function understandSettings(stored: Readonly<Record<string, unknown>>): UnderstoodSettings {
  const understood: Record<string, unknown> = { ...DEFAULT_SETTINGS };
  const notUnderstood: string[] = [];
  for (const [key, value] of Object.entries(stored)) {
    const parsed = settingsSchema.partial().safeParse({ [key]: value });
    if (parsed.success) Object.assign(understood, parsed.data);
    else notUnderstood.push(key);
  }
  return { settings: settingsSchema.parse(understood), notUnderstood };
}
