import type { Decimal } from '../base/decimal';
import type { FixedRateKind } from '../assets/fixed-rates';
import type { VenueId } from '../base/ids';
import type { Instant } from '../base/failure';

/** A spot market's state at one venue. `base` and `quote` are the venue's common codes. */
export interface Ticker {
  readonly venue: VenueId;
  readonly base: string;
  readonly quote: string;
  readonly bid?: Decimal;
  readonly ask?: Decimal;
  readonly last?: Decimal;
  /** Traded in the last 24 h, in units of the quote. */
  readonly quoteVolume?: Decimal;
  /** The same in units of the base, where the venue told that alone and the other was worked out. */
  readonly baseVolume?: Decimal;
  /** The last price 24 h before. */
  readonly open24h?: Decimal;
  /** The venue's time, or that of receipt where it gives none. */
  readonly at: Instant;
}

/** One step of a price path, in the direction walked: one unit of `from` is `rate` units of `to`. */
export interface PriceHop {
  readonly venue: VenueId;
  /** The market as the venue names it, `BTC/USDT`. */
  readonly market: string;
  readonly from: string;
  readonly to: string;
  readonly rate: Decimal;
  /**
   * Mid of bid and ask, or the last trade where the spread was too wide or one side missing; or, where no
   * market was walked, what one asset is exchanged for: at a rate that does not change, or at the rate that
   * the protocol of a staked variant told.
   */
  readonly basis: 'mid' | 'last' | FixedRateKind | 'protocol';
  readonly at: Instant;
}

/** US dollars for one unit of a code at a venue, and where that came from. */
export type Price =
  | {
      readonly kind: 'market';
      readonly usd: Decimal;
      /** One to three hops that end in USD; none for USD itself. */
      readonly path: readonly PriceHop[];
      /** The time of the oldest hop. */
      readonly at: Instant;
      readonly usd24hAgo?: Decimal;
      /** A venue of the path cannot be asked for prices since then: this one is carried on. */
      readonly staleSince?: Instant;
      /** The market says something far off: its last price counts until the new one is confirmed. */
      readonly jump?: PriceJump;
      /** Its own market contradicts the other venues, whose price this is. */
      readonly setAside?: SetAside;
    }
  | {
      readonly kind: 'peg-assumed';
      readonly usd: Decimal;
      /** The stablecoin whose peg to the dollar was assumed for want of a market. */
      readonly peg: string;
      /** Hops that led to the stablecoin, if it is not the priced code itself. */
      readonly path: readonly PriceHop[];
      readonly at: Instant;
      /** What it rests on is not told any more since then: it is carried on. */
      readonly staleSince?: Instant;
      readonly setAside?: SetAside;
    }
  | { readonly kind: 'manual'; readonly usd: Decimal; readonly at: Instant }
  | {
      readonly kind: 'unpriced';
      readonly reason: UnpricedReason;
      readonly claim?: PriceClaim;
    };

/**
 * What would count if it could be believed: what the disputed market says, or the last price of what no
 * market prices any more. It is in no sum; it says how much the total may lack.
 */
export interface PriceClaim {
  readonly usd: Decimal;
  /** Of the disputed market, or when the price was made that counted last. */
  readonly at: Instant;
}

/** What a market says all at once, so far from its price before that it may be a slip or another coin. */
export interface PriceJump {
  readonly usd: Decimal;
  readonly since: Instant;
  /** When it counts by itself, if the market stays there; absent where it is too thin for that. */
  readonly countsAt?: Instant;
}

/** A market that is far from those of the same asset elsewhere and does not count meanwhile. */
export interface SetAside {
  /** What it says, in dollars. */
  readonly usd: Decimal;
  /** How many other venues agree on the price that counts: their volume-weighted median. */
  readonly venues: number;
}

/**
 * Why something has no price: no market was read, none leads to dollars, none trades enough, or the markets
 * of two venues contradict each other and nobody else can say which is right.
 */
export type UnpricedReason = 'no-market' | 'no-path' | 'illiquid' | 'disputed' | 'not-loaded';

/** `venue:code`: prices are kept per venue, since a ticker means different coins on different venues. */
export type PriceKey = string;

export function priceKey(venue: VenueId, code: string): PriceKey {
  return `${venue}:${code}`;
}

/** The price in dollars, or `undefined` when there is none. */
export function usdOf(price: Price | undefined): Decimal | undefined {
  return price === undefined || price.kind === 'unpriced' ? undefined : price.usd;
}

/** The parts of a {@link PriceKey}; venue ids have no colon, codes may. */
export function splitPriceKey(key: PriceKey): { readonly venue: VenueId; readonly code: string } {
  const colon = key.indexOf(':');
  return { venue: key.slice(0, colon), code: key.slice(colon + 1) };
}

/** Codes by the venue at which they are priced. */
export function codesByVenue(keys: Iterable<PriceKey>): Map<VenueId, Set<string>> {
  const codes = new Map<VenueId, Set<string>>();
  for (const key of keys) {
    const { venue, code } = splitPriceKey(key);
    const known = codes.get(venue);
    if (known === undefined) codes.set(venue, new Set([code]));
    else known.add(code);
  }
  return codes;
}
