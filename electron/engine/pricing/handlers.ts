import type { HandlersOf } from '../../../shared/contract/contract';
import type { pricingCalls } from '../../../shared/contract/pricing';
import { succeed } from '../../../shared/base/failure';
import type { UserRecords } from '../records/user-records';
import type { PriceFeed } from './price-feed';

/** What the user says of prices. */
export function pricingHandlers(
  prices: Pick<PriceFeed, 'acceptJump'>,
  userRecords: UserRecords,
): HandlersOf<typeof pricingCalls> {
  return {
    setPriceOverride: (override) => userRecords.setPriceOverride(override),
    removePriceOverride: ({ asset }) => userRecords.removePriceOverride(asset),
    acceptPrice: ({ venue, code }) => succeed(prices.acceptJump(venue, code)),
  };
}
