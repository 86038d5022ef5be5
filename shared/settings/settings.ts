import { z } from 'zod';

/** Positive decimal text, as a price or a limit that the user typed. */
export const positiveDecimalText = z
  .string()
  .max(60)
  .regex(/^\d+(\.\d+)?$/, 'Give a plain number such as 1234.56.')
  .refine((text) => /[1-9]/.test(text), 'Give a number above zero.');

export const priceOverrideSchema = z.strictObject({
  /** The asset whose price it sets, on every venue. */
  asset: z.string().min(1).max(200),
  usd: positiveDecimalText,
});
export type PriceOverride = z.infer<typeof priceOverrideSchema>;

export const settingsSchema = z.strictObject({
  refreshMinutes: z.number().int().min(1).max(60),
  quoteCurrency: z.enum(['USD', 'EUR', 'GBP', 'BTC']),
  theme: z.enum(['system', 'light', 'dark']),
  gainColors: z.enum(['green-red', 'blue-orange']),
  privacy: z.boolean(),
  hideDust: z.boolean(),
  /** Holdings worth less than this are dust. */
  dustBelowUsd: positiveDecimalText,
  priceOverrides: z.array(priceOverrideSchema).max(1000),
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
  priceOverrides: [],
};
