// @ts-check
import { access, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { buildApp } from '../build/build-app.mjs';
import { prepareElectron } from '../electron/prepare.mjs';
import { run } from '../process/run.mjs';
import { packageProgram, repositoryRoot } from '../repository.mjs';
import { bundledPackages, licensesText, thirdPartyPackages } from './third-party-licenses.mjs';

/** @typedef {import('../process/log.mjs').Log} Log */

const output = path.join(repositoryRoot, 'dist');
/** Where electron-builder.yml takes it from. */
const licensesFile = path.join(repositoryRoot, 'out', 'THIRD-PARTY-LICENSES.txt');
const platformFlags = new Map([
  ['darwin', '--mac'],
  ['win32', '--win'],
  ['linux', '--linux'],
]);

/**
 * Builds the app and packages it for this platform into `dist/`, around the Electron that
 * `prepareElectron` finds.
 * @param {{ log: Log, targets?: string[], atEnd?: boolean }} options `atEnd` when it runs beside others:
 *   what it says is shown in one piece; `targets` are electron-builder's target names; `dir`, an
 *   unpacked app that can be started in place, by default
 * @returns {Promise<void>} throws when electron-builder fails; its messages are on standard error
 */
export async function packageApp({ log, targets = ['dir'], atEnd = false }) {
  const flag = platformFlags.get(process.platform);
  if (flag === undefined) throw new Error(`The app cannot be packaged on ${process.platform}.`);
  await buildApp({ log, atEnd });
  const bundled = await bundledPackages(path.join(repositoryRoot, 'out', 'bundled-packages'));
  const packages = await thirdPartyPackages(repositoryRoot, bundled);
  await writeFile(licensesFile, licensesText(packages));
  const electron = await prepareElectron({ log });
  if (electron.source === 'registry') {
    log('The package holds this older Electron: good for testing, not for giving to others.');
  }
  const { command, args } = await packageProgram('electron-builder');
  const options = [
    ...[flag, ...targets, '--publish', 'never'],
    `--config.electronDist=${electron.distPath}`,
    `--config.electronVersion=${electron.version}`,
  ];
  const { code } = await run(command, [...args, ...options], { cwd: repositoryRoot, atEnd });
  if (code !== 0) throw new Error('The app could not be packaged.');
}

/**
 * Finds the program in the unpacked app that `packageApp` left.
 * @returns {Promise<string>} its path; throws when there is none
 */
export async function packagedExecutable() {
  const inside =
    process.platform === 'darwin'
      ? path.join('Portolan.app', 'Contents', 'MacOS', 'Portolan')
      : process.platform === 'win32'
        ? 'Portolan.exe'
        : 'portolan';
  // The folder's name depends on platform and architecture: linux-unpacked, mac-arm64 ...
  for (const folder of await readdir(output).catch(() => [])) {
    const candidate = path.join(output, folder, inside);
    const isThere = await access(candidate).then(
      () => true,
      () => false,
    );
    if (isThere) return candidate;
  }
  throw new Error(`There is no packaged app in ${output}. Run: npm run package`);
}
