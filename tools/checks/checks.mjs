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

/** @type {Check[]} */
export const checks = [
  {
    name: 'format',
    passes: () => succeeds('prettier', ['--check', '--log-level', 'warn', '.']),
  },
  { name: 'types', passes: checkTypes },
  { name: 'lint', passes: () => succeeds('eslint', ['--max-warnings', '0', '.']) },
];

/**
 * @param {string} packageName
 * @param {string[]} options
 */
async function succeeds(packageName, options) {
  const { command, args } = await packageProgram(packageName);
  const { code } = await run(command, [...args, ...options], {
    cwd: repositoryRoot,
    env: process.env,
    atEnd: true,
  });
  return code === 0;
}
