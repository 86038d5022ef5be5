import { tryDecimal, type Decimal } from '../../../../shared/base/decimal';
import type { Instant } from '../../../../shared/base/failure';
import type { SpotMarket } from '../../../../shared/pricing/spot-market';
import type { RawRules } from './market-rules';
import type { VenueCalls } from './calls';

/** A spot market of a venue that is open for trading. */
export interface ListedMarket {
  /** The venue's own name for it, as its tickers give it. */
  readonly id: string;
  /** Common codes. */
  readonly base: string;
  readonly quote: string;
  readonly baseId: string;
  readonly quoteId: string;
  /** The name that its stream uses, where that is another. */
  readonly streamName?: string;
  /** Left out where the venue does not state them: the market has prices all the same. */
  readonly rules?: RawRules;
  /** Where it is another than the venue's usual. */
  readonly feeFrom?: SpotMarket['feeFrom'];
}

/** A ticker as it came: text that is parsed only if its market is wanted. */
export interface RawTicker {
  readonly marketId: string;
  readonly bid?: unknown;
  readonly ask?: unknown;
  readonly last?: unknown;
  /** Traded in 24 h in units of the quote; of the base where the venue tells that alone. */
  readonly quoteVolume?: unknown;
  readonly baseVolume?: unknown;
  readonly open24h?: unknown;
  readonly at?: Instant;
}

/** How the markets and tickers of a venue are read. */
export interface TickerSource {
  /** All open spot markets: asked for now and then, since venues list new coins. */
  markets(venue: VenueCalls): Promise<readonly ListedMarket[]>;
  /** All spot tickers in as few requests as the venue allows. */
  tickers(venue: VenueCalls): Promise<Iterable<RawTicker>>;
  /** How many markets one subscription takes; 0 where the venue has no stream. */
  readonly marketsPerSubscription: number;
}

/** A positive price or volume of a ticker; `undefined` for what is missing, zero or no number. */
export function tickerNumber(value: unknown): Decimal | undefined {
  const parsed = tryDecimal(typeof value === 'number' ? String(value) : value);
  return parsed?.greaterThan(0) === true ? parsed : undefined;
}
