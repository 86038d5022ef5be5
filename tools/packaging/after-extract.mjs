// @ts-check
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { removeLauncher } from '../electron/launcher.mjs';

/**
 * Called by electron-builder once Electron stands in the output folder and before the app is added:
 * takes out what makes a development Electron open any folder given to it.
 * @param {{ appOutDir: string }} context
 * @returns {Promise<void>}
 */
export default async function afterExtract({ appOutDir }) {
  await removeLauncher(appOutDir);
  await rm(path.join(appOutDir, 'resources', 'default_app.asar'), { force: true });
}
