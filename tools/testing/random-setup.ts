import fc from 'fast-check';
import { afterEach, beforeEach } from 'vitest';
import { countRounds, rounds, roundsCounted, seed } from '../../electron/testing/rounds';

/** fast-check's own usual number. */
const USUAL_RUNS = 100;

/**
 * Before each test file: property tests draw from the seed of the run, run many more times in the soak,
 * and each test tells its report how many random rounds it ran (`meta.rounds`).
 */
fc.configureGlobal({ seed, numRuns: rounds(USUAL_RUNS, 50 * USUAL_RUNS) });
// Files of one worker may share fast-check, and each comes by here: once is enough.
const COUNTED = Symbol.for('portolan: rounds of property tests are counted');
if (!Reflect.has(globalThis, COUNTED)) {
  fc.installGlobalPlugin(() => ({ onAllRunsComplete: ({ numRuns }) => countRounds(numRuns) }));
  Reflect.set(globalThis, COUNTED, true);
}

let countedBefore = 0;
beforeEach(() => {
  countedBefore = roundsCounted();
});
afterEach(({ task }) => {
  const counted = roundsCounted() - countedBefore;
  if (counted > 0) task.meta.rounds = counted;
});

declare module 'vitest' {
  interface TaskMeta {
    rounds?: number;
  }
}
