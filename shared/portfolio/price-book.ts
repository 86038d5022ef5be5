import { commonAsset } from '../money/asset-registry';
import { Decimal, ONE, toPrice, ZERO } from '../money/decimal';
import type { VenueId } from './balance';
import type { Instant } from './failure';
import type { Price, PriceHop, Ticker, UnpricedReason } from './price';

/** Wider than this share of the mid, a bid and an ask do not make a price. */
export const WIDEST_SPREAD = new Decimal('0.02');

/** Without a narrow spread, a market's last trade counts only above this daily volume in dollars. */
export const LEAST_VOLUME_USD = new Decimal('10000');

/** A path whose thinnest market trades this much a day prices well: among such, the shortest wins. */
export const LIQUID_USD = new Decimal('1000000');

/** Codes through which a path to dollars may lead; each means the same asset on every venue. */
export const BRIDGES: ReadonlySet<string> = new Set([
  ...['USD', 'EUR', 'GBP', 'USDT', 'USDC', 'FDUSD', 'DAI', 'TUSD', 'USDE', 'PYUSD', 'USD1'],
  ...['BTC', 'ETH', 'BNB'],
]);

const MONEY = 1;

/** Paths lead towards dollars only: from other coins over the large ones to other money to dollars. */
function rank(code: string): number {
  if (code === 'USD') return 0;
  if (!BRIDGES.has(code)) return 3;
  return commonAsset(code)?.kind === 'crypto' ? 2 : MONEY;
}

/** A market walked from `from` to `to`, before it is known what its volume is worth. */
interface Edge {
  readonly hop: PriceHop;
  /** Traded in 24 h, in units of `to`. */
  readonly volume: Decimal;
  /** Rate 24 h before, where the venue tells. */
  readonly rate24hAgo?: Decimal;
}

/** A way to dollars. `assumedPeg` names the stablecoin taken for a dollar at its end. */
interface Path {
  readonly edges: readonly Edge[];
  readonly usd: Decimal;
  readonly usd24hAgo?: Decimal;
  /** The smallest dollar volume of its hops: a path is as liquid as its thinnest market. */
  readonly liquidityUsd: Decimal;
  readonly assumedPeg?: string;
}

const DOLLAR: Path = { edges: [], usd: ONE, usd24hAgo: ONE, liquidityUsd: new Decimal(Infinity) };
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

  has(venue: VenueId): boolean {
    return this.#byVenue.has(venue);
  }

  /** Dollars for one unit of a venue's code, with its provenance. `now` stamps prices without a hop. */
  price(venue: VenueId, code: string, now: Instant): Price {
    if (code === 'USD') return { kind: 'market', usd: ONE, path: [], at: now, usd24hAgo: ONE };
    const found = this.#best(venue, code);
    if (found === undefined) return { kind: 'unpriced', reason: this.#whyUnpriced(venue, code) };
    const usd24hAgo = found.usd24hAgo ?? this.#movedLike(code, found.usd);
    return toPriceOf(found, now, usd24hAgo);
  }

  /**
   * The price a day ago of a code whose own markets do not tell: as far from `usd` as other venues'
   * markets of the same asset have moved.
   */
  #movedLike(code: string, usd: Decimal): Decimal | undefined {
    if (commonAsset(code) === undefined) return undefined;
    const edges = [...this.#edges.values()].flatMap((byCode) => byCode.get(code) ?? []);
    const told = edges.filter(({ rate24hAgo }) => rate24hAgo !== undefined);
    const path = mostLiquid(this.#extend(told, this.#bridgePaths()));
    if (path?.usd24hAgo === undefined) return undefined;
    return toPrice(usd.times(path.usd24hAgo).dividedBy(path.usd));
  }

  #best(venue: VenueId, code: string): Path | undefined {
    const bridges = this.#bridgePaths();
    const ownEdges = this.#edges.get(venue)?.get(code) ?? [];
    // Money's own dollar market says more than a detour over another currency at the same venue.
    const direct = ownEdges.filter(({ hop }) => rank(code) > MONEY || hop.to === 'USD');
    const own = mostLiquid(this.#extend(direct, bridges));
    const everywhere = commonAsset(code) === undefined ? undefined : this.#anywhere(code, bridges);
    const detour = mostLiquid(this.#extend(ownEdges, bridges));
    const candidates = [own, everywhere, detour];
    const real = candidates.find((path) => path !== undefined && path.assumedPeg === undefined);
    return real ?? own ?? pegOf(code) ?? everywhere ?? detour;
  }

  #anywhere(code: string, bridges: ReadonlyMap<string, Path>): Path | undefined {
    const bridge = bridges.get(code);
    if (bridge !== undefined) return bridge;
    const edges = [...this.#edges.values()].flatMap((byCode) => byCode.get(code) ?? []);
    return mostLiquid(this.#extend(edges, bridges));
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

function market({ base, quote }: Ticker): string {
  return `${base}/${quote}`;
}

/** Both directions of a market, where the code it leads to is one that paths may go through. */
function edgesOf(ticker: Ticker): Edge[] {
  const rate = rateOf(ticker);
  if (rate === undefined) return [];
  const { base, quote, open24h } = ticker;
  const quoteVolume = ticker.quoteVolume ?? ZERO;
  const hop = { venue: ticker.venue, market: market(ticker), basis: rate.basis, at: ticker.at };
  const edges: Edge[] = [];
  if (BRIDGES.has(quote) && rank(quote) <= rank(base))
    edges.push({
      hop: { ...hop, from: base, to: quote, rate: rate.value },
      volume: quoteVolume,
      ...(open24h?.greaterThan(0) === true ? { rate24hAgo: open24h } : {}),
    });
  // From one large coin to another only as the market is quoted: BTC is not priced through ETH/BTC.
  const towardsBase =
    BRIDGES.has(base) &&
    (rank(base) < rank(quote) || (rank(base) === MONEY && rank(quote) === MONEY));
  const inverse = towardsBase ? toPrice(ONE.dividedBy(rate.value)) : undefined;
  if (inverse !== undefined) {
    const inverse24h =
      open24h?.greaterThan(0) === true ? toPrice(ONE.dividedBy(open24h)) : undefined;
    edges.push({
      hop: { ...hop, from: quote, to: base, rate: inverse },
      volume: quoteVolume.times(inverse),
      ...(inverse24h === undefined ? {} : { rate24hAgo: inverse24h }),
    });
  }
  return edges;
}

/** The mid of a narrow spread, else the last trade; nothing for a market that shows neither. */
function rateOf({ bid, ask, last }: Ticker): { value: Decimal; basis: 'mid' | 'last' } | undefined {
  if (bid?.greaterThan(0) === true && ask?.greaterThanOrEqualTo(bid) === true) {
    const mid = bid.plus(ask).dividedBy(2);
    if (ask.minus(bid).lessThanOrEqualTo(mid.times(WIDEST_SPREAD))) {
      const value = toPrice(mid);
      return value === undefined ? undefined : { value, basis: 'mid' };
    }
  }
  const value = last === undefined ? undefined : toPrice(last);
  return value === undefined ? undefined : { value, basis: 'last' };
}

/** The path with one more hop in front; none if the hop is too thin for its last trade to count. */
function prepend(edge: Edge, rest: Path): Path | undefined {
  const usd = toPrice(edge.hop.rate.times(rest.usd));
  if (usd === undefined) return undefined;
  const volumeUsd = edge.volume.times(rest.usd);
  if (edge.hop.basis === 'last' && volumeUsd.lessThan(LEAST_VOLUME_USD)) return undefined;
  // A dollar stablecoin whose venue does not tell its price a day ago counts as unmoved since.
  const rest24hAgo = rest.usd24hAgo ?? (isDollarStablecoin(edge.hop.to) ? rest.usd : undefined);
  const usd24hAgo =
    edge.rate24hAgo !== undefined && rest24hAgo !== undefined
      ? toPrice(edge.rate24hAgo.times(rest24hAgo))
      : undefined;
  return {
    edges: [edge, ...rest.edges],
    usd,
    ...(usd24hAgo === undefined ? {} : { usd24hAgo }),
    liquidityUsd: Decimal.min(volumeUsd, rest.liquidityUsd),
    ...(rest.assumedPeg === undefined ? {} : { assumedPeg: rest.assumedPeg }),
  };
}

/**
 * Real markets before assumed pegs; then, among liquid paths, the shortest and the one that leaves coins
 * soonest; then the most liquid; then names, so that ties are stable.
 */
function mostLiquid(paths: readonly Path[]): Path | undefined {
  let best: Path | undefined;
  for (const path of paths) if (best === undefined || isBetter(path, best)) best = path;
  return best;
}

function isBetter(path: Path, than: Path): boolean {
  const real = path.assumedPeg === undefined;
  if (real !== (than.assumedPeg === undefined)) return real;
  const liquid = path.liquidityUsd.greaterThanOrEqualTo(LIQUID_USD);
  if (liquid !== than.liquidityUsd.greaterThanOrEqualTo(LIQUID_USD)) return liquid;
  if (liquid && path.edges.length !== than.edges.length)
    return path.edges.length < than.edges.length;
  if (liquid && firstRank(path) !== firstRank(than)) return firstRank(path) < firstRank(than);
  const liquidity = path.liquidityUsd.comparedTo(than.liquidityUsd);
  if (liquidity !== 0) return liquidity > 0;
  return trail(path) < trail(than);
}

/** Where the first hop leads: dollars, other money, a large coin. */
function firstRank({ edges: [first] }: Path): number {
  return first === undefined ? 0 : rank(first.hop.to);
}

function trail(path: Path): string {
  return path.edges.map(({ hop }) => `${hop.venue}:${hop.market}`).join('>');
}

function isDollarStablecoin(code: string): boolean {
  const asset = commonAsset(code);
  return asset?.kind === 'stablecoin' && asset.peg === 'USD';
}

/** A dollar stablecoin taken at its peg. */
function pegOf(code: string): Path | undefined {
  if (!isDollarStablecoin(code)) return undefined;
  return { edges: [], usd: ONE, liquidityUsd: ZERO, assumedPeg: code };
}

function toPriceOf(path: Path, now: Instant, usd24hAgo: Decimal | undefined): Price {
  const hops = path.edges.map(({ hop }) => hop);
  const at = hops.reduce((oldest, hop) => Math.min(oldest, hop.at), hops[0]?.at ?? now);
  if (path.assumedPeg !== undefined)
    return { kind: 'peg-assumed', usd: path.usd, peg: path.assumedPeg, path: hops, at };
  return {
    kind: 'market',
    usd: path.usd,
    path: hops,
    at,
    ...(usd24hAgo === undefined ? {} : { usd24hAgo }),
  };
}
