import type { VenueId } from '../../../shared/base/ids';
import { ALPHANUMERIC, hashText, randomText, seededRandom } from '../world/random';
import type {
  HoldingDefinition,
  KeyDefinition,
  PositionDefinition,
} from '../world/world-definition';
import { simulationOf } from './roster';

/**
 * A read-only key in the venue's own form. The same venue and index give the same key, so a data
 * folder that remembers a demo connection still fits after a restart. They open nothing but the
 * simulation.
 */
export function makeKey(
  venue: VenueId,
  index: number,
  label: string,
  holdings: readonly HoldingDefinition[],
  positions: readonly PositionDefinition[] = [],
): KeyDefinition {
  const random = seededRandom(hashText(`${venue} key ${index}`));
  const parts = simulationOf(venue).keyParts({
    text: (length) => randomText(random, length, ALPHANUMERIC),
    hexadecimal: (length) => randomText(random, length, '0123456789abcdef'),
  });
  return {
    ...{ label, canTrade: false, canWithdraw: false, addresses: [], holdings, positions },
    ...parts,
  };
}
