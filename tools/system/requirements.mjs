// @ts-check
import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { run } from '../process/run.mjs';

/**
 * What a run needs of the system: to run Electron, a virtual display, a keyring of its own.
 * @typedef {'electron' | 'display' | 'keyring'} Need
 */

/**
 * @typedef {object} Requirement
 * @property {Need} need
 * @property {string} description what is looked for, in words
 * @property {{ library: string } | { programs: string[] }} sign what shows that it is there
 * @property {[string, ...string[]]} packages Debian's names for it, oldest release first
 */

/**
 * From Debian 13 and Ubuntu 24.04 on, some libraries carry a `t64` suffix (64-bit time).
 * @type {Requirement[]}
 */
export const requirements = [
  library('libnss3.so', 'libnss3'),
  library('libgtk-3.so.0', 'libgtk-3-0', 'libgtk-3-0t64'),
  library('libasound.so.2', 'libasound2', 'libasound2t64'),
  library('libgbm.so.1', 'libgbm1'),
  library('libatk-bridge-2.0.so.0', 'libatk-bridge2.0-0', 'libatk-bridge2.0-0t64'),
  library('libcups.so.2', 'libcups2', 'libcups2t64'),
  library('libsecret-1.so.0', 'libsecret-1-0'),
  programs('display', ['Xvfb'], 'xvfb'),
  programs('keyring', ['dbus-daemon', 'dbus-send'], 'dbus-x11'),
  programs('keyring', ['gnome-keyring-daemon'], 'gnome-keyring'),
];

/**
 * @param {Need[]} needs
 * @returns {Promise<Requirement[]>} those that are not there
 */
export async function missingRequirements(needs) {
  const wanted = requirements.filter(({ need }) => needs.includes(need));
  const libraries = await knownLibraries();
  const isPresent = await Promise.all(
    wanted.map(async ({ sign }) => {
      if ('programs' in sign)
        return (await Promise.all(sign.programs.map(isOnPath))).every(Boolean);
      // A system without a loader cache (NixOS, musl) keeps libraries where we cannot look.
      return libraries === undefined || libraries.has(sign.library);
    }),
  );
  return wanted.filter((_, index) => !isPresent[index]);
}

/**
 * @param {string} name
 * @param {[string, ...string[]]} packages
 * @returns {Requirement}
 */
function library(name, ...packages) {
  return { need: 'electron', description: name, sign: { library: name }, packages };
}

/**
 * @param {Need} need
 * @param {string[]} names
 * @param {[string, ...string[]]} packages
 * @returns {Requirement}
 */
function programs(need, names, ...packages) {
  return { need, description: names.join(' and '), sign: { programs: names }, packages };
}

/** @returns {Promise<Set<string> | undefined>} names in the loader's cache */
async function knownLibraries() {
  // Not on the PATH of an ordinary user in Debian.
  for (const command of ['ldconfig', '/sbin/ldconfig', '/usr/sbin/ldconfig']) {
    const result = await run(command, ['-p'], { capture: true }).catch(() => undefined);
    if (result?.code !== 0) continue;
    return new Set(result.output.split('\n').map((line) => line.trim().split(' ')[0] ?? ''));
  }
  return undefined;
}

/** @param {string} name */
async function isOnPath(name) {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    try {
      await access(path.join(folder, name), constants.X_OK);
      return true;
    } catch {
      // Not in this one.
    }
  }
  return false;
}
