// @ts-check
import process from 'node:process';
import { constants } from 'node:os';

/**
 * Work to be done before this process ends because of a signal.
 * @typedef {(signal: NodeJS.Signals) => Promise<void>} Ending
 */

/** @type {Set<Ending>} */
const endings = new Set();
/** @type {NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
let isEnding = false;

/** @param {NodeJS.Signals} signal */
const end = (signal) => {
  if (isEnding) return;
  isEnding = true;
  // The last thing started is the first to stop: a keyring outlives the app that uses it.
  const inOrder = [...endings].reverse();
  const stopAll = async () => {
    for (const ending of inOrder) await ending(signal).catch(() => undefined);
  };
  void stopAll().then(() => process.exit(128 + constants.signals[signal]));
};

/**
 * Registers work for when SIGINT, SIGTERM or SIGHUP asks this process to end. All registered work
 * is awaited, newest first; then the process exits with 128 + the signal's number.
 * @param {Ending} ending
 * @returns {() => void} takes the work back
 */
export function whenEnding(ending) {
  if (endings.size === 0) for (const signal of signals) process.on(signal, end);
  endings.add(ending);
  return () => {
    endings.delete(ending);
    if (endings.size === 0 && !isEnding) for (const signal of signals) process.off(signal, end);
  };
}
