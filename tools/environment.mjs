// @ts-check
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import process from 'node:process';
import { prepareElectron } from './electron/prepare.mjs';
import { startDisplay } from './system/display.mjs';
import { startKeyring } from './system/keyring.mjs';
import { ensureSystemPackages } from './system/packages.mjs';
import { removeAtExit } from './process/temporary-folder.mjs';

/** @typedef {import('./process/log.mjs').Log} Log */

/**
 * What the environment needs of the system.
 * @type {import('./system/requirements.mjs').Need[]}
 */
export const environmentNeeds = ['electron', 'display', 'keyring'];

/**
 * @typedef {object} TestEnvironment
 * @property {NodeJS.ProcessEnv} env the whole environment for programs to be run in it
 * @property {import('./electron/prepare.mjs').PreparedElectron} electron
 */

/**
 * Does work in an environment of its own: an Electron, a virtual display, and an unlocked keyring
 * on a private session bus (on Linux; elsewhere the system's display and keychain serve). It is
 * taken down when the work is done, however it ends.
 * `PORTOLAN_TEST_ELECTRON` in the environment is the path of the Electron program, and
 * `PORTOLAN_TEST_ELECTRON_FOLDER` that of the folder that was unpacked.
 * @template T
 * @param {{ log: Log, filesInMemory?: boolean }} options `filesInMemory` where speed counts and the
 *   disk is not what is tried: hundreds of databases are opened, and each closing flushes a thousand files
 * @param {(environment: TestEnvironment) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withTestEnvironment({ log, filesInMemory = false }, work) {
  await ensureSystemPackages({ needs: environmentNeeds, log });
  const electron = await prepareElectron({ log });
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...process.env,
    PORTOLAN_TEST_ELECTRON: electron.executablePath,
    PORTOLAN_TEST_ELECTRON_FOLDER: electron.distPath,
  };
  // Set by editors built on Electron in their terminals, it would turn the app into plain Node.
  delete env['ELECTRON_RUN_AS_NODE'];
  if (process.platform !== 'linux') return work({ env, electron });

  const display = await startDisplay();
  const memory = filesInMemory ? await memoryFolder() : undefined;
  try {
    const keyring = await startKeyring();
    try {
      // A desktop's Wayland socket would win over the virtual display.
      delete env['WAYLAND_DISPLAY'];
      Object.assign(env, display.env, keyring.env, { NO_AT_BRIDGE: '1' });
      if (memory !== undefined) env['TMPDIR'] = memory;
      return await work({ env, electron });
    } finally {
      await keyring.stop();
    }
  } finally {
    await display.stop();
    if (memory !== undefined) await rm(memory, { recursive: true, force: true });
  }
}

/** Far more than all data folders of a run hold at one time. */
const ROOM_BYTES = 4 * 1024 ** 3;
const MEMORY = '/dev/shm';

/** A folder for temporary files that is in memory; none where there is no room for it. */
async function memoryFolder() {
  const { bavail, bsize } = await statfs(MEMORY).catch(() => ({ bavail: 0, bsize: 0 }));
  if (bavail * bsize < ROOM_BYTES) return undefined;
  const folder = await mkdtemp(`${MEMORY}/portolan-`);
  removeAtExit(folder);
  return folder;
}
