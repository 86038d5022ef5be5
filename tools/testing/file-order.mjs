// @ts-check
import { createHash } from 'node:crypto';
import { BaseSequencer } from 'vitest/node';

/** Those that take from twenty seconds to a minute: one that begins last leaves a core idle for as long. */
export const LONG_FILES = [
  'electron/store/engines/embedded/durability.integration.test.ts',
  'electron/testing/moves-between-accounts.soak.integration.test.ts',
  'electron/testing/database-down.integration.test.ts',
  'electron/store/engines/embedded/embedded-engine.integration.test.ts',
  'electron/store/upgrade.integration.test.ts',
  'electron/store/process/embedded-history.integration.test.ts',
];

/**
 * @typedef {object} TestFile
 * @property {string} path
 * @property {boolean} isIsolated it has a process of its own; the others share theirs with those that run
 *   before and after them
 */

/**
 * Long files first; those that share a process last and together, for whatever runs in between ends that
 * process with all that it has loaded. Else in an order of the seed, so that what one leaves behind for
 * another is found.
 * @template {TestFile} File
 * @param {readonly File[]} files
 * @param {number} seed
 * @returns {File[]}
 */
export function inOrder(files, seed) {
  const keyed = files.map((file) => {
    const at = file.isIsolated ? LONG_FILES.findIndex((name) => file.path.endsWith(name)) : -1;
    const rank = at >= 0 ? at : LONG_FILES.length + (file.isIsolated ? 0 : 1);
    const drawn = createHash('sha256').update(`${seed} ${file.path}`).digest('hex');
    return { file, rank, drawn };
  });
  return keyed
    .sort((a, b) => a.rank - b.rank || (a.drawn < b.drawn ? -1 : 1))
    .map(({ file }) => file);
}

/** The order of all files of a run, whatever their project. */
export class FileOrder extends BaseSequencer {
  /**
   * @override
   * @param {import('vitest/node').TestSpecification[]} specifications
   */
  sort(specifications) {
    const files = specifications.map((specification) => ({
      specification,
      path: specification.moduleId,
      isIsolated: specification.project.config.isolate,
    }));
    const sorted = inOrder(files, this.ctx.config.sequence.seed);
    return Promise.resolve(sorted.map(({ specification }) => specification));
  }
}
