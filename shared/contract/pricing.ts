import { z } from 'zod';
import { venueIdSchema, codeSchema } from '../base/text-schemas';
import { priceOverrideSchema } from '../records/record-bodies';
import type { RecordsPatch } from '../records/records-view';
import { call } from './call';

export const pricingCalls = {
  /** Gives an asset a price by hand, which comes before every market's. */
  setPriceOverride: call(priceOverrideSchema).returns<RecordsPatch>(),
  /** Takes that back: the markets' price counts again. */
  removePriceOverride: call(z.strictObject({ asset: codeSchema(200) })).returns<RecordsPatch>(),
  /** Takes the price that a market jumped to. */
  acceptPrice: call(
    z.strictObject({ venue: venueIdSchema, code: codeSchema(200) }),
  ).returns<void>(),
} as const;
