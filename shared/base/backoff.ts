/** Attempts in a row that still make a pause longer: far beyond any `longestMs`. */
const MOST_DOUBLINGS = 20;

/**
 * The pause after so many failures in a row, in ms: doubling from the first one to the longest, shortened by up to
 * half, so that what failed together does not return together.
 * @param failures at least 1
 * @param random 0 to 1: half the pause to all of it
 */
export function backoff(
  failures: number,
  { firstMs, longestMs }: { readonly firstMs: number; readonly longestMs: number },
  random: number,
): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, MOST_DOUBLINGS));
  return Math.round(ceiling / 2 + (random * ceiling) / 2);
}
