// @ts-check
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import process from 'node:process';
import { executableName, readDistribution } from './distribution.mjs';
import { runUnlessStalled } from './stalled-run.mjs';

/** @typedef {import('./distribution.mjs').Distribution} Distribution */
/** @typedef {{ folder: string, version: string }} ElectronPackage */

/**
 * The `electron` package that npm installed.
 * @returns {Promise<ElectronPackage>}
 */
export async function findElectronPackage() {
  const file = createRequire(import.meta.url).resolve('electron/package.json');
  const { version } = JSON.parse(await readFile(file, 'utf8'));
  return { folder: path.dirname(file), version };
}

/**
 * The Electron that the package's own install script has already put in place.
 * @param {ElectronPackage} electron
 * @returns {Promise<Distribution | undefined>}
 */
export async function readOwnDistribution(electron) {
  const recorded = await readFile(path.join(electron.folder, 'path.txt'), 'utf8').catch(() => '');
  if (recorded !== executableName) return undefined;
  const found = await readDistribution(path.join(electron.folder, 'dist'));
  return found?.version === electron.version ? found : undefined;
}

/**
 * Lets the package's own install script fetch and unpack Electron.
 * @param {ElectronPackage} electron
 * @param {{ cacheFolder: string, env: NodeJS.ProcessEnv, limitMilliseconds: number, elapsed?: (() => number) | undefined }} options
 *   `limitMilliseconds` is how long, by `elapsed`, it may go without receiving anything
 * @returns {Promise<{ distribution: Distribution } | { refused: string }>} `refused` says why
 */
export async function downloadOwn(electron, { cacheFolder, env, limitMilliseconds, elapsed }) {
  await mkdir(cacheFolder, { recursive: true });
  // A temporary folder of its own shows what arrives, and leaves nothing behind when stopped.
  const temporary = await mkdtemp(path.join(cacheFolder, 'electron-download-'));
  try {
    const result = await runUnlessStalled(
      process.execPath,
      [path.join(electron.folder, 'install.js')],
      {
        env: { ...env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
        folders: [temporary, path.join(electron.folder, 'dist')],
        limitMilliseconds,
        ...(elapsed === undefined ? {} : { elapsed }),
      },
    );
    if (result.outcome === 'stalled') {
      return { refused: `nothing arrived for ${limitMilliseconds / 1000} s` };
    }
    if (result.outcome === 'failed') return { refused: reasonIn(result.errors) };
    const distribution = await readOwnDistribution(electron);
    return distribution ? { distribution } : { refused: 'the download left no usable Electron' };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** @param {string} errors */
function reasonIn(errors) {
  const lines = errors.split('\n').map((line) => line.trim());
  // Node's fetch hides the cause (no such host, no route, refused) and says only this.
  if (lines.some((line) => line.endsWith('fetch failed'))) return 'its host cannot be reached';
  const cause = lines.find((line) => /error/i.test(line)) ?? lines.find((line) => line !== '');
  return (cause ?? 'it failed without saying why').slice(0, 200);
}
