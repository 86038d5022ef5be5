// @ts-check
import { rmSync } from 'node:fs';
import process from 'node:process';

/**
 * Removes a folder when this process exits, whichever way it does short of being killed outright.
 * @param {string} folder
 * @returns {() => void} takes it back
 */
export function removeAtExit(folder) {
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  return () => void process.off('exit', remove);
}
