import { z } from 'zod';
import type { HistorySeries } from '../history/series';
import { settingsSchema } from '../settings/settings';
import { ask } from './call';

export const historyRangeSchema = z.enum(['1D', '1W', '1M', '3M', 'YTD', '1Y', 'ALL']);
export type HistoryRange = z.infer<typeof historyRangeSchema>;

export const historyCalls = {
  /** Recorded totals of a range, in at most so many buckets, with what joined and left. */
  getHistory: ask(
    z.strictObject({
      range: historyRangeSchema,
      maxPoints: z.number().int().min(2).max(2000),
      /** What the totals are wanted in; dollars where absent. */
      currency: settingsSchema.shape.quoteCurrency.optional(),
    }),
  ).returns<HistorySeries>(),
} as const;
