// @ts-check
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const repositoryRoot = fileURLToPath(new URL('..', import.meta.url));

/**
 * The command line of a program that a package of ours brings, run with the Node that runs us: no
 * shell, no PATH, the same on every system.
 * @param {string} packageName
 * @param {string} [programName] when it differs from the package's name
 * @returns {Promise<{ command: string, args: string[] }>}
 */
export async function packageProgram(packageName, programName = packageName) {
  const folder = path.join(repositoryRoot, 'node_modules', packageName);
  const { bin } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const file = typeof bin === 'string' ? bin : bin?.[programName];
  if (typeof file !== 'string') throw new Error(`${packageName} has no program ${programName}`);
  return { command: process.execPath, args: [path.join(folder, file)] };
}
