// @ts-check
import process from 'node:process';
import { run } from '../process/run.mjs';
import { packageProgram, repositoryRoot } from '../repository.mjs';
import { checkTypes } from './type-check.mjs';

/**
 * A look at the sources as a whole that either passes or does not.
 * @typedef {object} Check
 * @property {string} name
 * @property {() => Promise<boolean>} passes complaints go to standard error
 */

const folders = ['electron', 'renderer', 'shared'];

/** @type {Check[]} */
export const checks = [
  {
    name: 'format',
    passes: () => succeeds('prettier', ['--check', '--log-level', 'warn', '.']),
  },
  { name: 'types', passes: checkTypes },
  { name: 'lint', passes: () => succeeds('eslint', ['--max-warnings', '0', '.']) },
  // Promises that nobody waits for, and cases that a switch forgets: they need types, which oxlint has at hand.
  { name: 'promises', passes: () => succeeds('oxlint', ['--type-aware', '--quiet', '.']) },
  // What may import what, in .dependency-cruiser.cjs.
  {
    name: 'arrows',
    passes: () => succeeds('dependency-cruiser', [...folders, '--output-type', 'err'], 'depcruise'),
  },
  { name: 'unused', passes: () => succeeds('knip', ['--no-progress']) },
];

/**
 * @param {string} packageName
 * @param {string[]} options
 * @param {string} [programName]
 */
async function succeeds(packageName, options, programName) {
  const { command, args } = await packageProgram(packageName, programName);
  const { code } = await run(command, [...args, ...options], {
    cwd: repositoryRoot,
    env: process.env,
    atEnd: true,
  });
  return code === 0;
}
