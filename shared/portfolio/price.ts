import type { Decimal } from '../money/decimal';
import type { VenueId } from './balance';
import type { Instant } from './failure';

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
  /** Mid of bid and ask, or the last trade where the spread was too wide or one side missing. */
  readonly basis: 'mid' | 'last';
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
      /** The market says something far off: its last price is carried on until the user accepts. */
      readonly jump?: PriceJump;
    }
  | {
      readonly kind: 'peg-assumed';
      readonly usd: Decimal;
      /** The stablecoin whose peg to the dollar was assumed for want of a market. */
      readonly peg: string;
      /** Hops that led to the stablecoin, if it is not the priced code itself. */
      readonly path: readonly PriceHop[];
      readonly at: Instant;
    }
  | { readonly kind: 'manual'; readonly usd: Decimal; readonly at: Instant }
  | { readonly kind: 'unpriced'; readonly reason: UnpricedReason };

/** What a market says all at once, so far from its price before that it may be a slip or another coin. */
export interface PriceJump {
  readonly usd: Decimal;
  readonly since: Instant;
}

/** Why something has no price: no market was read, none leads to dollars, or none is liquid enough. */
export type UnpricedReason = 'no-market' | 'no-path' | 'illiquid' | 'not-loaded';

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
