import type { VenueId } from '../../../shared/base/ids';
import { contradictionWords, jumpWords } from './notice-words';
import { PriceFeed } from './price-feed';
import type { PriceFeedOptions } from './price-feed-options';

export interface PricingNeeds extends Omit<PriceFeedOptions, 'onJump' | 'onContradiction'> {
  readonly warn: (text: string) => void;
  readonly venueNameOf: (venue: VenueId) => string;
}

/** Prices of what is held; what is odd about one is said. */
export function createPriceFeed({ warn, venueNameOf, ...options }: PricingNeeds): PriceFeed {
  const codeOf = (venue: VenueId, code: string): string =>
    options.identity.assetOf(venue, code).code;
  return new PriceFeed({
    ...options,
    onJump: (venue, code) => warn(jumpWords(codeOf(venue, code), venueNameOf(venue))),
    onContradiction: (venue, code, outcome) =>
      warn(contradictionWords(codeOf(venue, code), venueNameOf(venue), outcome)),
  });
}
