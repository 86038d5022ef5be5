import { readFile, rename, rm } from 'node:fs/promises';
import type { EntriesInDoubt } from '../engine/ports/keychain';
import type { ConnectionId } from '../../shared/base/ids';
import { fail, succeed, type Result } from '../../shared/base/failure';
import { Lane } from '../../shared/base/lane';

/** Its name in the data folder. */
export const IN_DOUBT_FILE = 'keychain-in-doubt.json';

export interface EntriesInDoubtFileOptions {
  readonly path: string;
  /** Replaces a file as a whole: after a power cut it is the old one or the new one. */
  readonly writeDurably: (path: string, content: string) => Promise<void>;
  readonly onDamaged: (message: string) => void;
}

/** The ids as a JSON file, which is there only while there are any. It never holds a secret. */
export function createEntriesInDoubtFile(options: EntriesInDoubtFileOptions): EntriesInDoubt {
  const { path, writeDurably, onDamaged } = options;
  const lane = new Lane();

  function inTurn<T>(task: () => Promise<T>): Promise<Result<T>> {
    return lane.run(task).then(
      (value): Result<T> => succeed(value),
      (error: unknown): Result<T> => storageFailure(error),
    );
  }

  async function read(): Promise<readonly ConnectionId[]> {
    const content = await readFile(path, 'utf8').catch((error: unknown) => {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw error;
    });
    if (content === undefined) return [];
    const ids = idsIn(content);
    if (ids !== undefined) return ids;
    // Nothing that was not understood is written over.
    await rename(path, `${path}.damaged`);
    onDamaged('the list of keychain entries in doubt was damaged and is set aside');
    return [];
  }

  async function write(ids: readonly ConnectionId[]): Promise<void> {
    if (ids.length === 0) await rm(path, { force: true });
    else await writeDurably(path, JSON.stringify({ version: 1, ids }));
  }

  return {
    list: () => inTurn(read),
    add: (id) =>
      inTurn(async () => {
        const ids = await read();
        if (!ids.includes(id)) await write([...ids, id]);
      }),
    settle: (id) =>
      inTurn(async () => {
        const ids = await read();
        if (ids.includes(id)) await write(ids.filter((one) => one !== id));
      }),
  };
}

function idsIn(content: string): readonly ConnectionId[] | undefined {
  try {
    const parsed: unknown = JSON.parse(content);
    if (typeof parsed !== 'object' || parsed === null || !('ids' in parsed)) return undefined;
    const { ids } = parsed;
    return Array.isArray(ids) && ids.every((id) => typeof id === 'string') ? ids : undefined;
  } catch {
    return undefined;
  }
}

function storageFailure(error: unknown): Result<never> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  return fail('storage', `The data folder could not be written (${code}).`, {
    hint: 'Make room on the disk, or check who may write to the data folder.',
  });
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
