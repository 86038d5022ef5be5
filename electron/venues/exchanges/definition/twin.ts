import type { VenueInfo } from '../../../../shared/portfolio/venue';
import type { VenueDefinition } from './venue-definition';

/** What a twin says itself: who it is, its file of ccxt, and whatever is otherwise there. */
export type TwinParts = Partial<Omit<VenueDefinition, 'info' | 'load'>> & {
  readonly info: VenueInfo;
  readonly load: VenueDefinition['load'];
};

/**
 * A venue that speaks the API of another one, as its branches in other countries do. It has all of the
 * original but what it says itself, and never its colour, since both may be in one chart.
 */
export function twinOf(original: VenueDefinition, own: TwinParts): VenueDefinition {
  return { ...original, hue: undefined, ...own };
}
