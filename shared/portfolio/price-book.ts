import { AssetRegistry } from '../money/asset-registry';
import { ONE, toPrice, type Decimal } from '../money/decimal';
import type { VenueId } from './balance';
import type { Instant } from './failure';
import type { Price, Ticker, UnpricedReason } from './price';
import { BRIDGES, edgesOf, market, MONEY, rank, type Edge } from './price-edge';
import { DOLLAR, mostLiquid, pegOf, prepend, toPriceOf, type Path } from './price-path';

const MOST_HOPS = 3;

/**
 * Dollar prices from venue tickers. A code is priced by its own venue's markets first; only if none of
 * them leads to dollars, and the code means the same asset everywhere, by other venues' markets. Dollars
 * are reached through real markets (USDT/USD ...); a stablecoin's peg is assumed only when there is
 * none, and said. At most three hops, the most liquid path.
 */
export class PriceBook {
  readonly #byVenue = new Map<VenueId, ReadonlyMap<string, Ticker>>();
  /** Edges that leave a code at a venue. */
  #edges = new Map<VenueId, Map<string, Edge[]>>();
  #bridges: ReadonlyMap<string, Path> | undefined;

  constructor(private registry: AssetRegistry = new AssetRegistry()) {}

  /** Takes other identities of codes from now on. */
  setRegistry(registry: AssetRegistry): void {
    this.registry = registry;
  }

  /** Replaces all tickers of a venue, as one full reading gives them. */
  replace(venue: VenueId, tickers: Iterable<Ticker>): void {
    this.#byVenue.set(venue, new Map([...tickers].map((ticker) => [market(ticker), ticker])));
    this.#index(venue);
  }

  /** Adds or replaces single tickers, as a stream gives them. */
  update(tickers: Iterable<Ticker>): void {
    const changed = new Map<VenueId, Map<string, Ticker>>();
    for (const ticker of tickers) {
      let merged = changed.get(ticker.venue);
      if (merged === undefined) {
        merged = new Map(this.#byVenue.get(ticker.venue));
        changed.set(ticker.venue, merged);
      }
      merged.set(market(ticker), ticker);
    }
    for (const [venue, merged] of changed) {
      this.#byVenue.set(venue, merged);
      this.#index(venue);
    }
  }

  /** Forgets a venue, when its last connection is removed. */
  forget(venue: VenueId): void {
    this.#byVenue.delete(venue);
    this.#edges.delete(venue);
    this.#bridges = undefined;
  }

  /** The state of one market, if it is among those that price something. */
  ticker(venue: VenueId, base: string, quote: string): Ticker | undefined {
    return this.#byVenue.get(venue)?.get(market({ base, quote }));
  }

  has(venue: VenueId): boolean {
    return this.#byVenue.has(venue);
  }

  /** Dollars for one unit of a venue's code, with its provenance. `now` stamps prices without a hop. */
  price(venue: VenueId, code: string, now: Instant): Price {
    if (code === 'USD') return { kind: 'market', usd: ONE, path: [], at: now, usd24hAgo: ONE };
    const found = this.#best(venue, code);
    if (found === undefined) return { kind: 'unpriced', reason: this.#whyUnpriced(venue, code) };
    const usd24hAgo = found.usd24hAgo ?? this.#movedLike(venue, code, found.usd);
    return toPriceOf(found, now, usd24hAgo);
  }

  /**
   * The price a day ago of a code whose own markets do not tell: as far from `usd` as other venues'
   * markets of the same asset have moved.
   */
  #movedLike(venue: VenueId, code: string, usd: Decimal): Decimal | undefined {
    const edges = this.#edgesOfAsset(venue, code);
    const told = this.#extend(edges, this.#bridgePaths()).filter(
      (path) => path.usd24hAgo !== undefined,
    );
    const path = mostLiquid(told);
    if (path?.usd24hAgo === undefined) return undefined;
    return toPrice(usd.times(path.usd24hAgo).dividedBy(path.usd));
  }

  #best(venue: VenueId, code: string): Path | undefined {
    const bridges = this.#bridgePaths();
    const ownEdges = this.#edges.get(venue)?.get(code) ?? [];
    // Money's own dollar market says more than a detour over another currency at the same venue.
    const direct = ownEdges.filter(({ hop }) => rank(code) > MONEY || hop.to === 'USD');
    const own = mostLiquid(this.#extend(direct, bridges));
    if (isReal(own)) return own;
    const everywhere = this.#anywhere(venue, code, bridges);
    if (isReal(everywhere)) return everywhere;
    const detour = mostLiquid(this.#extend(ownEdges, bridges));
    if (isReal(detour)) return detour;
    const assetCode = this.registry.assetOf(venue, code).id;
    return own ?? pegOf(assetCode) ?? everywhere ?? detour;
  }

  #anywhere(venue: VenueId, code: string, bridges: ReadonlyMap<string, Path>): Path | undefined {
    // Ids of known assets are their codes, and bridges mean the same on every venue.
    const bridge = bridges.get(this.registry.assetOf(venue, code).id);
    if (bridge !== undefined) return bridge;
    return mostLiquid(this.#extend(this.#edgesOfAsset(venue, code), bridges));
  }

  /** Edges that leave the asset that a code is, at every venue, by whatever code it has there. */
  #edgesOfAsset(venue: VenueId, code: string): Edge[] {
    const asset = this.registry.assetOf(venue, code);
    return [...this.#edges].flatMap(([place, byCode]) =>
      this.registry.codesOf(place, asset).flatMap((one) => byCode.get(one) ?? []),
    );
  }

  /** Paths that begin with one of the edges and go on by the best path of the bridge they lead to. */
  #extend(edges: readonly Edge[], bridges: ReadonlyMap<string, Path>): Path[] {
    const paths: Path[] = [];
    for (const edge of edges) {
      const rest = edge.hop.to === 'USD' ? DOLLAR : bridges.get(edge.hop.to);
      if (rest === undefined || rest.edges.length >= MOST_HOPS) continue;
      if (rest.edges.some(({ hop }) => hop.to === edge.hop.from)) continue;
      const path = prepend(edge, rest);
      if (path !== undefined) paths.push(path);
    }
    return paths;
  }

  /** The best path of each bridge: a direct dollar market, else over one or two other bridges, else its peg. */
  #bridgePaths(): ReadonlyMap<string, Path> {
    if (this.#bridges !== undefined) return this.#bridges;
    let known = new Map<string, Path>([['USD', DOLLAR]]);
    for (let hops = 1; hops < MOST_HOPS; hops += 1) known = this.#oneHopMore(known);
    for (const code of BRIDGES) {
      const peg = known.has(code) ? undefined : pegOf(code);
      if (peg !== undefined) known.set(code, peg);
    }
    for (let hops = 1; hops < MOST_HOPS; hops += 1) known = this.#oneHopMore(known);
    this.#bridges = known;
    return known;
  }

  #oneHopMore(known: ReadonlyMap<string, Path>): Map<string, Path> {
    const next = new Map(known);
    for (const code of BRIDGES) {
      if (known.has(code)) continue;
      const edges = [...this.#edges.values()].flatMap((byCode) => byCode.get(code) ?? []);
      const best = mostLiquid(this.#extend(edges, known));
      if (best !== undefined) next.set(code, best);
    }
    return next;
  }

  #whyUnpriced(venue: VenueId, code: string): UnpricedReason {
    const tickers = this.#byVenue.get(venue);
    if (tickers === undefined) return 'not-loaded';
    if (![...tickers.values()].some(({ base, quote }) => base === code || quote === code))
      return 'no-market';
    const edges = this.#edges.get(venue)?.get(code) ?? [];
    const leads = edges.some(({ hop }) => this.#bridgePaths().has(hop.to));
    return leads || edges.length === 0 ? 'illiquid' : 'no-path';
  }

  #index(venue: VenueId): void {
    const byCode = new Map<string, Edge[]>();
    for (const ticker of this.#byVenue.get(venue)?.values() ?? []) {
      for (const edge of edgesOf(ticker)) {
        const edges = byCode.get(edge.hop.from);
        if (edges === undefined) byCode.set(edge.hop.from, [edge]);
        else edges.push(edge);
      }
    }
    this.#edges.set(venue, byCode);
    this.#bridges = undefined;
  }
}

/** A path that ends in a real dollar market, not in an assumed peg. */
function isReal(path: Path | undefined): path is Path {
  return path !== undefined && path.assumedPeg === undefined;
}
