import { z } from 'zod';
import { codeSchema } from '../base/text-schemas';

/** Unused addresses in a row that end the search, unless the user says another number (BIP-44). */
export const USUAL_GAP_LIMIT = 20;
export const MOST_GAP_LIMIT = 1000;
/** Days back that are looked through for tokens on no list, unless the user says another number. */
export const USUAL_TOKEN_DAYS = 1;
/** More than any chain is old: all of it. */
export const ALL_TOKEN_DAYS = 36_500;

/** How far one wallet is looked through. What is left out is as usual. */
export const walletSearchSchema = z.strictObject({
  connectionId: codeSchema(100),
  gapLimit: z
    .number()
    .int('Give a whole number.')
    .min(1, 'Look at one unused address at least.')
    .max(MOST_GAP_LIMIT, `At most ${MOST_GAP_LIMIT} unused addresses are looked at.`)
    .optional(),
  tokenDays: z
    .number()
    .int('Give a whole number.')
    .min(1, 'Look back one day at least.')
    .max(ALL_TOKEN_DAYS, 'No chain is that old.')
    .optional(),
});
export type WalletSearch = z.infer<typeof walletSearchSchema>;
