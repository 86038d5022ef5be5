import { Decimal, sum, type DecimalString } from '../base/decimal';
import { fromUsd, type QuoteCurrency } from '../assets/format';
import type { AccountType } from '../portfolio/balance';
import type { ConnectionId, VenueId } from '../base/ids';
import type { Instant } from '../base/failure';

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
  /**
   * Dollars that the total is more by in the series' currency, since what is held of that currency itself counts
   * by its amount, not at its venue's price; absent in dollars, and where that was not recorded.
   */
  readonly gapUsd?: DecimalString;
  /** Lowest and highest total within the bucket that the point stands for. */
  readonly lowUsd: DecimalString;
  readonly highUsd: DecimalString;
  readonly status: PointStatus;
}

/**
 * Why the total is another from one point to the next without any gain or loss. An account `joined` or `left`
 * what is counted; something was `entered` by hand, changed or removed; what was held before came to be
 * `counted`, or no longer is, since a price was found or lost, or the user decided about a token; or it is
 * `priced` otherwise by the user's word on a price, or on what a code is.
 */
export type StepKind = 'joined' | 'left' | 'entered' | 'counted' | 'priced';

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
  /** What is to be added to that in the series' currency. */
  readonly gapUsd?: DecimalString;
  /** The total of that point, its rate, and what is to be added to the total, as in {@link HistoryPoint}. */
  readonly totalUsd: DecimalString;
  readonly usdPerUnit?: DecimalString;
  readonly totalGapUsd?: DecimalString;
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

/**
 * Whether it was recorded with a point what is held of its series' currency itself. Where it was not, its total
 * counts that at its venues' prices, and is to be compared with totals that do the same: {@link withoutGaps}.
 */
export function tellsGap({ gapUsd }: HistoryPoint, currency: QuoteCurrency): boolean {
  return currency === 'USD' || gapUsd !== undefined;
}

/**
 * Whether one of two points counts what is held of the currency by its amount and the other at its venues' prices, and
 * that makes a difference: what lies between them is none of the portfolio's doing.
 */
export function countOtherwise(
  one: HistoryPoint,
  other: HistoryPoint,
  currency: QuoteCurrency,
): boolean {
  const gaps = [one, other].map(({ gapUsd = '0' }) => new Decimal(gapUsd));
  return tellsGap(one, currency) !== tellsGap(other, currency) && gaps.some((gap) => !gap.isZero());
}

/** A series whose totals and steps all are dollars divided by the rate, as those of older versions are. */
export function withoutGaps(series: HistorySeries): HistorySeries {
  return {
    ...series,
    points: series.points.map(({ gapUsd: _gap, ...point }) => point),
    steps: series.steps.map(({ gapUsd: _gap, totalGapUsd: _totalGap, ...step }) => step),
  };
}

/** A recorded total in the currency of its series; `undefined` where the rate of its instant is not known. */
export function totalThen(
  { totalUsd, gapUsd = '0', usdPerUnit }: Pick<HistoryPoint, 'totalUsd' | 'gapUsd' | 'usdPerUnit'>,
  currency: QuoteCurrency,
): Decimal | undefined {
  return valueThen(new Decimal(totalUsd).plus(gapUsd), currency, usdPerUnit);
}

/** What a step comes to in the currency of its series, as {@link totalThen}. */
export function stepThen(
  { usd, gapUsd = '0', usdPerUnit }: HistoryStep,
  currency: QuoteCurrency,
): Decimal | undefined {
  return valueThen(new Decimal(usd).plus(gapUsd), currency, usdPerUnit);
}

/** The totals before and after steps of one instant, as {@link totalThen}. */
export function levelsThen(
  together: readonly HistoryStep[],
  currency: QuoteCurrency,
): { readonly before: Decimal; readonly after: Decimal } | undefined {
  const [first] = together;
  if (first === undefined) return undefined;
  const { totalUsd, totalGapUsd = '0', usdPerUnit } = first;
  const total = new Decimal(totalUsd).plus(totalGapUsd);
  const stepped = sum(together.map(({ usd, gapUsd = '0' }) => new Decimal(usd).plus(gapUsd)));
  const after = valueThen(total, currency, usdPerUnit);
  const before = valueThen(total.minus(stepped), currency, usdPerUnit);
  return before === undefined || after === undefined ? undefined : { before, after };
}

function valueThen(
  usd: Decimal,
  currency: QuoteCurrency,
  usdPerUnit: DecimalString | undefined,
): Decimal | undefined {
  return fromUsd(usd, currency, usdPerUnit === undefined ? undefined : new Decimal(usdPerUnit));
}
