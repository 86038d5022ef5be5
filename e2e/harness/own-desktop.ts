import process from 'node:process';
import { startDisplay } from '../../tools/system/display.mjs';
import { startKeyring } from '../../tools/system/keyring.mjs';

/**
 * Gives this process a display and a keyring that no other worker has: two windows on one display take
 * the focus from each other, and a journey may look at all entries of the keychain.
 * @returns what takes them down
 */
export async function ownDesktop(): Promise<() => Promise<void>> {
  if (process.platform !== 'linux') return async () => undefined;
  const display = await startDisplay();
  try {
    const keyring = await startKeyring();
    Object.assign(process.env, display.env, keyring.env);
    return async () => {
      await keyring.stop();
      await display.stop();
    };
  } catch (error) {
    await display.stop();
    throw error;
  }
}
