// @ts-check
import { randomInt } from 'node:crypto';

const largestSeed = 2 ** 31;

/**
 * The seed of everything random in a run of the tests.
 * @param {string | undefined} given a whole number in text
 * @returns {number} the given one, or one drawn now
 */
export function chooseSeed(given) {
  if (given === undefined || given === '') return randomInt(largestSeed);
  const seed = Number(given);
  if (!Number.isSafeInteger(seed)) throw new Error(`The seed must be a whole number: ${given}`);
  return seed;
}
