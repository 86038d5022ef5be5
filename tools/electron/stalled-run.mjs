// @ts-check
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startOwned } from '../process/owned-process.mjs';

/** Less than this within one limit is a download that would not end within the hour. */
const leastProgressBytes = 512 * 1024;

/**
 * @typedef {{ outcome: 'done' } | { outcome: 'failed', errors: string } | { outcome: 'stalled' }} StallResult
 */

/**
 * Runs a program that fills folders, and ends it (with everything it started) when they stop
 * growing for `limitMilliseconds` of `elapsed`, the milliseconds of a clock that is never set. A slow download
 * goes on; one that hangs does not.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env: NodeJS.ProcessEnv, folders: string[], limitMilliseconds: number, elapsed?: () => number }} options
 * @returns {Promise<StallResult>}
 */
export async function runUnlessStalled(command, args, options) {
  const { env, folders, limitMilliseconds, elapsed = () => performance.now() } = options;
  const owned = startOwned(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  owned.child.stderr?.setEncoding('utf8').on('data', (part) => (errors += part));

  const watching = new AbortController();
  const ended = owned.exited.finally(() => watching.abort());
  const stalled = watchForStall(folders, limitMilliseconds, elapsed, watching.signal);
  const first = await Promise.race([ended, stalled]);
  if (first === 'stalled') {
    await owned.stop('SIGTERM', 500);
    return { outcome: 'stalled' };
  }
  const { code } = await ended;
  return code === 0 ? { outcome: 'done' } : { outcome: 'failed', errors };
}

/**
 * @param {string[]} folders
 * @param {number} limitMilliseconds
 * @param {() => number} elapsed
 * @param {AbortSignal} signal
 * @returns {Promise<'stalled' | 'ended'>}
 */
async function watchForStall(folders, limitMilliseconds, elapsed, signal) {
  let bytes = 0;
  let progressAt = elapsed();
  while (!signal.aborted) {
    const now = await bytesIn(folders);
    if (Math.abs(now - bytes) >= leastProgressBytes) {
      bytes = now;
      progressAt = elapsed();
    } else if (elapsed() - progressAt >= limitMilliseconds) {
      return 'stalled';
    }
    await delay(Math.min(250, limitMilliseconds / 4), undefined, { signal }).catch(() => undefined);
  }
  return 'ended';
}

/** @param {string[]} folders */
async function bytesIn(folders) {
  let total = 0;
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true }).catch(() => []);
    for (const entry of entries) {
      // A file may be moved away between listing and measuring.
      const found = await stat(path.join(folder, entry)).catch(() => undefined);
      if (found?.isFile()) total += found.size;
    }
  }
  return total;
}
