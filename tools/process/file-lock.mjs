// @ts-check
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';

const pollMilliseconds = 100;
/** A lock file is created and filled in two steps; an empty one this old has no owner any more. */
const emptyIsAbandonedMilliseconds = 5_000;

/**
 * Runs work while holding a lock file, so that two runs at once take turns. A lock whose process
 * is gone is taken over.
 * @template T
 * @param {string} lockPath
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withFileLock(lockPath, work) {
  await mkdir(path.dirname(lockPath), { recursive: true });
  while (!(await tryCreate(lockPath))) {
    if (await isAbandoned(lockPath)) await setAside(lockPath);
    else await delay(pollMilliseconds);
  }
  try {
    return await work();
  } finally {
    await rm(lockPath, { force: true });
  }
}

/** @param {string} lockPath */
async function tryCreate(lockPath) {
  try {
    const file = await open(lockPath, 'wx');
    await file.writeFile(String(process.pid));
    await file.close();
    return true;
  } catch (error) {
    if (isErrorWithCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** @param {string} lockPath */
async function isAbandoned(lockPath) {
  try {
    const owner = Number.parseInt(await readFile(lockPath, 'utf8'), 10);
    if (Number.isNaN(owner)) {
      return Date.now() - (await stat(lockPath)).mtimeMs > emptyIsAbandonedMilliseconds;
    }
    return !isAlive(owner);
  } catch (error) {
    if (isErrorWithCode(error, 'ENOENT')) return false;
    throw error;
  }
}

/** @param {string} lockPath */
async function setAside(lockPath) {
  // Renaming succeeds for exactly one of several that see the same abandoned lock.
  const aside = `${lockPath}.${process.pid}.abandoned`;
  await rename(lockPath, aside).catch(() => undefined);
  await rm(aside, { force: true });
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isErrorWithCode(error, 'EPERM');
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function isErrorWithCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}
