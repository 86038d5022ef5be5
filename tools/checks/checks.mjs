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
 * @property {string} what it makes sure of
 * @property {() => Promise<boolean>} passes complaints go to standard error
 */

const referenceTool = path.join(repositoryRoot, 'tools', 'reference.mjs');
const folders = ['electron', 'renderer', 'shared'];

/** @type {Check[]} */
export const checks = [
  {
    name: 'format',
    what: 'Every file is formatted (Prettier).',
    passes: () => succeeds('prettier', ['--check', '--log-level', 'warn', '.']),
  },
  { name: 'types', what: 'Every project type-checks.', passes: checkTypes },
  {
    name: 'lint',
    what: 'No rule of `eslint.config.mjs` is broken.',
    passes: () => succeeds('eslint', ['--max-warnings', '0', '.']),
  },
  {
    name: 'promises',
    what: 'No promise is left alone, and no switch forgets a case (oxlint, which knows types).',
    passes: () => succeeds('oxlint', ['--type-aware', '--quiet', '.']),
  },
  {
    name: 'arrows',
    what: 'Nothing imports what it may not: `.dependency-cruiser.cjs`.',
    passes: () => succeeds('dependency-cruiser', [...folders, '--output-type', 'err'], 'depcruise'),
  },
  {
    name: 'unused',
    what: 'Nothing is there that nobody uses (knip).',
    passes: () => succeeds('knip', ['--no-progress']),
  },
  {
    name: 'reference',
    what: 'Pages that are made from the code say what the code says.',
    passes: () => endsWell([referenceTool, '--check']),
  },
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
