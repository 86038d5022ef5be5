// @ts-check
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { repositoryRoot } from '../repository.mjs';

const lockFile = path.join(repositoryRoot, 'package-lock.json');

/**
 * Electron and its tools ask for Node 22.12, from which on `require` loads ES modules, as four of them
 * are. Node 20.19 does that as well, so they are locked with what the project itself asks for; what was
 * tried is in docs/commands.md. Without that, `npm ci` on Node 20 warns of each.
 */
const provenWithOurNode = [
  '@electron-internal/extract-zip',
  '@electron/get',
  '@electron/rebuild',
  'electron',
  'node-abi',
];

/**
 * The part of package-lock.json that is read here.
 * @typedef {object} LockedPackage
 * @property {string} [name] when it is installed under another name
 * @property {boolean} [hasInstallScript]
 * @property {string} [deprecated]
 * @property {Record<string, string>} [engines]
 *
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock by folder, the project itself under ''
 */

/** @returns {Promise<Lock>} */
export async function readLock() {
  return JSON.parse(await readFile(lockFile, 'utf8'));
}

/** @param {Lock} lock */
export async function writeLock(lock) {
  await writeFile(lockFile, `${JSON.stringify(lock, null, 2)}\n`);
}

/**
 * @param {Lock} lock
 * @returns {Lock} with our range of Node for the packages that were proven with it
 */
export function withProvenEngines(lock) {
  const { packages } = lock;
  const engines = packages['']?.engines;
  if (engines === undefined) throw new Error('package-lock.json has no engines; run npm install');
  const proven = provenWithOurNode.map((name) => {
    const folder = `node_modules/${name}`;
    if (packages[folder] === undefined) throw new Error(`${name} is not in package-lock.json`);
    return [folder, { ...packages[folder], engines }];
  });
  return { ...lock, packages: { ...packages, ...Object.fromEntries(proven) } };
}

/**
 * @param {Lock} lock
 * @returns {string[]} names of the packages that would run a script while they are installed
 */
export function packagesWithScripts({ packages }) {
  return Object.entries(packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([folder, { name }]) => name ?? folder.slice(folder.lastIndexOf('node_modules/') + 13))
    .sort();
}

/**
 * @param {Lock} lock
 * @param {(range: string) => boolean} admits whether a range of Node admits the one that is asked about
 * @returns {string[]} folders of the packages of which npm would warn
 */
export function warnedOf({ packages }, admits) {
  return Object.entries(packages)
    .filter(
      ([, { engines, deprecated }]) =>
        deprecated !== undefined || !admits(engines?.['node'] ?? '*'),
    )
    .map(([folder]) => folder);
}
