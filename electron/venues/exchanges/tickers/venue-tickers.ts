import type { Instant } from '../../../../shared/base/failure';
import type { Ticker } from '../../../../shared/pricing/price';
import { BRIDGES } from '../../../../shared/pricing/price-edge';
import type { Clock } from '../../../engine/ports/clock';
import { withSignal } from '../../protocol/ccxt/call-context';
import type { VenueRuntime } from '../runtime/venue-runtime';
import {
  tickerNumber,
  type ListedMarket,
  type RawTicker,
  type TickerSource,
} from '../definition/ticker-source';

/** New listings are rare, and a coin without a known market is looked for again anyway. */
const MARKETS_LAST_MS = 3_600_000;
const MARKETS_LAST_AT_LEAST_MS = 600_000;

/** An answer has all markets of a venue, and serves also those who ask for other codes so soon after it. */
const ANSWER_LASTS_MS = 1_500;

/** A price of 24 hours before that was pushed serves so long where answers never tell one, as Kraken's. */
const OPEN_LASTS_MS = 3_600_000;

/** All that a venue said of its markets, and for which codes that was looked through last. */
interface WholeAnswer {
  readonly raw: readonly RawTicker[];
  readonly at: Instant;
  /** How many tickers had been pushed when it was asked for. */
  readonly askedAt: number;
  readonly codes: ReadonlySet<string>;
}

/** As much of a market as decides whether it is of use. */
type Pair = Pick<ListedMarket, 'base' | 'quote'>;

/** Markets that are asked for: those of the codes, and those by which what they are quoted in gets its price. */
function isRead({ base }: Pair, codes: ReadonlySet<string>, quotes: ReadonlySet<string>): boolean {
  return codes.has(base) || BRIDGES.has(base) || quotes.has(base);
}

/** Markets that are followed besides: a currency that few coins are quoted in moves slower than it is asked for. */
function isFollowed({ base, quote }: Pair, codes: ReadonlySet<string>): boolean {
  return (codes.has(base) || BRIDGES.has(base)) && (BRIDGES.has(quote) || codes.has(quote));
}

/** What one of these says is said of all in its row: a volume is told in the base or in the quote. */
const FIELD_GROUPS = [
  ['bid'],
  ['ask'],
  ['last'],
  ['open24h'],
  ['quoteVolume', 'baseVolume'],
] as const;

type FieldGroup = (typeof FIELD_GROUPS)[number];
const OPEN: readonly FieldGroup[] = FIELD_GROUPS.filter(([first]) => first === 'open24h');

function hasSome(ticker: RawTicker, fields: FieldGroup): boolean {
  return fields.some((field) => ticker[field] !== undefined && ticker[field] !== null);
}

/** What a ticker has in some of its fields, as far as it has them. */
function inFields(ticker: Ticker | undefined, groups: readonly FieldGroup[]): Partial<Ticker> {
  const parts = groups
    .flat()
    .flatMap((field) => (ticker?.[field] === undefined ? [] : [[field, ticker[field]] as const]));
  return Object.fromEntries(parts);
}

/** What a pushed ticker does not say of what was known; what it says to be nothing is gone. */
export function keptFields(pushed: RawTicker, known: Ticker | undefined): Partial<Ticker> {
  return inFields(
    known,
    FIELD_GROUPS.filter((fields) => !hasSome(pushed, fields)),
  );
}

/** What is known of a market, and by which push what was said of it last. */
interface Latest {
  readonly ticker: Ticker;
  readonly pushedAt: ReadonlyMap<FieldGroup, number>;
  /** When a push last told the price of 24 hours before, in elapsed time. */
  readonly openPushedAt: number | undefined;
}

/** The spot markets and tickers of one venue. */
export class VenueTickers {
  private known: ReadonlyMap<string, ListedMarket> | undefined;
  private codes: ReadonlySet<string> = new Set();
  /** What something is quoted in here. */
  private quotes: ReadonlySet<string> = new Set();
  private loading: Promise<ReadonlyMap<string, ListedMarket>> | undefined;
  /** In elapsed time. */
  private loadedAt = 0;
  /** By the venue's name of the market. */
  private readonly latest = new Map<string, Latest>();
  /** How many tickers were pushed: tells what came after a question was asked. */
  private pushes = 0;
  private answer: WholeAnswer | undefined;
  private forgetAnswer: (() => void) | undefined;

  constructor(
    private readonly runtime: VenueRuntime,
    readonly source: TickerSource,
    private readonly clock: Clock,
  ) {}

  /**
   * The markets that are of use for some codes. While connections are read for the first time their coins
   * come to be known one after the other: whoever asks for more of them is served from the same answer.
   * @throws VenueFailure
   */
  async read(codes: ReadonlySet<string>, signal: AbortSignal): Promise<readonly Ticker[]> {
    const known = this.answerFor(codes);
    const [markets, { raw, at, askedAt }] = await Promise.all([
      this.markets(codes),
      known ?? this.ask(codes, signal),
    ]);
    const tickers: Ticker[] = [];
    const tellsOpen = raw.some((ticker) => OPEN.some((fields) => hasSome(ticker, fields)));
    for (const ticker of raw) {
      const market = markets.get(ticker.marketId);
      if (market === undefined || !isRead(market, codes, this.quotes)) continue;
      tickers.push(this.answered(this.parse(ticker, market, at), market, askedAt, tellsOpen));
    }
    return tickers;
  }

  /**
   * An answer says all there is of a market, but for what was pushed since it was asked for, and for what such
   * answers never tell.
   */
  private answered(
    answer: Ticker,
    market: ListedMarket,
    askedAt: number,
    tellsOpen: boolean,
  ): Ticker {
    const known = this.latest.get(market.id);
    const newer = FIELD_GROUPS.filter((fields) => (known?.pushedAt.get(fields) ?? 0) > askedAt);
    const { at } = newer.length === 0 ? answer : (known?.ticker ?? answer);
    const older = FIELD_GROUPS.filter((fields) => !newer.includes(fields));
    const { venue, base, quote } = answer;
    const openPushedAt = known?.openPushedAt;
    const isOpenKept =
      !tellsOpen &&
      openPushedAt !== undefined &&
      this.clock.elapsed() - openPushedAt < OPEN_LASTS_MS;
    const kept = isOpenKept ? [...newer, ...OPEN] : newer;
    const parts = { ...inFields(answer, older), ...inFields(known?.ticker, kept) };
    const ticker: Ticker = { venue, base, quote, at, ...parts };
    const pushedAt = new Map([...(known?.pushedAt ?? [])].filter(([, push]) => push > askedAt));
    this.latest.set(market.id, { ticker, pushedAt, openPushedAt });
    return ticker;
  }

  /** What a venue said a moment ago, if some of the codes were not looked for in it. */
  private answerFor(codes: ReadonlySet<string>): WholeAnswer | undefined {
    const { answer } = this;
    if (answer === undefined || [...codes].every((code) => answer.codes.has(code)))
      return undefined;
    this.answer = { ...answer, codes };
    return answer;
  }

  private async ask(codes: ReadonlySet<string>, signal: AbortSignal): Promise<WholeAnswer> {
    const askedAt = this.pushes;
    const calls = await this.runtime.anonymousCalls();
    const raw = [...(await withSignal(signal, () => this.source.tickers(calls)))];
    const answer = { raw, at: this.clock.now(), askedAt, codes };
    this.answer = answer;
    this.forgetAnswer?.();
    this.forgetAnswer = this.clock.after(ANSWER_LASTS_MS, () => {
      this.answer = undefined;
    });
    return answer;
  }

  /**
   * Takes a pushed ticker, which need not be whole: Bybit's has no bid and ask, and other venues push only
   * what changed. What it does not say stays as it was.
   */
  pushed(ticker: RawTicker, market: ListedMarket, receivedAt: Instant): Ticker {
    const parsed = this.parse(ticker, market, receivedAt);
    const known = this.latest.get(market.id);
    const whole = { ...keptFields(ticker, known?.ticker), ...parsed };
    this.pushes += 1;
    const pushedAt = new Map(known?.pushedAt);
    for (const fields of FIELD_GROUPS)
      if (hasSome(ticker, fields)) pushedAt.set(fields, this.pushes);
    const saysOpen = OPEN.some((fields) => hasSome(ticker, fields));
    const openPushedAt = saysOpen ? this.clock.elapsed() : known?.openPushedAt;
    this.latest.set(market.id, { ticker: whole, pushedAt, openPushedAt });
    return whole;
  }

  /** Markets whose stream is of use for some codes. @throws VenueFailure */
  async followed(codes: ReadonlySet<string>): Promise<readonly ListedMarket[]> {
    return [...(await this.markets(codes)).values()].filter((market) => isFollowed(market, codes));
  }

  /** Markets between any two of these codes, one for each pair. @throws VenueFailure */
  async between(codes: ReadonlySet<string>): Promise<readonly ListedMarket[]> {
    const pairs = new Map<string, ListedMarket>();
    for (const market of (await this.markets(codes)).values()) {
      const pair = `${market.base}/${market.quote}`;
      if (codes.has(market.base) && codes.has(market.quote) && !pairs.has(pair))
        pairs.set(pair, market);
    }
    return [...pairs.values()];
  }

  private parse(ticker: RawTicker, market: ListedMarket, receivedAt: Instant): Ticker {
    const [last, quoteVolume] = [tickerNumber(ticker.last), tickerNumber(ticker.quoteVolume)];
    const baseVolume = quoteVolume === undefined ? tickerNumber(ticker.baseVolume) : undefined;
    const fields = {
      bid: tickerNumber(ticker.bid),
      ask: tickerNumber(ticker.ask),
      last,
      // Some venues tell the volume of the base alone: it is taken at the price of the last trade.
      quoteVolume: quoteVolume ?? (last && baseVolume?.times(last)),
      baseVolume: last && baseVolume,
      open24h: tickerNumber(ticker.open24h),
    };
    const given = Object.entries(fields).filter(([, value]) => value !== undefined);
    return {
      ...(Object.fromEntries(given) as Partial<Ticker>),
      venue: this.runtime.definition.info.id,
      base: market.base,
      quote: market.quote,
      at: ticker.at ?? receivedAt,
    };
  }

  /** Known markets; asked for again when they are old, or a code is not among them. */
  private async markets(codes: ReadonlySet<string>): Promise<ReadonlyMap<string, ListedMarket>> {
    const age = this.clock.elapsed() - this.loadedAt;
    const missing = (): boolean => [...codes].some((code) => !this.codes.has(code));
    const fresh = age < MARKETS_LAST_AT_LEAST_MS || (age < MARKETS_LAST_MS && !missing());
    if (this.known !== undefined && fresh) return this.known;
    this.loading ??= this.load().finally(() => {
      this.loading = undefined;
    });
    // Old markets serve while new ones cannot be had.
    return this.known === undefined
      ? this.loading
      : this.loading.catch(() => this.known ?? new Map());
  }

  private async load(): Promise<ReadonlyMap<string, ListedMarket>> {
    const calls = await this.runtime.anonymousCalls();
    const markets = await this.source.markets(calls);
    this.known = new Map(markets.map((market) => [market.id, market]));
    this.codes = new Set(markets.flatMap(({ base, quote }) => [base, quote]));
    this.quotes = new Set(markets.map(({ quote }) => quote));
    this.loadedAt = this.clock.elapsed();
    return this.known;
  }
}
