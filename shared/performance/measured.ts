import type { Decimal } from '../money/decimal';
import type { Instant } from '../portfolio/failure';

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

/** Why a figure has no value. */
export type UndefinedReason =
  /** There is less than the figure needs: no span, no returns, no flows. */
  | 'too-little'
  /** A part of the span began with nothing, or less: there is nothing to relate its gain to. */
  | 'no-capital'
  /** Nothing varies, so that a ratio to the variation has no meaning. */
  | 'no-variation'
  /** No rate brings the flows to zero. */
  | 'no-solution';

/** A figure, or why there is none. Never a zero that stands for "unknown". */
export type Measured<Value = Decimal> =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'undefined'; readonly reason: UndefinedReason; readonly words: string };

export function measured<Value>(value: Value): Measured<Value> {
  return { kind: 'value', value };
}

export function unmeasured(
  reason: UndefinedReason,
  words: string,
): Extract<Measured<never>, { kind: 'undefined' }> {
  return { kind: 'undefined', reason, words };
}
