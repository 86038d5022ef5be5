// @ts-check
import { access, constants, readFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';

/**
 * An unpacked Electron that can be run.
 * @typedef {object} Distribution
 * @property {string} distPath the folder
 * @property {string} executablePath the program inside it
 * @property {string} version as in its `version` file, without a leading v; `unknown` without one
 */

/** Where the program stands inside an unpacked Electron. */
export const executableName =
  process.platform === 'darwin'
    ? 'Electron.app/Contents/MacOS/Electron'
    : process.platform === 'win32'
      ? 'electron.exe'
      : 'electron';

/**
 * @param {string} distPath
 * @returns {Promise<Distribution | undefined>} undefined when there is no program to run there
 */
export async function readDistribution(distPath) {
  const executablePath = path.join(distPath, executableName);
  try {
    await access(executablePath, constants.X_OK);
  } catch {
    return undefined;
  }
  return { distPath, executablePath, version: await readVersion(distPath) };
}

/** @param {string} distPath */
async function readVersion(distPath) {
  try {
    const text = await readFile(path.join(distPath, 'version'), 'utf8');
    return text.trim().replace(/^v/, '');
  } catch {
    return 'unknown';
  }
}
