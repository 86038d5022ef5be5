import { Decimal, ZERO } from '../base/decimal';
import type { VenueId } from '../base/ids';

export interface CapState {
  readonly venue: VenueId;
  /** The most of the total that the user wants there, in percent. */
  readonly capPercent: Decimal;
  /** What is there now, in percent of the total. */
  readonly percent: Decimal;
  readonly crossed: boolean;
}

/** Below the cap by so many points before it counts as kept again, so that a price at the edge is calm. */
const HYSTERESIS_POINTS = new Decimal('0.5');

/**
 * How each capped venue stands. Shares are of the net total; there are none while that is not positive.
 * @param crossedBefore venues that were over their cap: they stay so until clearly below it
 */
export function capStates(
  byVenue: ReadonlyMap<VenueId, Decimal>,
  totalUsd: Decimal,
  caps: readonly { readonly venue: VenueId; readonly percent: string }[],
  crossedBefore: ReadonlySet<VenueId>,
): readonly CapState[] {
  if (!totalUsd.greaterThan(0)) return [];
  return caps.map(({ venue, percent }) => {
    const capPercent = new Decimal(percent);
    const share = (byVenue.get(venue) ?? ZERO).times(100).dividedBy(totalUsd);
    const limit = crossedBefore.has(venue) ? capPercent.minus(HYSTERESIS_POINTS) : capPercent;
    return { venue, capPercent, percent: share, crossed: share.greaterThan(limit) };
  });
}
