import { ZERO, type Decimal } from './decimal';
import { decimalOfParts, powerOf, WORD } from './decimal-parts';

/** The most words before and after the point: more than any sum of accepted amounts and values has. */
const MOST_WORDS = 16;
/** A word of a sum is below 2^53, so it is carried over two more, and those over a third. */
const CARRIED_WORDS = 3;

/**
 * A sum that can be added to and taken from many times quicker than by making a Decimal each time: words
 * of equal worth are added as whole numbers, and carried only when the sum is asked for. It equals what
 * `plus` and `minus` give to the last digit, for up to 900 million members at a time: so many words stay
 * below 2^53. What has digits beyond the words is added by `plus`.
 */
export class ExactSum {
  /** From the most worth to the least, any above a word or below zero; none before the first change. */
  #words: number[] | undefined;
  /** The first word counts 10^(7 * power). */
  #power = 0;
  /** What does not fit into words. */
  #beyond: Decimal = ZERO;
  #value: Decimal | undefined;

  /** @param first what it begins with; zero unless said otherwise */
  constructor(first: Decimal = ZERO) {
    this.#value = first;
  }

  add(added: Decimal): void {
    this.#begin();
    const { d, e, s } = added;
    const power = powerOf(e);
    if (hasPlace(power, d)) this.#addWords(d, power, s);
    else this.#beyond = this.#beyond.plus(added);
  }

  /** Takes out what was added before. */
  subtract(taken: Decimal): void {
    this.#begin();
    const { d, e, s } = taken;
    const power = powerOf(e);
    if (hasPlace(power, d)) this.#addWords(d, power, -s);
    else this.#beyond = this.#beyond.minus(taken);
  }

  get value(): Decimal {
    if (this.#value !== undefined) return this.#value;
    const inWords = fromWords(this.#words ?? [], this.#power);
    return (this.#value = this.#beyond.isZero() ? inWords : inWords.plus(this.#beyond));
  }

  /** Takes the first value apart: most sums have no other one, and none of them is worth the words. */
  #begin(): void {
    const first = this.#value;
    this.#value = undefined;
    if (this.#words !== undefined || first === undefined) return;
    this.#words = [];
    if (!first.isZero()) this.add(first);
  }

  #addWords(d: readonly number[], power: number, sign: number): void {
    const words = (this.#words ??= []);
    if (words.length === 0) this.#power = power;
    for (; this.#power < power; this.#power += 1) words.unshift(0);
    const from = this.#power - power;
    while (words.length < from + d.length) words.push(0);
    for (let index = 0; index < d.length; index += 1)
      words[from + index] = (words[from + index] ?? 0) + sign * (d[index] ?? 0);
  }
}

/** Whether words are among those that are added one by one; of what is not finite there are none. */
function hasPlace(power: number, d: readonly number[]): boolean {
  // What is not finite has no exponent, and fails the first comparison.
  return power < MOST_WORDS && power - d.length >= -MOST_WORDS;
}

/** @param power of the first of the words, which stay as they are */
function fromWords(words: readonly number[], power: number): Decimal {
  const carried = carry(words, 1);
  return carried === undefined
    ? madeOf(-1, carry(words, -1) ?? [], power)
    : madeOf(1, carried, power);
}

/**
 * The words times a sign, each 0 to 9999999, with three more in front for what is carried; undefined if
 * they come to less than zero.
 */
function carry(words: readonly number[], sign: 1 | -1): number[] | undefined {
  // From zeros, since a copy of large words would stay an array of fractions, which is slow to divide.
  const carried = [0, 0, 0];
  for (let index = 0; index < words.length; index += 1) carried.push(0);
  let over = 0;
  for (let index = carried.length - 1; index >= 0; index -= 1) {
    const own = index < CARRIED_WORDS ? 0 : (words[index - CARRIED_WORDS] ?? 0);
    const word = sign * own + over;
    over = Math.floor(word / WORD);
    carried[index] = word - over * WORD;
  }
  return over < 0 ? undefined : carried;
}

/** Without the zeros in front and behind. */
function madeOf(sign: 1 | -1, carried: readonly number[], power: number): Decimal {
  let [first, end] = [0, carried.length];
  while (first < end && carried[first] === 0) first += 1;
  while (end > first && carried[end - 1] === 0) end -= 1;
  if (first === end) return ZERO;
  return decimalOfParts(sign, power + CARRIED_WORDS - first, carried.slice(first, end));
}
