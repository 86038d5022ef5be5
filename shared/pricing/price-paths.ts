import type { AssetId } from '../assets/asset';
import { fixedRateOf } from '../assets/fixed-rates';
import type { Decimal } from '../base/decimal';
import type { VenueId } from '../base/ids';
import type { Instant } from '../base/failure';
import type { PriceHop } from './price';
import { believablePath } from './price-agreement';
import { BRIDGES, type Edge } from './price-edge';
import { MOST_HOPS } from './price-limits';
import {
  DOLLAR,
  isBetter,
  isReal,
  marketsOf,
  mostLiquid,
  prepend,
  withoutMarket,
  type LastMarket,
  type Path,
} from './price-path';

/** What the protocol of a staked variant gives for one unit of it, as a chain or a venue told. */
export interface ProtocolRate {
  readonly asset: AssetId;
  readonly to: AssetId;
  /** Units of `to` for one. */
  readonly rate: Decimal;
  /** Who told. */
  readonly venue: VenueId;
  readonly at: Instant;
}

/** What leads from an asset to dollars over the markets of all venues; found when asked for, and kept. */
export class PricePaths {
  #bridges: ReadonlyMap<AssetId, Path> | undefined;
  readonly #found = new Map<AssetId, Path | 'disputed' | undefined>();

  /**
   * @param edgesOf the edges that leave an asset, at every venue
   * @param rates of staked variants
   * @param last what markets made last of stablecoins
   */
  constructor(
    private readonly edgesOf: (asset: AssetId) => readonly Edge[],
    private readonly rates: ReadonlyMap<AssetId, ProtocolRate>,
    private readonly last: ReadonlyMap<AssetId, LastMarket> = new Map(),
  ) {}

  /** The best way to dollars at any venue; `disputed` where two venues contradict each other. */
  anywhere(asset: AssetId): Path | 'disputed' | undefined {
    if (asset === 'USD') return DOLLAR;
    const bridge = this.#bridgePaths().get(asset);
    if (bridge !== undefined) return bridge;
    if (this.#found.has(asset)) return this.#found.get(asset);
    const path = this.#search(asset);
    this.#found.set(asset, path);
    return path;
  }

  /** Paths that begin with one of the edges and go on by the best path of what they lead to. */
  extend(edges: readonly Edge[]): Path[] {
    return extendPaths(edges, (asset) => this.#undisputed(asset));
  }

  /**
   * What an asset is exchanged for without a market, and that asset's way to dollars.
   * @param wayOf where the other asset's way is not the best of all venues
   */
  exchanged(
    asset: AssetId,
    wayOf: (to: AssetId) => Path | undefined = (to) => this.#undisputed(to),
  ): Path | undefined {
    const fixed = fixedRateOf(asset);
    const rate = fixed ?? this.rates.get(asset);
    const rest = rate && wayOf(rate.to);
    if (rate === undefined || rest === undefined) return undefined;
    return prepend(exchangeEdge(asset, rate, fixed?.kind ?? 'protocol', rest), rest);
  }

  #undisputed(asset: AssetId): Path | undefined {
    const path = this.anywhere(asset);
    return path === 'disputed' ? undefined : path;
  }

  #search(asset: AssetId): Path | 'disputed' | undefined {
    const bridges = this.#bridgePaths();
    if (fixedRateOf(asset)?.kind === 'wrapped') {
      const coin = this.exchanged(asset);
      if (coin !== undefined) return coin;
    }
    const paths = extendPaths(this.edgesOf(asset), (to) => bridges.get(to));
    const path = believablePath(paths);
    if (path !== 'disputed' && isReal(path)) return path;
    const exchanged = this.exchanged(asset);
    if (isReal(exchanged)) return exchanged;
    if (path === 'disputed') return path;
    return this.#withoutMarket(asset, bridges) ?? path ?? exchanged;
  }

  /** The best path of each bridge: a direct dollar market, else over another bridge, else its peg. */
  #bridgePaths(): ReadonlyMap<AssetId, Path> {
    if (this.#bridges !== undefined) return this.#bridges;
    let known: ReadonlyMap<AssetId, Path> = new Map([['USD', DOLLAR]]);
    for (let hops = 1; hops < MOST_HOPS; hops += 1) known = this.#oneHopMore(known);
    // A thin dollar market does not outdo a liquid one that is a hop further.
    known = this.#better(known);
    const pegged = new Map(known);
    for (const asset of BRIDGES) {
      const path = known.has(asset) ? undefined : this.#withoutMarket(asset, known);
      if (path !== undefined) pegged.set(asset, path);
    }
    known = pegged;
    for (let hops = 1; hops < MOST_HOPS; hops += 1) known = this.#oneHopMore(known);
    this.#bridges = known;
    return known;
  }

  #withoutMarket(asset: AssetId, known: ReadonlyMap<AssetId, Path>): Path | undefined {
    return withoutMarket(asset, (currency) => known.get(currency), this.last.get(asset));
  }

  #oneHopMore(known: ReadonlyMap<AssetId, Path>): ReadonlyMap<AssetId, Path> {
    const next = new Map(known);
    for (const asset of BRIDGES) {
      if (known.has(asset)) continue;
      const best = this.#bestOf(asset, known);
      if (best !== undefined) next.set(asset, best);
    }
    return next;
  }

  #better(known: ReadonlyMap<AssetId, Path>): ReadonlyMap<AssetId, Path> {
    const next = new Map(known);
    for (const [asset, path] of known) {
      if (asset === 'USD') continue;
      const best = this.#bestOf(asset, known);
      if (best !== undefined && marketsOf(best) < MOST_HOPS && isBetter(best, path))
        next.set(asset, best);
    }
    return next;
  }

  /** What others lead over has the likeliest price also where two venues contradict each other. */
  #bestOf(asset: AssetId, known: ReadonlyMap<AssetId, Path>): Path | undefined {
    const paths = extendPaths(this.edgesOf(asset), (to) => known.get(to));
    const path = believablePath(paths);
    return path === 'disputed' ? mostLiquid(paths) : path;
  }
}

function extendPaths(edges: readonly Edge[], restOf: (asset: AssetId) => Path | undefined): Path[] {
  const paths: Path[] = [];
  for (const edge of edges) {
    const rest = restOf(edge.to);
    if (rest === undefined || marketsOf(rest) >= MOST_HOPS) continue;
    if (rest.edges.some(({ to }) => to === edge.from)) continue;
    const path = prepend(edge, rest);
    if (path !== undefined) paths.push(path);
  }
  return paths;
}

/** Of the same venue, and as old, as the market that the other asset's price comes from. */
function exchangeEdge(
  from: AssetId,
  { to, rate }: { readonly to: AssetId; readonly rate: Decimal },
  basis: PriceHop['basis'],
  { edges: [first] }: Path,
): Edge {
  const [venue, at] = [first?.hop.venue ?? '', first?.hop.at ?? 0];
  return {
    from,
    to,
    hop: { venue, market: `${from}/${to}`, from, to, rate, basis, at },
    ...(basis === 'protocol' ? {} : { rate24hAgo: rate }),
  };
}
