import { readConfigureGlobal } from 'fast-check';

/** fast-check's own usual number. */
const USUAL_RUNS = 100;

/**
 * How often to run a property that needs another number of runs than the usual hundred.
 * @param inTests how often `npm test` runs it; the soak multiplies it as it does the usual number
 */
export function runs(inTests: number): { readonly numRuns: number } {
  return {
    numRuns: Math.ceil((inTests * (readConfigureGlobal().numRuns ?? USUAL_RUNS)) / USUAL_RUNS),
  };
}
