import { randomUUID } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { StorageError } from '../storage-error';
import { hasCode } from './durable-files';

/** What is written to try a disk begins with this, and ends as what removeTemporaries removes. */
export const ROOM_FILE = 'disk-room';
/** As much as an engine needs to open. */
const NEEDED_BYTES = 1024 * 1024;

/** Why a disk takes nothing, by the code of the error. */
const WORDS: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  ENOSPC: ['The disk of the data folder is full.', 'Make room on it; Portolan goes on by itself.'],
  EDQUOT: [
    'Your share of the disk of the data folder is used up.',
    'Make room on it; Portolan goes on by itself.',
  ],
  EROFS: [
    'The disk of the data folder is read-only.',
    'Make it writable; Portolan goes on by itself.',
  ],
  EACCES: [
    'The data folder may not be written to.',
    'Give your user the right to write to it; Portolan goes on by itself.',
  ],
  EFBIG: [
    'A file of the data folder may not become any larger.',
    'Raise the limit on the size of files (ulimit -f), or use another disk; Portolan goes on by itself.',
  ],
  EIO: [
    'The disk of the data folder reports an error.',
    'It may be about to fail: copy the data folder to another disk.',
  ],
};

/**
 * Tries whether a folder's disk takes anything, since what fails on a full disk looks like damage.
 * @throws StorageError which says why it does not
 */
export async function assertRoom(folder: string): Promise<void> {
  const file = path.join(folder, `${ROOM_FILE}.${randomUUID()}.new`);
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(Buffer.alloc(NEEDED_BYTES, 1));
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw diskFailure(error) ?? error;
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
  }
}

/** The failure that a file system error stands for; `undefined` when it says nothing of the disk. */
export function diskFailure(error: unknown): StorageError | undefined {
  const code = Object.keys(WORDS).find(
    (one) => hasCode(error, one) || (error instanceof Error && error.message.includes(one)),
  );
  const [message, hint] = (code === undefined ? undefined : WORDS[code]) ?? [];
  if (message === undefined || hint === undefined) return undefined;
  return new StorageError(message, { hint, cause: error });
}
