import type { AssetId } from '../../../shared/assets/asset';
import { knownAsset } from '../../../shared/assets/asset-registry';
import { ONE, toPrice, type Decimal } from '../../../shared/base/decimal';
import type { VenueId } from '../../../shared/base/ids';
import type { Instant } from '../../../shared/base/failure';
import type { Price, PriceHop } from '../../../shared/pricing/price';
import type { Edge } from '../../../shared/pricing/price-edge';
import { CLAIM_LASTS_MS, KEEP_LOST_MS } from '../../../shared/pricing/price-limits';
import type { LastMarket } from '../../../shared/pricing/price-path';

type Known = Omit<LastMarket, 'stands'>;

/**
 * The last that markets made of each stablecoin, gathered from prices: a stablecoin's own, and those that lead
 * over it. Without it a coin that lost its peg would be back at it as soon as its dollar market cannot be asked.
 */
export class LastMarkets {
  readonly #known = new Map<AssetId, Known>();

  /** @param assetOf the asset that a code is at a venue */
  constructor(private readonly assetOf: (venue: VenueId, code: string) => AssetId) {}

  clear(): void {
    this.#known.clear();
  }

  /** Takes what a price that counts, or counted last, tells of the stablecoins in it. */
  note(asset: AssetId, price: Price | undefined): void {
    if (price?.kind === 'unpriced' && price.claim !== undefined && isStablecoin(asset))
      this.#take(asset, { usd: price.claim.usd, edges: [], since: price.claim.at });
    // Most prices lead over none, and all of them come by here at each publishing.
    if (price?.kind !== 'market' || !price.path.some((hop) => this.#isOfStablecoin(hop))) return;
    let usd: Decimal | undefined = ONE;
    let edges: readonly Edge[] = [];
    for (const hop of [...price.path].reverse()) {
      usd = usd && toPrice(usd.times(hop.rate));
      edges = [this.#edgeOf(hop), ...edges];
      const from = edges[0]?.from;
      if (usd === undefined || from === undefined || !isStablecoin(from)) continue;
      this.#take(from, { usd, edges, since: Math.min(...edges.map((edge) => edge.hop.at)) });
    }
  }

  /**
   * What is known last, and whether it stands: for a day, or for as long as one of its venues was not reached.
   * What was lost more than thirty days ago says nothing any more.
   * @param isUnreached a venue in use that has given no prices in this run
   */
  at(now: Instant, isUnreached: (venue: VenueId) => boolean): ReadonlyMap<AssetId, LastMarket> {
    const last = new Map<AssetId, LastMarket>();
    for (const [asset, known] of this.#known) {
      const age = now - known.since;
      const isUnasked = known.edges.some(({ hop }) => isUnreached(hop.venue));
      const stands = known.edges.length > 0 && (isUnasked || age <= KEEP_LOST_MS);
      if (stands || age <= CLAIM_LASTS_MS) last.set(asset, { ...known, stands });
    }
    return last;
  }

  #take(asset: AssetId, next: Known): void {
    const known = this.#known.get(asset);
    if (known === undefined || next.since > known.since) this.#known.set(asset, next);
  }

  #isOfStablecoin({ venue, from }: PriceHop): boolean {
    return isStablecoin(this.assetOf(venue, from));
  }

  #edgeOf(hop: PriceHop): Edge {
    return { hop, from: this.assetOf(hop.venue, hop.from), to: this.assetOf(hop.venue, hop.to) };
  }
}

function isStablecoin(asset: AssetId): boolean {
  return knownAsset(asset)?.kind === 'stablecoin';
}
