import type { Stop, VenueAddress } from '../ports/exchanges';
import { keptOverPeg, keptPrice, withStaleness, type Sources } from './kept-price';
import { LastMarkets } from './last-markets';
import { PriceContradictions } from './price-contradictions';
import { PriceJumps } from './price-jumps';
import type { ProtocolRates } from './protocol-rates';
import type { PriceFeedOptions } from './price-feed-options';
import { quoteRates } from './quote-rates';
import { isSame } from './same-price';
import type { QuoteRates } from '../../../shared/contract/portfolio-view';
import type { StatusView } from '../../../shared/contract/status-view';
import { USUAL_QUOTE_CURRENCIES } from '../../../shared/assets/currencies';
import type { AssetId } from '../../../shared/assets/asset';
import { priceDecimal, ZERO } from '../../../shared/base/decimal';
import { fixedRateOf } from '../../../shared/assets/fixed-rates';
import type { VenueId } from '../../../shared/base/ids';
import { succeed, type Failure, type Instant } from '../../../shared/base/failure';
import { priceKey, type Price, type PriceKey, type Ticker } from '../../../shared/pricing/price';
import { PriceBook } from '../../../shared/pricing/price-book';
import { liquidityOf, venuesThatAgree } from '../../../shared/pricing/price-evidence';
import type { PriceOverride } from '../../../shared/records/record-bodies';
import { failureText } from '../../../shared/base/sentences';

/** Held assets are priced at least this often, also where a stream is silent. */
const POLL_MS = 10_000;
const POLL_TIMEOUT_MS = 8_000;
/** Streamed tickers are taken together this often: prices may flicker, the screen may not. */
const COALESCE_MS = 250;
/** A price that did not move is sent again after this long, so that its age stays true. */
const SEND_UNMOVED_MS = 5_000;
/** The wait for several new codes that arrive together before their venue is asked. */
const NEW_CODES_MS = 50;

type MarketPrice = Extract<Price, { kind: 'market' }>;

interface VenueFeed {
  readonly address: VenueAddress;
  readonly abort: AbortController;
  polling: Promise<void> | undefined;
  cancelNext: (() => void) | undefined;
  codes: ReadonlySet<string>;
  stopWatching: Stop | undefined;
  /** Asked at least once, with whatever outcome. */
  asked: boolean;
  /** When it last gave prices, by an answer or its stream. */
  lastGoodAt: Instant | undefined;
}

/** Keeps a price book of the venues in use and prices what the portfolio holds. */
export class PriceFeed {
  readonly #book: PriceBook;
  readonly #venues = new Map<VenueId, VenueFeed>();
  readonly #failures = new Map<VenueId, Failure>();
  readonly #sentAt = new Map<PriceKey, Instant>();
  readonly #jumps = new PriceJumps();
  readonly #contradictions = new PriceContradictions();
  /** What counted last, also of what was not held for a moment, as while coins move between accounts. */
  readonly #counted = new Map<PriceKey, { readonly asset: AssetId; readonly price: Price }>();
  readonly #last: LastMarkets;
  #rates: ProtocolRates['latest'] = new Map();
  #overrides = new Map<string, { override: PriceOverride; at: Instant }>();
  #lastAt: Instant | undefined;
  #cancelRecompute: (() => void) | undefined;
  #cancelCodes: (() => void) | undefined;
  #unsubscribe: () => void;
  #closed = false;

  constructor(private readonly options: PriceFeedOptions) {
    this.#book = new PriceBook(options.identity.registry);
    this.#last = new LastMarkets((venue, code) => options.identity.assetOf(venue, code).id);
    this.#unsubscribe = options.portfolio.onChange(() => this.#followHoldings());
  }

  /** Which venues are in use, at which hosts; others are forgotten. */
  setVenues(addresses: readonly VenueAddress[]): void {
    const wanted = new Map(
      (addresses.length === 0 ? [] : [...this.options.references(), ...addresses]).map(
        (address) => [address.venue, address],
      ),
    );
    for (const [venue, feed] of this.#venues) {
      const address = wanted.get(venue);
      if (address !== undefined && address.endpoint === feed.address.endpoint) continue;
      this.#drop(venue, feed);
      // It may be the end of a simulation, whose prices are no measure of real ones.
      this.#counted.clear();
      this.#last.clear();
    }
    for (const [venue, address] of wanted) if (!this.#venues.has(venue)) this.#add(address);
    this.#publish();
  }

  /** What codes are changed: they may have other prices now. */
  identify(): void {
    this.#book.setRegistry(this.options.identity.registry);
    this.#last.clear();
    this.#sentAt.clear();
    this.#publish();
  }

  /** Prices what is newly held without a pause; what no market that is known prices is asked for. */
  priceNow(): void {
    if (this.#closed) return;
    this.#cancelCodes?.();
    this.#cancelCodes = undefined;
    this.#publish();
  }

  /** Dollars for one unit of a venue's code: as in the total, or of one that is not held. */
  priceOf(venue: VenueId, code: string): Price {
    const held = this.options.portfolio.price(priceKey(venue, code));
    return held ?? this.#priceOf(venue, code, this.options.clock.now(), undefined);
  }

  /** The state of one market, if it is among those that price something. */
  tickerOf(venue: VenueId, base: string, quote: string): Ticker | undefined {
    return this.#book.ticker(venue, base, quote);
  }

  /** Takes the price that the market of a code jumped to. */
  acceptJump(venue: VenueId, code: string): void {
    this.#jumps.accept(priceKey(venue, code));
    this.#publish();
  }

  setOverrides(overrides: readonly PriceOverride[]): void {
    const at = this.options.clock.now();
    this.#overrides = new Map(overrides.map((override) => [override.asset, { override, at }]));
    this.#sentAt.clear();
    this.#publish();
  }

  status(): StatusView['prices'] {
    return {
      ...(this.#lastAt === undefined ? {} : { lastAt: this.#lastAt }),
      failures: Object.fromEntries(this.#failures),
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#unsubscribe();
    this.#cancelRecompute?.();
    this.#cancelCodes?.();
    const feeds = [...this.#venues];
    for (const [venue, feed] of feeds) this.#drop(venue, feed);
    await Promise.allSettled(feeds.map(([, { polling }]) => polling));
  }

  #add(address: VenueAddress): void {
    const feed: VenueFeed = {
      address,
      abort: new AbortController(),
      polling: undefined,
      cancelNext: undefined,
      codes: this.#wantedCodes(),
      stopWatching: undefined,
      asked: false,
      lastGoodAt: undefined,
    };
    this.#venues.set(address.venue, feed);
    this.#watch(feed);
    void this.#poll(feed);
  }

  #drop(venue: VenueId, feed: VenueFeed): void {
    feed.abort.abort();
    feed.cancelNext?.();
    void feed.stopWatching?.();
    this.#venues.delete(venue);
    this.#failures.delete(venue);
    this.#book.forget(venue);
  }

  /** What is newly held is priced at once, instead of at the next turn. */
  #followHoldings(): void {
    const { portfolio, clock } = this.options;
    if (this.#closed || this.#cancelCodes !== undefined || !portfolio.awaitsPrices) return;
    this.#cancelCodes = clock.after(NEW_CODES_MS, () => {
      this.#cancelCodes = undefined;
      this.priceNow();
    });
  }

  #askForNewCodes(): void {
    const codes = this.#wantedCodes();
    for (const feed of this.#venues.values()) {
      if ([...codes].every((code) => feed.codes.has(code))) continue;
      feed.codes = codes;
      feed.asked = false;
      this.#watch(feed);
      void this.#poll(feed);
    }
  }

  /** Held codes of all venues, since one venue's market may price another's coin. */
  #wantedCodes(): Set<string> {
    const wanted = new Set<string>();
    const { portfolio, identity } = this.options;
    for (const [venue, codes] of portfolio.heldCodes())
      for (const code of codes) {
        const asset = identity.assetOf(venue, code);
        wanted.add(code);
        // Other venues may have it under its common name only.
        wanted.add(asset.code);
        // What it is exchanged for may be all that prices it.
        const others = [fixedRateOf(asset.id), portfolio.protocolRates.latest.get(asset.id)];
        for (const to of [asset.standsFor, ...others.map((one) => one?.to)])
          if (to !== undefined) wanted.add(to);
      }
    return wanted;
  }

  #watch(feed: VenueFeed): void {
    void feed.stopWatching?.();
    const markets = this.options.gateway.marketsOf(feed.address);
    feed.stopWatching = markets?.watch(feed.codes, (tickers) => this.#streamed(feed, tickers));
  }

  #streamed(feed: VenueFeed, tickers: readonly Ticker[]): void {
    // Single tickers are no whole market: they count once the first full answer is there.
    if (feed.abort.signal.aborted || !this.#book.has(feed.address.venue)) return;
    this.#book.update(tickers);
    this.#lastAt = this.options.clock.now();
    feed.lastGoodAt = this.#lastAt;
    this.#cancelRecompute ??= this.options.clock.after(COALESCE_MS, () => {
      this.#cancelRecompute = undefined;
      this.#publish();
    });
  }

  async #poll(feed: VenueFeed): Promise<void> {
    feed.cancelNext?.();
    const codes = feed.codes;
    const startedAt = this.options.clock.elapsed();
    feed.polling ??= this.#pollOnce(feed).finally(() => {
      feed.polling = undefined;
      if (feed.abort.signal.aborted) return;
      if (feed.codes === codes) feed.asked = true;
      this.#publish();
      const next = feed.codes === codes ? startedAt + POLL_MS : startedAt;
      const delay = Math.max(0, next - this.options.clock.elapsed());
      feed.cancelNext = this.options.clock.after(delay, () => void this.#poll(feed));
    });
    await feed.polling;
  }

  async #pollOnce(feed: VenueFeed): Promise<void> {
    const { gateway, clock, log, onStatus } = this.options;
    const { address, codes, abort } = feed;
    const limit = new AbortController();
    const cancel = clock.after(POLL_TIMEOUT_MS, () => limit.abort());
    const forward = (): void => limit.abort();
    abort.signal.addEventListener('abort', forward, { once: true });
    const askedAt = this.#book.moment();
    const markets = gateway.marketsOf(address);
    const answer = (await markets?.tickers(codes, limit.signal)) ?? succeed([]);
    cancel();
    abort.signal.removeEventListener('abort', forward);
    if (abort.signal.aborted) return;
    if (answer.ok) {
      this.#book.replace(address.venue, answer.value, askedAt);
      this.#failures.delete(address.venue);
      this.#lastAt = clock.now();
      feed.lastGoodAt = this.#lastAt;
    } else {
      this.#failures.set(address.venue, answer.failure);
      log.warn(
        `prices of ${address.venue}: ${answer.failure.code}: ${failureText(answer.failure)}`,
      );
    }
    onStatus();
  }

  /** Prices everything held and hands over what moved. */
  #publish(): void {
    const { portfolio, identity, clock } = this.options;
    const now = clock.now();
    // What is held may have become more without waiting for a price: one of an earlier run is known.
    if (!this.#closed) this.#askForNewCodes();
    const pending = this.#isPending();
    if (this.#rates !== portfolio.protocolRates.latest) {
      this.#rates = portfolio.protocolRates.latest;
      this.#book.setRates(this.#rates.values());
    }
    this.#rememberStablecoins(now);
    const moved = new Map<PriceKey, Price>();
    for (const [venue, codes] of portfolio.heldCodes())
      for (const code of codes) {
        const key = priceKey(venue, code);
        const asset = identity.assetOf(venue, code).id;
        const after = this.#priceOf(venue, code, now, this.#countedLast(key, asset));
        this.#counted.set(key, { asset, price: after });
        const contradiction = this.#contradictions.note(key, after, !pending);
        if (contradiction !== undefined) this.options.onContradiction?.(venue, code, contradiction);
        if (
          isSame(portfolio.price(key), after) &&
          now - (this.#sentAt.get(key) ?? 0) < SEND_UNMOVED_MS
        )
          continue;
        this.#sentAt.set(key, now);
        moved.set(key, after);
      }
    portfolio.setPrices(moved, this.#quoteRates(now), pending);
  }

  /** Nothing of a code that meant another asset then: its price says nothing of this one's. */
  #countedLast(key: PriceKey, asset: AssetId): Price | undefined {
    const counted = this.#counted.get(key);
    if (counted === undefined) return this.options.portfolio.price(key);
    return counted.asset === asset ? counted.price : undefined;
  }

  #priceOf(venue: VenueId, code: string, now: Instant, before: Price | undefined): Price {
    const manual = this.#overrides.get(this.options.identity.assetOf(venue, code).id);
    if (manual !== undefined)
      return { kind: 'manual', usd: priceDecimal(manual.override.usd), at: manual.at };
    const price = this.#book.price(venue, code, now);
    const elapsed = this.options.clock.elapsed();
    const standing = this.#contradictions.standing(priceKey(venue, code), before, price, elapsed);
    if (standing !== undefined) return standing;
    if (price.kind === 'unpriced') return keptPrice(before, price, now);
    if (price.kind === 'manual') return price;
    if (price.kind === 'peg-assumed' && before?.kind === 'market')
      return keptOverPeg(before, withStaleness(price, this.#sources, now), now);
    const taken = price.kind === 'market' ? this.#judge(venue, code, now, before, price) : price;
    if (taken === price) return withStaleness(price, this.#sources, now);
    const isNew = before?.kind === 'market' && before.jump === undefined;
    if (isNew) this.options.onJump(venue, code);
    return taken;
  }

  #judge(
    venue: VenueId,
    code: string,
    now: Instant,
    before: Price | undefined,
    after: MarketPrice,
  ): MarketPrice {
    return this.#jumps.judge(priceKey(venue, code), before, after, now, () => {
      if (before?.kind !== 'market') return { liquidityUsd: ZERO, venues: 0 };
      const move = { venue, code, before, after };
      return {
        liquidityUsd: liquidityOf(this.#book, move),
        venues: venuesThatAgree(this.#book, move),
      };
    });
  }

  readonly #sources: Sources = {
    lastGoodAt: (venue) => this.#venues.get(venue)?.lastGoodAt,
    rates: () => this.#rates,
  };

  #quoteRates(now: Instant): QuoteRates {
    const { portfolio, quoteCurrency } = this.options;
    const currencies = [...USUAL_QUOTE_CURRENCIES, quoteCurrency?.() ?? 'USD'];
    const priceOf = (code: string): Price => {
      const price = this.#book.price('', code, now);
      this.#last.note(code, price);
      return price.kind === 'unpriced' || price.kind === 'manual'
        ? price
        : withStaleness(price, this.#sources, now);
    };
    return quoteRates(currencies, portfolio.quoteRates, priceOf, now);
  }

  /** Lets what markets made last of stablecoins stand where none prices them now. */
  #rememberStablecoins(now: Instant): void {
    const { portfolio, identity } = this.options;
    for (const [venue, codes] of portfolio.heldCodes())
      for (const code of codes) {
        const asset = identity.assetOf(venue, code).id;
        this.#last.note(asset, this.#countedLast(priceKey(venue, code), asset));
      }
    const isUnreached = (venue: VenueId): boolean => {
      const feed = this.#venues.get(venue);
      return feed !== undefined && feed.lastGoodAt === undefined;
    };
    this.#book.setLast(this.#last.at(now, isUnreached));
  }

  /** Some venue was not asked yet, or not for everything that is held by now. */
  #isPending(): boolean {
    const wanted = [...this.#wantedCodes()];
    return [...this.#venues.values()].some(
      ({ asked, codes }) => !asked || !wanted.every((code) => codes.has(code)),
    );
  }
}
