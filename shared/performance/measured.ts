import type { Decimal } from '../base/decimal';
import type { Instant } from '../base/failure';

/** A value of the portfolio at an instant, in the currency that everything here is in. */
export interface ValuePoint {
  readonly at: Instant;
  readonly value: Decimal;
}

/** Money across the edge of the portfolio: above zero into it, below zero out of it. */
export interface CashFlow {
  readonly at: Instant;
  readonly amount: Decimal;
}

/** Why a figure has no value; what is said of it is for the page to word. */
export type UndefinedReason =
  /** The span ends where it begins. */
  | 'no-length'
  /** There are no periods to link. */
  | 'no-periods'
  /** A single point, or none: nothing was ever compared. */
  | 'one-point'
  /** A single return, or none: nothing varies. */
  | 'one-return'
  /** Flows at one instant, or none. */
  | 'one-instant'
  /** No value is known at the beginning. */
  | 'no-start-value'
  /** The benchmark has no price there. */
  | 'no-benchmark-price'
  /** More was taken out than the benchmark would have been worth. */
  | 'benchmark-used-up'
  /** A part of the span began with nothing and ended with something: there is nothing to relate its gain to. */
  | 'no-capital'
  /** A part of the span began or ended below zero. */
  | 'below-zero'
  /** Nothing was ever held. */
  | 'nothing-held'
  /** Money came in or went out while nobody knows what the portfolio was worth. */
  | 'no-value-at-flow'
  /** The series was never above zero. */
  | 'no-peak'
  /** Less than a year: what it made says nothing of a year. */
  | 'under-a-year'
  /** The series never fell. */
  | 'no-fall'
  /** Returns are all the same, so that a ratio to their variation has no meaning. */
  | 'no-variation'
  /** Flows of which none came back: nobody says that all was lost. */
  | 'nothing-came-back'
  /** Flows of which none was put in. */
  | 'nothing-put-in'
  /** No rate brings the flows to zero. */
  | 'no-rate';

/** A figure, or why there is none. Never a zero that stands for "unknown". */
export type Measured<Value = Decimal> =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'undefined'; readonly reason: UndefinedReason };

export function measured<Value>(value: Value): Measured<Value> {
  return { kind: 'value', value };
}

export function unmeasured(
  reason: UndefinedReason,
): Extract<Measured<never>, { kind: 'undefined' }> {
  return { kind: 'undefined', reason };
}
