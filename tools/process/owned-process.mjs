// @ts-check
import { spawn } from 'node:child_process';
import process from 'node:process';
import { whenEnding } from './ending.mjs';

const gracePeriodMilliseconds = 5_000;
const isWindows = process.platform === 'win32';

/** @type {Set<import('node:child_process').ChildProcess>} */
const living = new Set();
const killLiving = () => {
  for (const child of living) sendToGroup(child, 'SIGKILL');
};

/**
 * Reads the id of a program, then waits for a second line. When standard input closes without one,
 * the owner died in a way that gave it no chance to clean up (SIGKILL, out of memory): the program
 * is asked to end, and what is left of its group is killed.
 */
const reaperScript = `read -r leader || exit; read -r _ && exit
kill -s TERM -- "$leader"; sleep 3; kill -s KILL -- "-$leader"`;

/**
 * A child process (with everything it starts) that does not outlive this process.
 * @typedef {object} OwnedProcess
 * @property {import('node:child_process').ChildProcess} child
 * @property {Promise<{ code: number | null, signal: NodeJS.Signals | null }>} exited
 *   settles once the process is gone; rejects when it could not be started
 * @property {(signal?: NodeJS.Signals, graceMilliseconds?: number) => Promise<void>} stop
 *   asks the program to end (SIGTERM by default), so that it can end its own children in order;
 *   after the grace period (5 s by default) kills the whole group; resolves when it is gone
 */

/**
 * Starts a program in a process group of its own and ties its life to ours: it is ended on normal
 * exit, on SIGINT, SIGTERM and SIGHUP, and (except on Windows) when this process is killed outright
 * at any time after this call returned.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @param {{ signalGraceMilliseconds?: number }} [limits] how long a signal forwarded to the child
 *   may take before it is insisted upon
 * @returns {OwnedProcess}
 */
export function startOwned(command, args, options = {}, limits = {}) {
  /** @type {OwnedProcess['stop']} */
  let stop = () => Promise.resolve();
  // Both before the child is there: a signal that arrives in between must not leave it behind.
  const forgetEnding = whenEnding((signal) => stop(signal, limits.signalGraceMilliseconds));
  const reaper = isWindows ? undefined : startReaper();
  const child = spawn(command, args, { ...options, detached: !isWindows, windowsHide: true });
  if (child.pid !== undefined) reaper?.stdin.write(`${child.pid}\n`);
  if (living.size === 0) process.on('exit', killLiving);
  living.add(child);

  /** @type {OwnedProcess['exited']} */
  const exited = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      // Stragglers the program left in its group must not outlive it either.
      sendToGroup(child, 'SIGTERM');
      resolve({ code, signal });
    });
  });
  const settled = exited.then(
    () => undefined,
    () => undefined,
  );

  stop = async (signal = 'SIGTERM', graceMilliseconds = gracePeriodMilliseconds) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const insist = setTimeout(() => sendToGroup(child, 'SIGKILL'), graceMilliseconds);
    await settled;
    clearTimeout(insist);
  };
  void settled.then(() => {
    living.delete(child);
    if (living.size === 0) process.off('exit', killLiving);
    forgetEnding();
    reaper?.stdin.end('done\n');
  });
  return { child, exited, stop };
}

function startReaper() {
  const reaper = spawn('sh', ['-c', reaperScript], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  reaper.on('error', () => undefined);
  reaper.stdin.on('error', () => undefined);
  reaper.unref();
  return reaper;
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function sendToGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (isWindows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // The group is gone, which is what was asked for.
  }
}
