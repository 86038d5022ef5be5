import type { AssetId } from '../../../shared/assets/asset';
import type { VenueId } from '../../../shared/base/ids';
import type { Instant } from '../../../shared/base/failure';
import type { Price, PriceClaim } from '../../../shared/pricing/price';
import { KEEP_LOST_MS, RATE_FRESH_MS } from '../../../shared/pricing/price-limits';
import type { ProtocolRate } from '../../../shared/pricing/price-paths';

type Unpriced = Extract<Price, { kind: 'unpriced' }>;
/** A price that rests on what is told, so that it may be told no longer. */
type CurrentPrice = Extract<Price, { kind: 'market' | 'peg-assumed' }>;

/** A venue that gave no prices for so long leaves stale ones behind. */
const STALE_AFTER_MS = 60_000;

/**
 * What counts where nothing makes a price now. A market that cannot be asked, or went thin, leaves its last
 * price standing for a day, marked as stale: no fall in value. After that it is claimed only, as it is while a
 * market is disputed: the price from before is as doubtful then as the one that it makes now.
 * @param before what counted last
 */
export function keptPrice(before: Price | undefined, now: Unpriced, at: Instant): Price {
  if (now.reason === 'disputed') return now;
  if (before?.kind === 'market' || before?.kind === 'peg-assumed') {
    const staleSince = before.staleSince ?? before.at;
    const isLost = now.reason !== 'not-loaded' && at - staleSince > KEEP_LOST_MS;
    if (!isLost) return { ...before, staleSince };
    return withClaim(now, { usd: before.usd, at: staleSince });
  }
  return before?.kind === 'unpriced' ? withClaim(now, before.claim) : now;
}

function withClaim(price: Unpriced, claim: PriceClaim | undefined): Unpriced {
  return claim === undefined ? price : { ...price, claim };
}

/**
 * What counts where only an assumed peg makes a price now, as of a coin that is traded against a stablecoin
 * alone: for a day the last that markets made.
 */
export function keptOverPeg(
  before: Extract<Price, { kind: 'market' }>,
  peg: CurrentPrice,
  at: Instant,
): Price {
  const staleSince = before.staleSince ?? before.at;
  return at - staleSince > KEEP_LOST_MS ? peg : { ...before, staleSince };
}

export interface Sources {
  /** When a venue last gave prices; `undefined` where it is not asked. */
  readonly lastGoodAt: (venue: VenueId) => Instant | undefined;
  /** What protocols told last. */
  readonly rates: () => ReadonlyMap<AssetId, ProtocolRate>;
}

/** Marks a price that leads over a venue, or a protocol's rate, which nobody has told for a while. */
export function withStaleness(
  price: CurrentPrice,
  { lastGoodAt, rates }: Sources,
  now: Instant,
): CurrentPrice {
  const silent = price.path.flatMap(({ venue, basis, from }) => {
    const goodAt = Math.min(now, lastGoodAt(venue) ?? now);
    const rateAt = basis === 'protocol' ? Math.min(now, rates().get(from)?.at ?? now) : now;
    return [
      ...(now - goodAt > STALE_AFTER_MS ? [goodAt] : []),
      ...(now - rateAt > RATE_FRESH_MS ? [rateAt] : []),
    ];
  });
  if (silent.length === 0) return price;
  return { ...price, staleSince: Math.min(price.staleSince ?? now, ...silent) };
}
