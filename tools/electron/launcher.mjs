// @ts-check
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('./launcher/', import.meta.url));
const files = ['package.json', 'launcher.cjs'];

/** Where a launcher stands inside an unpacked Electron. */
const launcherFolder = path.join('resources', 'app');

/**
 * Puts the launcher into an Electron that comes without its default app, so that
 * `electron FOLDER` works there too. Nothing is written when it is already in place.
 * @param {string} distPath
 * @returns {Promise<void>}
 */
export async function installLauncher(distPath) {
  const folder = path.join(distPath, launcherFolder);
  await mkdir(folder, { recursive: true });
  for (const name of files) {
    const wanted = await readFile(path.join(source, name), 'utf8');
    const target = path.join(folder, name);
    if ((await readFile(target, 'utf8').catch(() => undefined)) === wanted) continue;
    // Renamed into place: an Electron that starts at this moment sees the old or the new file.
    const draft = `${target}.${process.pid}`;
    await writeFile(draft, wanted);
    await rename(draft, target);
  }
}

/**
 * Takes the launcher out of an Electron that is about to become a packaged app.
 * @param {string} distPath
 * @returns {Promise<void>}
 */
export async function removeLauncher(distPath) {
  await rm(path.join(distPath, launcherFolder), { recursive: true, force: true });
}
