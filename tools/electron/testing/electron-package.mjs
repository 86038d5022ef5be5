// @ts-check
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { repositoryRoot } from '../../repository.mjs';
import { findElectronPackage } from '../own-download.mjs';

/**
 * A copy of the installed `electron` package, without its program, that downloads into itself.
 * `zip` is the download it accepts.
 * @param {Buffer} [zip]
 * @returns {Promise<import('../own-download.mjs').ElectronPackage & { remove: () => Promise<void> }>}
 */
export async function copyElectronPackage(zip) {
  const real = await findElectronPackage();
  // Under node_modules, so that the install script finds the packages it needs.
  const parent = path.join(repositoryRoot, 'node_modules', '.cache');
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(path.join(parent, 'electron-copy-'));
  for (const name of ['install.js', 'package.json']) {
    await copyFile(path.join(real.folder, name), path.join(folder, name));
  }
  const asset = `electron-v${real.version}-${process.platform}-${process.arch}.zip`;
  const digest = createHash('sha256')
    .update(zip ?? 'nothing')
    .digest('hex');
  await writeFile(path.join(folder, 'checksums.json'), JSON.stringify({ [asset]: digest }));
  return {
    folder,
    version: real.version,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
