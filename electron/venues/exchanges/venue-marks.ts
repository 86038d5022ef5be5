import type { VenueId } from '../../../shared/base/ids';
import { BUILT_IN_CHAINS } from '../../../shared/chains/chains';
import { venueDefinitions } from './venues';

/** What a venue is shown by: its name, and its colour where its definition picks one. */
export interface VenueMark {
  readonly name: string;
  /** Which `--category-` of the page's tokens.css. */
  readonly hue?: number;
}

/**
 * The marks of all venues, by id. The build puts them into the page (`tools/build/venue-marks.ts`), which
 * paints a portfolio before main has told which venues there are.
 */
export const venueMarks: Readonly<Record<VenueId, VenueMark>> = Object.fromEntries([
  ...[...venueDefinitions].map(([id, { info, hue }]): [VenueId, VenueMark] => [
    id,
    { name: info.name, ...(hue === undefined ? {} : { hue }) },
  ]),
  ...BUILT_IN_CHAINS.map(({ id, name }): [VenueId, VenueMark] => [id, { name }]),
]);
