import { ZERO, type Decimal } from '../base/decimal';
import type { VenueId } from '../base/ids';
import { isFar } from './price-edge';
import { HEARD_SHARE, LEAST_VENUES, LEAST_VOLUME_USD, LIQUID_USD } from './price-limits';
import { isBetter, mostLiquid, type Path } from './price-path';

/** What each venue says of an asset by its best path, of those that trade enough to be witnesses. */
export function witnesses(paths: readonly Path[], except?: VenueId): readonly Path[] {
  const best = new Map<VenueId, Path>();
  for (const path of paths) {
    const venue = path.edges[0]?.hop.venue;
    if (venue === undefined || venue === except) continue;
    if (path.volumeUsd.lessThan(LEAST_VOLUME_USD)) continue;
    const known = best.get(venue);
    if (known === undefined || isBetter(path, known)) best.set(venue, path);
  }
  return [...best.values()];
}

/** Half of what is traded is traded at this price or less; the lower one where two halves meet. */
export function weightedMedian(paths: readonly Path[]): Path | undefined {
  const sorted = [...paths].sort((one, other) => one.usd.comparedTo(other.usd));
  const half = volumeOf(sorted).dividedBy(2);
  let below = ZERO;
  return sorted.find(({ volumeUsd }) => {
    below = below.plus(volumeUsd);
    return below.greaterThanOrEqualTo(half);
  });
}

export type Verdict =
  /** No other venue contradicts it. */
  | { readonly kind: 'agreed' }
  /** It contradicts others that agree among themselves: their median counts meanwhile. */
  | { readonly kind: 'overruled'; readonly by: Path; readonly venues: number }
  /** It contradicts others that do not suffice to say what is right. */
  | { readonly kind: 'disputed' };

/**
 * Whether a venue's own price of an asset can be believed beside those of other venues.
 * @param others the best path of each other venue, by {@link witnesses}
 */
export function judgePath(own: Path, others: readonly Path[]): Verdict {
  const median = weightedMedian(others);
  if (median === undefined || !isFar(own.usd, median.usd)) return { kind: 'agreed' };
  const agreeing = others.filter(({ usd }) => !isFar(usd, median.usd));
  if (!isHeard(own, others, agreeing)) return { kind: 'agreed' };
  const near = others.filter(({ usd }) => !isFar(usd, own.usd));
  const [against, behind] = [liquidIn(agreeing), liquidIn([own, ...near])];
  const middle = weightedMedian([own, ...others]);
  const isWhereMostIsTraded = middle !== undefined && !isFar(own.usd, middle.usd);
  // Where as many stand by it as against it, that decides which of both counts, at all of these venues.
  const isOutnumbered =
    near.length === 0 || against > behind || (against === behind && !isWhereMostIsTraded);
  if (agreeing.length >= LEAST_VENUES && isOutnumbered)
    return { kind: 'overruled', by: median, venues: agreeing.length };
  // The others contradict each other, too: where most is traded decides, or most liquid venues, if not alone.
  const hasMostVenues = behind >= LEAST_VENUES && near.length + 1 > others.length - near.length;
  const isSupported =
    others.length >= LEAST_VENUES && near.length > 0 && (isWhereMostIsTraded || hasMostVenues);
  return isSupported ? { kind: 'agreed' } : { kind: 'disputed' };
}

/**
 * Whether others trade enough to contradict a market. A venue may claim to trade any amount: liquid markets of
 * several venues that agree are heard whatever it claims.
 */
function isHeard(own: Path, others: readonly Path[], agreeing: readonly Path[]): boolean {
  const heard = own.volumeUsd.times(HEARD_SHARE);
  return liquidIn(agreeing) >= LEAST_VENUES || volumeOf(others).greaterThanOrEqualTo(heard);
}

function liquidIn(paths: readonly Path[]): number {
  return paths.filter(({ volumeUsd }) => volumeUsd.greaterThanOrEqualTo(LIQUID_USD)).length;
}

/**
 * The best path of an asset that has no market of its own: of those that do not contradict the median of
 * all venues. `disputed` where two venues contradict each other and neither trades ten times the other.
 */
export function believablePath(paths: readonly Path[]): Path | 'disputed' | undefined {
  const venues = witnesses(paths);
  if (venues.length < 2) return mostLiquid(paths);
  const heaviest = weightedMedian(venues);
  if (heaviest === undefined) return mostLiquid(paths);
  const verdict = judgePath(
    heaviest,
    venues.filter((venue) => venue !== heaviest),
  );
  const median = verdict.kind === 'overruled' ? verdict.by : heaviest;
  const against = venues.filter(({ usd }) => isFar(usd, median.usd));
  if (venues.length === 2 && against.length > 0) {
    const heard = median.volumeUsd.times(HEARD_SHARE);
    if (volumeOf(against).greaterThanOrEqualTo(heard)) return 'disputed';
  }
  return mostLiquid(paths.filter(({ usd }) => !isFar(usd, median.usd)));
}

function volumeOf(paths: readonly Path[]): Decimal {
  let sum = ZERO;
  for (const { volumeUsd } of paths) sum = sum.plus(volumeUsd);
  return sum;
}
