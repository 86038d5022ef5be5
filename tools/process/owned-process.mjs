// @ts-check
import { spawn } from 'node:child_process';
import process from 'node:process';
import { whenEnding } from './ending.mjs';

const gracePeriodMilliseconds = 5_000;
const isWindows = process.platform === 'win32';

/**
 * Ends the program named by $0, then what is left of its group, once standard input closes without
 * a word: the owner died in a way that gave it no chance to clean up (SIGKILL, out of memory).
 */
const reaperScript = `read -r _ && exit
kill -s TERM -- "$0"; sleep 3; kill -s KILL -- "-$0"`;

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
 * exit, on SIGINT, SIGTERM and SIGHUP, and (except on Windows) when this process is killed outright.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @param {{ signalGraceMilliseconds?: number }} [limits] how long a signal forwarded to the child
 *   may take before it is insisted upon
 * @returns {OwnedProcess}
 */
export function startOwned(command, args, options = {}, limits = {}) {
  const child = spawn(command, args, { ...options, detached: !isWindows, windowsHide: true });
  const dismissReaper = child.pid === undefined || isWindows ? () => undefined : reap(child.pid);
  const atExit = () => sendToGroup(child, 'SIGKILL');
  process.once('exit', atExit);

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

  /** @type {OwnedProcess['stop']} */
  const stop = async (signal = 'SIGTERM', graceMilliseconds = gracePeriodMilliseconds) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const insist = setTimeout(() => sendToGroup(child, 'SIGKILL'), graceMilliseconds);
    await settled;
    clearTimeout(insist);
  };
  const forgetEnding = whenEnding((signal) => stop(signal, limits.signalGraceMilliseconds));
  void settled.then(() => {
    process.off('exit', atExit);
    forgetEnding();
    dismissReaper();
  });
  return { child, exited, stop };
}

/**
 * @param {number} group
 * @returns {() => void} dismisses the reaper
 */
function reap(group) {
  const reaper = spawn('sh', ['-c', reaperScript, String(group)], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  reaper.on('error', () => undefined);
  reaper.stdin.on('error', () => undefined);
  reaper.unref();
  return () => void reaper.stdin.end('done\n');
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
