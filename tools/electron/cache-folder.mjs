// @ts-check
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';

/**
 * The per-user folder for what can be fetched again: outside the repository, so that a clean
 * checkout does not fetch it twice.
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string}
 */
export function cacheFolder(env = process.env) {
  return path.join(baseFolder(env), 'portolan');
}

/** @param {NodeJS.ProcessEnv} env */
function baseFolder(env) {
  if (env['XDG_CACHE_HOME']) return env['XDG_CACHE_HOME'];
  if (process.platform === 'darwin') return path.join(os.homedir(), 'Library', 'Caches');
  if (process.platform === 'win32' && env['LOCALAPPDATA']) return env['LOCALAPPDATA'];
  return path.join(os.homedir(), '.cache');
}
