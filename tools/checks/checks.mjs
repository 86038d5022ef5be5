// @ts-check
import path from 'node:path';
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

const referenceTool = path.join(repositoryRoot, 'tools', 'reference.mjs');
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
  // Pages that are made from the code say what the code says.
  { name: 'reference', passes: () => endsWell([referenceTool, '--check']) },
];

/**
 * @param {string} packageName
 * @param {string[]} options
 * @param {string} [programName]
 */
async function succeeds(packageName, options, programName) {
  const { args } = await packageProgram(packageName, programName);
  return endsWell([...args, ...options]);
}

/** @param {string[]} args of the Node that runs us */
async function endsWell(args) {
  const options = { cwd: repositoryRoot, env: process.env, atEnd: true };
  const { code } = await run(process.execPath, args, options);
  return code === 0;
}
