import { randomInt } from 'node:crypto';
import { seededRandom } from '../simulator/world/random';

/**
 * `npm test` runs the short form of a random test, `npm run soak` the long one. Both begin with a seed
 * that a failure names: `PORTOLAN_SEED=123 npm test -- --only integration` repeats it.
 */
const isSoak = process.env['PORTOLAN_SOAK'] === '1';

/** The seed of everything random in this process. */
export const seed: number = givenSeed() ?? randomInt(2 ** 31);

/** How many rounds to run: few in `npm test`, many in `npm run soak`. */
export function rounds(short: number, long: number): number {
  return isSoak ? long : short;
}

/**
 * A random sequence of its own for one round of one test, so that a single round can be repeated.
 * @param name of the test, since tests that share a seed must not do the same
 * @returns numbers in [0, 1)
 */
export function randomOf(name: string, round: number): () => number {
  let hash = seed ^ Math.imul(round + 1, 0x9e3779b1);
  for (const character of name)
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return seededRandom(hash >>> 0);
}

/** Counts a round for the report of the soak, and names it in the error that ended it. */
export async function inRound<T>(name: string, round: number, work: () => Promise<T>): Promise<T> {
  countRounds(1);
  try {
    return await work();
  } catch (error) {
    throw new Error(`${name}: round ${round} of PORTOLAN_SEED=${seed}`, { cause: error });
  }
}

let counted = 0;

/** Adds to the random rounds run in this process. */
export function countRounds(count: number): void {
  counted += count;
}

export function roundsCounted(): number {
  return counted;
}

function givenSeed(): number | undefined {
  const text = process.env['PORTOLAN_SEED'];
  if (text === undefined || text === '') return undefined;
  const given = Number(text);
  if (!Number.isSafeInteger(given)) throw new TypeError(`PORTOLAN_SEED=${text} is no whole number`);
  return given;
}
