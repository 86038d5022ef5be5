import { z } from 'zod';
import { tryDecimal } from '../money/decimal';
import { targetSetSchema, type TargetSet } from '../portfolio/rebalancing/targets';
import { codeSchema, nameSchema, noteSchema } from '../text/text-schemas';
import { isAllowedEndpoint } from './endpoint-url';
import { ticketRecordsSchema } from './ticket-record';

/** Positive decimal text, as a price or a limit that the user typed. */
export const positiveDecimalText = z
  .string()
  .max(60)
  .regex(/^\d+(\.\d+)?$/, 'Give a plain number such as 1234.56.')
  .refine((text) => /[1-9]/.test(text), 'Give a number above zero.');

export const priceOverrideSchema = z.strictObject({
  /** The asset whose price it sets, on every venue. */
  asset: codeSchema(200),
  usd: positiveDecimalText,
});
export type PriceOverride = z.infer<typeof priceOverrideSchema>;

/** A chain's server: https anywhere, plain http only where nobody is in between. */
export const endpointUrl = z
  .string()
  .trim()
  .max(2000)
  .refine(
    isAllowedEndpoint,
    'Use https, or http for a server on this machine or in your own network.',
  );

export const venueIdSchema = z
  .string()
  .regex(/^[a-z0-9]{2,40}$/)
  // A name that every object has is no venue's, and would be found in any table of venues.
  .refine((id) => !(id in Object.prototype));

export const customChainSchema = z.strictObject({
  id: z.string().regex(/^evm[1-9]\d{0,14}$/),
  name: nameSchema(40, 'Give the chain a name.'),
  chainId: z.number().int().positive(),
  /** The common code of its own coin. */
  nativeCode: z
    .string()
    .trim()
    .regex(/^[A-Z0-9]{1,12}$/, 'Give the code of its coin, such as ETH.'),
  endpoints: z.array(endpointUrl).min(1, 'Give at least one server.').max(10),
});
export type CustomChain = z.infer<typeof customChainSchema>;

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

/** Something that only the user knows of: cash at a bank, a deal that is not settled yet. */
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

/** `toldAt` is absent for one that was never told of, since alerts were off. */
export const driftAlertEntrySchema = z.strictObject({
  targetSet: z.string().max(60),
  classId: z.string().max(260),
  outside: z.boolean(),
  toldAt: z.number().int().optional(),
});

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
  assetOverrides: z.array(assetOverrideSchema).max(1000),
  tokenDecisions: z.array(tokenDecisionSchema).max(10_000),
  addedTokens: z
    .array(z.strictObject({ venue: venueIdSchema, contract: z.string().min(1).max(100) }))
    .max(1000),
  /** Servers to ask about a chain instead of the public ones. */
  chainEndpoints: z
    .array(z.strictObject({ venue: venueIdSchema, urls: z.array(endpointUrl).min(1).max(10) }))
    .max(100),
  customChains: z.array(customChainSchema).max(50),
  venueCaps: z.array(venueCapSchema).max(200),
  /** What is in each manual connection. */
  manualHoldings: z
    .array(
      z.strictObject({
        connectionId: z.string().min(1).max(100),
        holdings: z.array(manualHoldingSchema).max(2000),
      }),
    )
    .max(200),
  /** Wrapped and staked variants are shown together with the coin they stand for. */
  groupVariants: z.boolean(),
  targetSets: z.array(targetSetSchema).max(50),
  /** The set that is shown and watched; the first one where it is not there. */
  activeTargetSet: z.string().max(60),
  /** Tell when a class of the active targets leaves its band. */
  driftAlerts: z.boolean(),
  /** Which classes were outside their band, and when that was last told. */
  driftAlertLog: z.array(driftAlertEntrySchema).max(2000),
  /** Rebalancing tickets of which something is done. */
  rebalanceTickets: ticketRecordsSchema,
});
export type Settings = z.infer<typeof settingsSchema>;

/** The set of targets that is shown and watched; `undefined` while there is none. */
export function activeTargetSet({
  targetSets,
  activeTargetSet: id,
}: Pick<Settings, 'targetSets' | 'activeTargetSet'>): TargetSet | undefined {
  return targetSets.find((set) => set.id === id) ?? targetSets[0];
}

export const DEFAULT_SETTINGS: Settings = {
  refreshMinutes: 1,
  quoteCurrency: 'USD',
  theme: 'system',
  gainColors: 'green-red',
  privacy: false,
  hideDust: true,
  dustBelowUsd: '1',
  priceOverrides: [],
  assetOverrides: [],
  tokenDecisions: [],
  addedTokens: [],
  chainEndpoints: [],
  customChains: [],
  venueCaps: [],
  manualHoldings: [],
  groupVariants: false,
  targetSets: [],
  activeTargetSet: '',
  driftAlerts: true,
  driftAlertLog: [],
  rebalanceTickets: [],
};
