// @ts-check
import { none, oneFailed, sum } from './counts.mjs';
import { table } from './table.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */
/** @typedef {import('../process/log.mjs').Log} Log */

/**
 * A record of stages as they run, one after another or side by side. None of them stops the others.
 */
export class Stages {
  /** @type {{ name: string, seconds: number, counts: Counts }[]} */
  #done = [];
  #log;
  #startedAt = performance.now();

  /** @param {Log} log */
  constructor(log) {
    this.#log = log;
  }

  /**
   * Runs a stage that has tests. One that throws counts as one failure. Its name is shown when it begins,
   * since what it says comes below; of a stage beside another one, when it has ended.
   * @param {string} name
   * @param {() => Promise<Counts>} work
   * @param {{ isBeside?: boolean }} [options]
   * @returns {Promise<boolean>} whether nothing failed
   */
  async run(name, work, { isBeside = false } = {}) {
    if (!isBeside) this.#log(`\n== ${name}`);
    const startedAt = performance.now();
    let counts = oneFailed;
    try {
      counts = await work();
    } catch (error) {
      this.#log(`${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
    const seconds = (performance.now() - startedAt) / 1000;
    this.#done.push({ name, seconds, counts });
    if (isBeside) {
      const outcome = counts.failed === 0 ? 'good' : 'failed, see above';
      this.#log(`== ${name}: ${outcome}, after ${seconds.toFixed(1)} s`);
    }
    return counts.failed === 0;
  }

  /**
   * Runs a stage that only makes others possible: it adds nothing to what passed.
   * @param {string} name
   * @param {() => Promise<void>} work
   * @param {{ isBeside?: boolean }} [options]
   * @returns {Promise<boolean>} whether it worked
   */
  prepare(name, work, options) {
    const run = async () => {
      await work();
      return none;
    };
    return this.run(name, run, options);
  }

  /**
   * Records that a stage could not run.
   * @param {string} name
   * @param {string} reason
   * @returns {Promise<boolean>}
   */
  fail(name, reason) {
    return this.run(name, () => Promise.reject(new Error(reason)));
  }

  /** @returns {Counts} */
  total() {
    return sum(this.#done.map(({ counts }) => counts));
  }

  /** @returns {string} how long it has all taken until now */
  wholeTime() {
    return `${((performance.now() - this.#startedAt) / 60_000).toFixed(1)} minutes in all`;
  }

  /** @returns {string} one line for each stage, in the order in which they ended */
  table() {
    const head = ['stage', 'passed', 'failed', 'skipped', 'seconds'];
    const rows = this.#done.map(({ name, seconds, counts: { passed, failed, skipped } }) => [
      name,
      ...[passed, failed, skipped].map(String),
      seconds.toFixed(1),
    ]);
    return table([head, ...rows]);
  }
}
