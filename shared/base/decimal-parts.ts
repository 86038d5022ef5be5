import { Decimal } from './decimal';

/** Decimal.js keeps digits in words of seven, the point between two of them; its documentation says so. */
export const WORD_DIGITS = 7;
/** Each word is below this. */
export const WORD = 1e7;

/** The first word of such a number counts `10^(7 * power)`. */
export function powerOf(exponent: number): number {
  return Math.floor(exponent / WORD_DIGITS);
}

/**
 * The Decimal whose parts these are, as its documentation names them.
 * @param power of the first of the words, of which neither the first nor the last is zero; they belong to
 *   the Decimal from now on
 */
export function decimalOfParts(sign: number, power: number, words: number[]): Decimal {
  const made = new Decimal(0);
  const parts: { s: number; e: number; d: number[] } = made;
  parts.s = sign;
  parts.e = power * WORD_DIGITS + digitsOf(words[0] ?? 0) - 1;
  parts.d = words;
  return made;
}

/** How many digits a word has before which there is none. */
function digitsOf(word: number): number {
  let digits = 1;
  for (let least = 10; word >= least; least *= 10) digits += 1;
  return digits;
}
