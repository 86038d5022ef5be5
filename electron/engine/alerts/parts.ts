import type { VenueId } from '../../../shared/base/ids';
import { CapWatch, type CapWatchOptions } from './cap-watch';
import type { NoticeBoard } from './notice-board';
import { capWords } from './notice-words';

export interface AlertsNeeds extends Omit<CapWatchOptions, 'onCrossed'> {
  readonly notices: NoticeBoard;
  readonly venueNameOf: (venue: VenueId) => string;
}

/** Watches how much is at one venue, and raises a notice where it is more than the user wants. */
export function createCapWatch({ notices, venueNameOf, ...options }: AlertsNeeds): CapWatch {
  return new CapWatch({
    ...options,
    onCrossed: ({ venue, percent, capPercent }) =>
      notices.raise(
        'warning',
        capWords(venueNameOf(venue), percent.toDecimalPlaces(1).toString(), capPercent.toString()),
      ),
  });
}
