// @ts-check
import process from 'node:process';
import { prepareElectron } from './electron/prepare.mjs';
import { startDisplay } from './system/display.mjs';
import { startKeyring } from './system/keyring.mjs';
import { ensureSystemPackages } from './system/packages.mjs';

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
 * `PORTOLAN_TEST_ELECTRON` in the environment is the path of the Electron program.
 * @template T
 * @param {{ log: Log }} options
 * @param {(environment: TestEnvironment) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withTestEnvironment({ log }, work) {
  await ensureSystemPackages({ needs: environmentNeeds, log });
  const electron = await prepareElectron({ log });
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...process.env,
    PORTOLAN_TEST_ELECTRON: electron.executablePath,
  };
  // Set by editors built on Electron in their terminals, it would turn the app into plain Node.
  delete env['ELECTRON_RUN_AS_NODE'];
  if (process.platform !== 'linux') return work({ env, electron });

  const display = await startDisplay();
  try {
    const keyring = await startKeyring();
    try {
      // A desktop's Wayland socket would win over the virtual display.
      delete env['WAYLAND_DISPLAY'];
      Object.assign(env, display.env, keyring.env, { NO_AT_BRIDGE: '1' });
      return await work({ env, electron });
    } finally {
      await keyring.stop();
    }
  } finally {
    await display.stop();
  }
}
