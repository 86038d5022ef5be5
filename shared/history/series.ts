import { Decimal, type DecimalString } from '../money/decimal';
import { fromUsd, type QuoteCurrency } from '../money/format';
import type { AccountType, ConnectionId, VenueId } from '../portfolio/balance';
import type { Instant } from '../portfolio/failure';

/**
 * How a recorded point came about: every account had answered (`complete`), some were carried on from an
 * older answer (`carried`), some had never answered (`partial`), or it was computed afterwards.
 */
export type PointStatus = 'complete' | 'carried' | 'partial' | 'reconstructed';

/** One point of the growth chart. */
export interface HistoryPoint {
  readonly at: Instant;
  readonly totalUsd: DecimalString;
  /** Dollars for one unit of the series' currency at that very instant; absent in dollars, and where unknown. */
  readonly usdPerUnit?: DecimalString;
  /** Lowest and highest total within the bucket that the point stands for. */
  readonly lowUsd: DecimalString;
  readonly highUsd: DecimalString;
  readonly status: PointStatus;
}

/**
 * Why the total is another from one point to the next without any gain or loss. An account `joined` or `left`
 * what is counted; something was `entered` by hand, changed or removed; or what was held before came to be
 * `counted`, or no longer is, since a price was found or the user decided about a token.
 */
export type StepKind = 'joined' | 'left' | 'entered' | 'counted';

/** A step of the recorded total that one account made. */
export interface HistoryStep {
  /** Of the first point that it shows in. */
  readonly at: Instant;
  readonly kind: StepKind;
  readonly connectionId: ConnectionId;
  readonly venue: VenueId;
  readonly accountType: AccountType;
  /** What the total is more by, or less. */
  readonly usd: DecimalString;
  /** The total of that point, and its rate as in {@link HistoryPoint}. */
  readonly totalUsd: DecimalString;
  readonly usdPerUnit?: DecimalString;
}

/** What the last recorded total is made of. */
export interface RecordedScope {
  /** Tells what counts in it; the same as of a portfolio in which the same counts. See `counted-basis.ts`. */
  readonly basis: string;
  /** Accounts that counted before, and of which nothing could be read since. */
  readonly missing: readonly {
    readonly connectionId: ConnectionId;
    readonly venue: VenueId;
    readonly accountType: AccountType;
  }[];
}

export interface HistorySeries {
  readonly from: Instant;
  readonly to: Instant;
  /** Bucket width, 0 where every recorded point is given. */
  readonly bucketMs: number;
  readonly currency: QuoteCurrency;
  readonly points: readonly HistoryPoint[];
  /** In their order. */
  readonly steps: readonly HistoryStep[];
  /** When the portfolio was first recorded; absent when it never was. */
  readonly recordedSince?: Instant;
  /** Absent where versions that did not tell wrote the last point. */
  readonly scope?: RecordedScope;
}

export interface HistoryQuery {
  readonly from: Instant;
  readonly to: Instant;
  /** At most so many points come back. */
  readonly maxPoints: number;
  /** Dollars where absent. */
  readonly currency?: QuoteCurrency;
}

/** Dollars in the currency of a series at the rate of their instant; `undefined` where that is not known. */
export function valueThen(
  usd: Decimal,
  currency: QuoteCurrency,
  usdPerUnit: DecimalString | undefined,
): Decimal | undefined {
  return fromUsd(usd, currency, usdPerUnit === undefined ? undefined : new Decimal(usdPerUnit));
}
