import { z } from 'zod';
import { tryDecimal } from '../base/decimal';
import { positiveDecimalText } from '../settings/settings';
import { codeSchema, noteSchema, venueIdSchema } from '../base/text-schemas';

/**
 * The rows that the user makes, as they are stored. All are strict: a field that this version does not know
 * is the mark of a newer one, whose row is kept and never used as if it were understood.
 */

export const priceOverrideSchema = z.strictObject({
  /** The asset whose price it sets, on every venue. */
  asset: codeSchema(200),
  usd: positiveDecimalText,
});
export type PriceOverride = z.infer<typeof priceOverrideSchema>;

/** What the user decided about a token that is on no list. */
export const tokenDecisionSchema = z.strictObject({
  asset: codeSchema(200),
  decision: z.enum(['accepted', 'spam']),
});
export type TokenDecision = z.infer<typeof tokenDecisionSchema>;

/** The user's word that what one venue calls so, or one token, is another asset than was taken. */
export const assetOverrideSchema = z.strictObject({
  venue: venueIdSchema,
  /** The venue's common code, or the CAIP-19 id of a token. */
  code: codeSchema(200),
  asset: codeSchema(200),
});
export type AssetOverride = z.infer<typeof assetOverrideSchema>;

/** The most of the total, in percent, that the user wants at one venue. */
export const venueCapSchema = z.strictObject({
  venue: venueIdSchema,
  percent: positiveDecimalText.refine((text) => Number(text) <= 100, 'A cap is at most 100 %.'),
});
export type VenueCap = z.infer<typeof venueCapSchema>;

/** The fields of it that the user types. */
export const manualHoldingSchema = z.strictObject({
  /** The common code of the asset: `EUR`, `BTC`. */
  code: z
    .string()
    .trim()
    .regex(/^[A-Za-z0-9][A-Za-z0-9.$_-]{0,29}$/, 'Give the code of the asset, such as EUR or BTC.'),
  /** Negative for what is owed. */
  amount: z
    .string()
    .max(60)
    .regex(/^-?\d+(\.\d+)?$/, 'Give a plain number such as 1234.56.')
    .refine((text) => tryDecimal(text) !== undefined, 'This number has too many digits.'),
  note: noteSchema(200).optional(),
});
export type ManualHolding = z.infer<typeof manualHoldingSchema>;

/** Something that only the user knows of: cash at a bank, a deal that is not settled yet. */
export const manualHoldingRecordSchema = manualHoldingSchema.extend({
  id: codeSchema(160),
  connectionId: codeSchema(100),
});
export type ManualHoldingRecord = z.infer<typeof manualHoldingRecordSchema>;

/** Whether a class was outside its band. `toldAt` is absent for one that was never reported, since alerts were off. */
export const driftAlertEntrySchema = z.strictObject({
  targetSet: z.string().max(60),
  classId: z.string().max(260),
  outside: z.boolean(),
  toldAt: z.number().int().optional(),
});
export type DriftAlertEntry = z.infer<typeof driftAlertEntrySchema>;
