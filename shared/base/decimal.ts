import { Decimal as DecimalJs } from 'decimal.js';

/**
 * The app's one decimal type, in plain notation always. With the bounds below, every product of an
 * accepted amount and an accepted price, and every sum of a million of them, fits into 200 digits:
 * such sums are exact, so they do not depend on the order in which they are made.
 */
export const Decimal = DecimalJs.clone({
  precision: 200,
  rounding: DecimalJs.ROUND_HALF_EVEN,
  toExpNeg: -9e15,
  toExpPos: 9e15,
});
export type Decimal = DecimalJs;

/** A decimal as text on a wire or in storage: `-?digits[.digits]`. */
export type DecimalString = string;

export const ZERO: Decimal = new Decimal(0);
export const ONE: Decimal = new Decimal(1);

/** The most digits of an amount before and after its point. An EVM `uint256` with 18 decimals fits. */
export const AMOUNT_DIGITS = { integer: 80, fraction: 40 } as const;

/** Derived prices keep this many significant digits, and at most this many after the point. */
export const PRICE_DIGITS = { significant: 34, integer: 20, fraction: 50 } as const;

/** Thrown for text that is not a decimal, or has more digits than can be summed exactly. */
export class DecimalError extends Error {
  override readonly name = 'DecimalError';
}

const DECIMAL_TEXT = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const LONGEST_TEXT = 200;

/**
 * Parses an amount exactly. Accepts plain and exponent notation as venues send them; refuses all else
 * (empty text, `NaN`, `Infinity`, hexadecimal, spaces, more digits than {@link AMOUNT_DIGITS}).
 * @throws DecimalError
 */
export function decimal(text: string): Decimal {
  if (text.length > LONGEST_TEXT || !DECIMAL_TEXT.test(text))
    throw new DecimalError(`not a decimal: ${JSON.stringify(text.slice(0, 40))}`);
  const value = new Decimal(text);
  if (value.e >= AMOUNT_DIGITS.integer || value.decimalPlaces() > AMOUNT_DIGITS.fraction)
    throw new DecimalError(
      `more than ${AMOUNT_DIGITS.integer} digits before or ${AMOUNT_DIGITS.fraction} after the point: ${text.slice(0, 40)}`,
    );
  return value;
}

/** Like {@link decimal}, with `undefined` for text that is not an accepted decimal. */
export function tryDecimal(text: unknown): Decimal | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    return decimal(text);
  } catch (error) {
    if (error instanceof DecimalError) return undefined;
    throw error;
  }
}

/**
 * Rounds a price (half-even) to {@link PRICE_DIGITS}, which keeps sums of values exact. A price that
 * is not positive, or beyond the bounds, is no price: `undefined`.
 */
export function toPrice(value: Decimal): Decimal | undefined {
  const rounded = value
    .toSignificantDigits(PRICE_DIGITS.significant)
    .toDecimalPlaces(PRICE_DIGITS.fraction);
  const usable = rounded.isFinite() && rounded.greaterThan(0) && rounded.e < PRICE_DIGITS.integer;
  return usable ? rounded : undefined;
}

/**
 * Parses a price, which may have more fraction digits than an amount.
 * @throws DecimalError for what {@link toPrice} does not take
 */
export function priceDecimal(text: string): Decimal {
  const price =
    text.length <= LONGEST_TEXT && DECIMAL_TEXT.test(text) ? toPrice(new Decimal(text)) : undefined;
  if (price === undefined)
    throw new DecimalError(`not a price: ${JSON.stringify(text.slice(0, 40))}`);
  return price;
}

/** Exact sum; zero for none. */
export function sum(values: Iterable<Decimal>): Decimal {
  let total = ZERO;
  for (const value of values) total = total.plus(value);
  return total;
}
