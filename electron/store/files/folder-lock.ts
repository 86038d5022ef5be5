import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { hasCode, isMissing } from './durable-files';
import { isAlive, processIdentity } from './process-identity';
import { StorageError } from '../storage-error';
import { waitFor } from '../../timing/timer';

/** A held lock; `release` gives it up and may be called twice. */
export interface FolderLock {
  release(): Promise<void>;
}

interface Owner {
  readonly pid: number;
  /** See {@link processIdentity}: a number alone is used again by later processes. */
  readonly identity?: string;
  readonly token: string;
}

const POLL_MS = 100;
/** Taking over is the work of milliseconds. */
const TAKEOVER_PATIENCE_MS = 10_000;

/**
 * Takes the lock file, which the engine lacks: two processes that open one folder ruin it and neither
 * notices. A lock whose process is gone is taken over.
 * @param patienceMs how long to wait for a running process to give it up
 * @throws StorageError when a running process still holds it then.
 */
export async function lockFolder(file: string, patienceMs = 0): Promise<FolderLock> {
  const identity = await processIdentity(process.pid);
  const own: Owner = {
    pid: process.pid,
    ...(identity === undefined ? {} : { identity }),
    token: randomUUID(),
  };
  const deadline = performance.now() + patienceMs;
  for (;;) {
    if (await tryCreate(file, own)) return holding(file, own.token);
    const owner = await readOwner(file);
    if (owner === undefined) continue;
    if (!(await isRunning(owner))) {
      await removeDead(file, owner.token);
    } else if (performance.now() < deadline) {
      await waitFor(POLL_MS);
    } else {
      throw new StorageError(
        `This data folder is in use by another running Portolan (process ${owner.pid}).`,
        { hint: 'Quit the other one, or start with another --data-dir.' },
      );
    }
  }
}

function holding(file: string, token: string): FolderLock {
  return {
    async release() {
      const owner = await readOwner(file);
      if (owner?.token === token) await rm(file, { force: true });
    },
  };
}

/** Linking a finished file into place: nobody ever reads a half-written lock. */
async function tryCreate(file: string, own: Owner): Promise<boolean> {
  const finished = `${file}.${own.token}`;
  await writeFile(finished, JSON.stringify(own), { mode: 0o600 });
  try {
    await link(finished, file);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    return await tryCreateInPlace(file, own);
  } finally {
    await rm(finished, { force: true });
  }
}

/** For file systems without hard links, such as exFAT. */
async function tryCreateInPlace(file: string, own: Owner): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify(own), { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function readOwner(file: string): Promise<Owner | undefined> {
  try {
    return parseOwner(await readFile(file, 'utf8'));
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function parseOwner(content: string): Owner {
  try {
    const parsed: unknown = JSON.parse(content);
    if (typeof parsed === 'object' && parsed !== null && 'pid' in parsed && 'token' in parsed) {
      const { pid, token } = parsed;
      const identity = 'identity' in parsed ? parsed.identity : undefined;
      if (typeof pid === 'number' && typeof token === 'string')
        return { pid, token, ...(typeof identity === 'string' ? { identity } : {}) };
    }
  } catch {
    // Falls through: what is no lock of ours has no owner that could be running.
  }
  return { pid: -1, token: content };
}

async function isRunning(owner: Owner): Promise<boolean> {
  if (owner.pid <= 0 || !isAlive(owner.pid)) return false;
  if (owner.identity === undefined) return true;
  const now = await processIdentity(owner.pid);
  return now === undefined || now === owner.identity;
}

/**
 * Removes the lock of a dead owner. Only who holds the guard may do so, and looks again first: else one
 * who is slow would remove the lock that another has taken over meanwhile, and both would go on.
 */
async function removeDead(file: string, deadToken: string): Promise<void> {
  const guard = await lockFolder(`${file}.takeover`, TAKEOVER_PATIENCE_MS);
  try {
    const owner = await readOwner(file);
    if (owner?.token === deadToken) await rm(file, { force: true });
  } finally {
    await guard.release();
  }
}
