// @ts-check
import process from 'node:process';
import { missingRequirements } from './requirements.mjs';
import { canInstall, installCommand, installPackages } from './apt.mjs';

/** @typedef {import('../process/log.mjs').Log} Log */
/** @typedef {import('./requirements.mjs').Need} Need */

/**
 * Sees to it that the libraries and programs of the system that are needed are there: installs the
 * Debian packages when it may (root, or sudo without a password), otherwise says what to run.
 * On macOS and Windows there is nothing to do.
 * @param {{ needs: Need[], log: Log }} options
 * @returns {Promise<void>} throws, with the line to run, when something is missing
 */
export async function ensureSystemPackages({ needs, log }) {
  if (process.platform !== 'linux') return;
  const missing = await missingRequirements(needs);
  if (missing.length === 0) return;
  const names = missing.map((requirement) => requirement.packages[0]).join(' ');

  const installer = await canInstall();
  if (installer === 'none') {
    throw new Error(
      `This system lacks: ${missing.map(({ description }) => description).join(', ')}. ` +
        `Install them with its package manager (Debian calls them ${names}).`,
    );
  }
  if (installer === 'needs-password') {
    throw new Error(`Some system packages are missing. Run this once:\n  ${installCommand(names)}`);
  }
  log(`Installing system packages: ${names} ...`);
  await installPackages(missing, installer);
  const still = await missingRequirements(needs);
  if (still.length > 0) {
    const left = still.map(({ description }) => description).join(', ');
    throw new Error(`The packages were installed, but this is still missing: ${left}.`);
  }
}
