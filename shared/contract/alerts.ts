import { venueCapSchema } from '../records/record-bodies';
import type { RecordsPatch } from '../records/records-view';
import { ask, call, nothing } from './call';
import type { Notice } from './notice';

export const alertsCalls = {
  /** What was raised so far, also before the page was there. */
  getNotices: ask(nothing).returns<readonly Notice[]>(),
  /** Caps a venue's share of the total in percent; `percent: undefined` takes the cap away. */
  setVenueCap: call(
    venueCapSchema.extend({ percent: venueCapSchema.shape.percent.optional() }),
  ).returns<RecordsPatch>(),
} as const;
