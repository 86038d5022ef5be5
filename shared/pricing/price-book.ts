import type { AssetId } from '../assets/asset';
import { AssetRegistry } from '../assets/asset-registry';
import { fixedRateOf } from '../assets/fixed-rates';
import { Decimal, ONE, toPrice } from '../base/decimal';
import type { VenueId } from '../base/ids';
import type { Instant } from '../base/failure';
import { judgePath, weightedMedian, witnesses } from './price-agreement';
import type { Price, PriceClaim, SetAside, Ticker, UnpricedReason } from './price';
import { edgesOf, isFar, market, MONEY, rank, type Edge } from './price-edge';
import { isReal, mostLiquid, toPriceOf, type LastMarket, type Path } from './price-path';
import { PricePaths, type ProtocolRate } from './price-paths';

/**
 * For about so long what other venues said is good enough to agree with; to contradict it, they are looked at
 * again. Not for all alike, or all would be looked at at once.
 */
const HEARD_LASTS_MS = 5_000;
const HEARD_STEP_MS = 250;
const HEARD_STEPS = 20;
/** A market that moved by more than this share in one step is looked at again at once. */
const MOVED_SHARE = new Decimal('0.02');

/** What the venues but one said of an asset: their median, if there are any. */
interface Heard {
  readonly from: Instant;
  readonly until: Instant;
  readonly usd: Decimal | undefined;
}

interface Found {
  readonly path: Path;
  readonly setAside?: SetAside;
}

/**
 * Dollar prices from venue tickers. A code is priced by its own venue's markets first; only if none of
 * them leads to dollars, or they contradict the other venues, and the code means the same asset everywhere,
 * by other venues' markets. Dollars are reached through real markets (USDT/USD ...); a stablecoin's peg is
 * assumed only when there is none, and said. `price-limits.ts` has the figures.
 */
export class PriceBook {
  readonly #byVenue = new Map<VenueId, ReadonlyMap<string, Ticker>>();
  /** Edges that leave an asset at a venue. */
  readonly #edges = new Map<VenueId, Map<AssetId, Edge[]>>();
  #edgesOfTicker = new WeakMap<Ticker, readonly Edge[]>();
  readonly #heard = new Map<AssetId, Map<VenueId, Heard>>();
  #heardCount = 0;
  /** How many tickers were pushed, and which of them each market's was. */
  #pushes = 0;
  readonly #pushedAt = new Map<VenueId, Map<string, number>>();
  #rates: ReadonlyMap<AssetId, ProtocolRate> = new Map();
  #last: ReadonlyMap<AssetId, LastMarket> = new Map();
  #paths: PricePaths;

  constructor(private registry: AssetRegistry = new AssetRegistry()) {
    this.#paths = this.#newPaths();
  }

  /** Takes other identities of codes from now on. */
  setRegistry(registry: AssetRegistry): void {
    this.registry = registry;
    this.#edgesOfTicker = new WeakMap();
    this.#heard.clear();
    for (const venue of this.#byVenue.keys()) this.#index(venue);
  }

  /** Replaces all rates that protocols gave for staked variants. */
  setRates(rates: Iterable<ProtocolRate>): void {
    this.#rates = new Map([...rates].map((rate) => [rate.asset, rate]));
    this.#paths = this.#newPaths();
  }

  /** Replaces what markets made last of stablecoins, which counts where none prices them now. */
  setLast(last: ReadonlyMap<AssetId, LastMarket>): void {
    this.#last = last;
    this.#paths = this.#newPaths();
  }

  /** Where the order of questions and pushes stands, for {@link replace}: told before a question is asked. */
  moment(): number {
    return this.#pushes;
  }

  /**
   * Replaces all tickers of a venue, as one full reading gives them, but for those that were pushed since.
   * @param askedAt the {@link moment} when it was asked for; after all that was pushed where absent
   */
  replace(venue: VenueId, tickers: Iterable<Ticker>, askedAt = this.#pushes): void {
    const before = this.#byVenue.get(venue);
    const pushed = this.#pushedAt.get(venue) ?? new Map<string, number>();
    const whole = new Map([...tickers].map((ticker) => [market(ticker), ticker]));
    for (const [name, at] of pushed) {
      const known = before?.get(name);
      if (at > askedAt && known !== undefined) whole.set(name, known);
      else pushed.delete(name);
    }
    this.#take(venue, whole);
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
      this.#noteBeingPushed(ticker);
    }
    for (const [venue, merged] of changed) this.#take(venue, merged);
  }

  #noteBeingPushed(ticker: Ticker): void {
    const pushed = this.#pushedAt.get(ticker.venue) ?? new Map<string, number>();
    this.#pushedAt.set(ticker.venue, pushed);
    this.#pushes += 1;
    pushed.set(market(ticker), this.#pushes);
  }

  /** Forgets a venue, when its last connection is removed. */
  forget(venue: VenueId): void {
    this.#byVenue.delete(venue);
    this.#pushedAt.delete(venue);
    this.#edges.delete(venue);
    this.#heard.clear();
    this.#paths = this.#newPaths();
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
    const asset = this.registry.assetOf(venue, code).id;
    if (asset === 'USD') return { kind: 'market', usd: ONE, path: [], at: now, usd24hAgo: ONE };
    const found = this.#best(venue, asset, now);
    if (found === 'disputed')
      return { kind: 'unpriced', reason: 'disputed', ...this.#claimed(venue, asset) };
    if (found === undefined) return { kind: 'unpriced', reason: this.#whyUnpriced(venue, code) };
    const { path, setAside } = found;
    const usd24hAgo = path.usd24hAgo ?? this.#priceDayAgoByOthers(asset, path.usd);
    return toPriceOf(path, now, usd24hAgo, setAside);
  }

  /** The best path of each venue that trades the asset a code is; for what rests on several of them. */
  pathsByVenue(venue: VenueId, code: string): readonly Path[] {
    const asset = this.registry.assetOf(venue, code).id;
    return witnesses(this.#paths.extend(this.#edgesOfAsset(asset)));
  }

  /**
   * The price a day ago of what its own markets do not tell: as far from `usd` as other venues' markets of
   * the same asset have moved.
   */
  #priceDayAgoByOthers(asset: AssetId, usd: Decimal): Decimal | undefined {
    const withDayAgo = this.#paths
      .extend(this.#edgesOfAsset(asset))
      .filter((path) => path.usd24hAgo !== undefined);
    const path = mostLiquid(withDayAgo);
    if (path?.usd24hAgo === undefined) return undefined;
    return toPrice(usd.times(path.usd24hAgo).dividedBy(path.usd));
  }

  /** What its own market says, or the most liquid one elsewhere, of what nobody can say who is right about. */
  #claimed(venue: VenueId, asset: AssetId): { readonly claim?: PriceClaim } {
    const own = this.#paths.extend(this.#edges.get(venue)?.get(asset) ?? []);
    const path = mostLiquid(own) ?? mostLiquid(this.#paths.extend(this.#edgesOfAsset(asset)));
    if (path === undefined) return {};
    return { claim: { usd: path.usd, at: Math.max(...path.edges.map(({ hop }) => hop.at)) } };
  }

  #best(venue: VenueId, asset: AssetId, now: Instant): Found | 'disputed' | undefined {
    if (fixedRateOf(asset)?.kind === 'wrapped') {
      const coin = this.#byExchangeRate(venue, asset, now);
      if (coin !== undefined && isReal(coin.path)) return coin;
    }
    const ownEdges = this.#edges.get(venue)?.get(asset) ?? [];
    // Money's own dollar market says more than a detour over another currency at the same venue.
    const direct = ownEdges.filter(({ to }) => rank(asset) > MONEY || to === 'USD');
    const own = mostLiquid(this.#paths.extend(direct));
    const exchanged = (): Found | undefined => this.#byExchangeRate(venue, asset, now);
    if (isReal(own)) return this.#judge(own, venue, asset, now) ?? exchanged() ?? 'disputed';
    const everywhere = this.#paths.anywhere(asset);
    if (everywhere !== 'disputed' && isReal(everywhere)) return { path: everywhere };
    const detour = mostLiquid(this.#paths.extend(ownEdges));
    if (isReal(detour)) return this.#judge(detour, venue, asset, now) ?? 'disputed';
    if (own !== undefined) return this.#judge(own, venue, asset, now) ?? exchanged() ?? 'disputed';
    if (everywhere === 'disputed') return exchanged() ?? everywhere;
    const path = everywhere ?? detour;
    return path === undefined ? exchanged() : { path };
  }

  /** Its own price, or the others' where they overrule it; nothing where nobody can say which is right. */
  #judge(own: Path, venue: VenueId, asset: AssetId, now: Instant): Found | undefined {
    const heard = this.#heard.get(asset)?.get(venue);
    if (heard !== undefined && now >= heard.from && now < heard.until)
      if (heard.usd === undefined || !isFar(own.usd, heard.usd)) return { path: own };
    const others = witnesses(this.#paths.extend(this.#edgesOfAsset(asset)), venue);
    this.#remember(venue, asset, weightedMedian(others)?.usd, now);
    const verdict = judgePath(own, others);
    if (verdict.kind === 'agreed') return { path: own };
    if (verdict.kind === 'disputed') return undefined;
    return { path: verdict.by, setAside: { usd: own.usd, venues: verdict.venues } };
  }

  #remember(venue: VenueId, asset: AssetId, usd: Decimal | undefined, now: Instant): void {
    const byVenue = this.#heard.get(asset) ?? new Map<VenueId, Heard>();
    this.#heard.set(asset, byVenue);
    this.#heardCount += 1;
    const until = now + HEARD_LASTS_MS + (this.#heardCount % HEARD_STEPS) * HEARD_STEP_MS;
    byVenue.set(venue, { from: now, until, usd });
  }

  /** What it is exchanged for without a market of its own, priced as the venue where it lies prices that. */
  #byExchangeRate(venue: VenueId, asset: AssetId, now: Instant): Found | undefined {
    let setAside: SetAside | undefined;
    const path = this.#paths.exchanged(asset, (to) => {
      const found = this.#best(venue, to, now);
      if (found === undefined || found === 'disputed') return undefined;
      setAside = found.setAside;
      return found.path;
    });
    return path && { path, ...(setAside === undefined ? {} : { setAside }) };
  }

  /** Edges that leave an asset at every venue, by whatever code it has there. */
  #edgesOfAsset(asset: AssetId): Edge[] {
    return [...this.#edges.values()].flatMap((byAsset) => byAsset.get(asset) ?? []);
  }

  #whyUnpriced(venue: VenueId, code: string): UnpricedReason {
    const tickers = this.#byVenue.get(venue);
    if (tickers === undefined) return 'not-loaded';
    const asset = this.registry.assetOf(venue, code).id;
    const isIts = (one: string): boolean =>
      one === code || this.registry.assetOf(venue, one).id === asset;
    const markets = [...tickers.values()].filter(({ base, quote }) => isIts(base) || isIts(quote));
    if (markets.length === 0) return 'no-market';
    const edges = this.#edges.get(venue)?.get(asset) ?? [];
    const leads = edges.some(({ to }) => this.#paths.anywhere(to) !== undefined);
    // A market of its own without an edge shows neither a narrow spread nor a trade.
    return leads || (edges.length === 0 && markets.some(({ base }) => isIts(base)))
      ? 'illiquid'
      : 'no-path';
  }

  /** Takes the markets of a venue, and forgets what was heard of assets whose markets moved, came or went. */
  #take(venue: VenueId, tickers: ReadonlyMap<string, Ticker>): void {
    const before = this.#byVenue.get(venue);
    this.#byVenue.set(venue, tickers);
    this.#index(venue);
    for (const [name, ticker] of tickers) {
      const was = before?.get(name);
      if (was !== ticker && this.#hasMoved(was, ticker)) this.#forgetHeard(ticker);
    }
    for (const [name, was] of before ?? []) if (!tickers.has(name)) this.#forgetHeard(was);
  }

  #hasMoved(was: Ticker | undefined, is: Ticker): boolean {
    const [before, after] = [was, is].map((one) => one && this.#edgesOfTicker.get(one)?.[0]?.hop);
    if (before === undefined || after === undefined) return before !== after;
    return after.rate.minus(before.rate).abs().greaterThan(before.rate.times(MOVED_SHARE));
  }

  #forgetHeard({ venue, base, quote }: Ticker): void {
    for (const code of [base, quote]) this.#heard.delete(this.registry.assetOf(venue, code).id);
  }

  #index(venue: VenueId): void {
    const byAsset = new Map<AssetId, Edge[]>();
    const assetOf = (code: string): AssetId => this.registry.assetOf(venue, code).id;
    for (const ticker of this.#byVenue.get(venue)?.values() ?? []) {
      let edges = this.#edgesOfTicker.get(ticker);
      if (edges === undefined) this.#edgesOfTicker.set(ticker, (edges = edgesOf(ticker, assetOf)));
      for (const edge of edges) {
        const known = byAsset.get(edge.from);
        if (known === undefined) byAsset.set(edge.from, [edge]);
        else known.push(edge);
      }
    }
    this.#edges.set(venue, byAsset);
    this.#paths = this.#newPaths();
  }

  #newPaths(): PricePaths {
    return new PricePaths((asset) => this.#edgesOfAsset(asset), this.#rates, this.#last);
  }
}
