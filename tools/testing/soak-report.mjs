// @ts-check
import path from 'node:path';
import { repositoryRoot } from '../repository.mjs';
import { table } from './table.mjs';

/**
 * What the soak reads of Vitest's JSON report, besides the counts.
 * @typedef {object} SoakTest
 * @property {string} fullName
 * @property {string} status
 * @property {number} [duration] milliseconds
 * @property {{ rounds?: number }} [meta]
 * @typedef {{ testResults: { name: string, assertionResults: SoakTest[] }[] }} SoakReport
 */

/**
 * @param {SoakReport} report
 * @returns {string} one line for each test that ran random rounds or failed, in the order of the files
 */
export function soakFigures({ testResults }) {
  const rows = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status, meta }) => meta?.rounds !== undefined || status === 'failed')
      .map(({ fullName, status, duration = 0, meta }) => [
        `${path.relative(repositoryRoot, name)}: ${fullName}`,
        status,
        String(meta?.rounds ?? '-'),
        (duration / 1000).toFixed(1),
      ]),
  );
  return table([['test', 'outcome', 'rounds', 'seconds'], ...rows]);
}
