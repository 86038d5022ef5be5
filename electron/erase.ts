import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { session } from 'electron';
import { failureText } from '../shared/base/sentences';
import { lockFolder } from './store/files/folder-lock';
import { historyPaths } from './store/process/history-paths';
import { writeDurably } from './store/files/durable-files';
import { StorageError } from './store/storage-error';
import { createEntriesInDoubtFile, IN_DOUBT_FILE } from './keychain/entries-in-doubt-file';
import type { EntriesInDoubt } from './engine/ports/keychain';
import {
  eraseDataFolder,
  ERASING_MARKER,
  erasingMarker,
  readErasingMarker,
  removeErasingMarker,
} from './desktop/erase-data-folder';

/** A history process that was left behind notices within seconds that its app is gone. */
const HISTORY_PATIENCE_MS = 10_000;
const WHAT_TO_DO = 'Make room on the disk, or check who may write to the data folder.';

export function markErasing(directory: string, ids: readonly string[]): Promise<void> {
  return writeDurably(join(directory, ERASING_MARKER), erasingMarker(ids));
}

/** Deletes the files while the page is still open; what it holds itself goes at the next start. */
export async function eraseFiles(directory: string): Promise<readonly string[]> {
  const { defaultSession } = session;
  await Promise.allSettled([
    defaultSession.clearStorageData(),
    defaultSession.clearCache(),
    defaultSession.clearCodeCaches({}),
  ]);
  return eraseDataFolder(directory, historyNames(directory));
}

/**
 * Goes on erasing where the last run was ended, before anything is opened. Keychain entries that are still
 * to be deleted become entries in doubt, which the app deletes once it runs.
 * @param patienceMs how long to wait for a history process that was left behind
 * @returns why the app cannot start: what was to be erased must not be opened, nor anything be added to it
 */
export async function finishErasing(
  directory: string,
  patienceMs = HISTORY_PATIENCE_MS,
): Promise<string | undefined> {
  const marked = await readErasingMarker(directory);
  if (marked === undefined) return undefined;
  const folder = historyPaths(join(directory, 'history'));
  try {
    const lock = existsSync(folder.directory)
      ? await lockFolder(folder.lock, patienceMs)
      : undefined;
    const ids = await withEntriesInDoubt(directory, marked);
    const failed = eraseDataFolder(directory, historyNames(directory));
    await lock?.release();
    if (failed.length > 0)
      return `Portolan was told to erase everything, and could not delete ${failed.join(', ')} in ${directory}. Check who may write there, then start it again.`;
    for (const id of ids) {
      const noted = await inDoubtOf(directory).add(id);
      if (!noted.ok) return failureText(noted.failure);
    }
    await removeErasingMarker(directory);
    return undefined;
  } catch (error) {
    if (error instanceof StorageError) return failureText(error.failure);
    throw error;
  }
}

/**
 * The ids of the marker and those that came into doubt after it was written. They are in the marker before
 * the list of those in doubt is deleted.
 * @throws StorageError where one of the two cannot be read or written
 */
async function withEntriesInDoubt(
  directory: string,
  marked: readonly string[],
): Promise<readonly string[]> {
  const doubted = await inDoubtOf(directory).list();
  if (!doubted.ok) throw new StorageError(doubted.failure.message, { hint: WHAT_TO_DO });
  const ids = [...new Set([...marked, ...doubted.value])];
  if (ids.length > marked.length)
    await markErasing(directory, ids).catch((error: unknown) => {
      const message = 'The data folder could not be written, so not everything is erased.';
      throw new StorageError(message, { hint: WHAT_TO_DO, cause: error });
    });
  return ids;
}

function inDoubtOf(directory: string): EntriesInDoubt {
  return createEntriesInDoubtFile({
    path: join(directory, IN_DOUBT_FILE),
    writeDurably,
    onDamaged: () => undefined,
  });
}

/** All that the history makes in its own folder. */
function historyNames(directory: string): string[] {
  const { directory: folder, ...paths } = historyPaths(join(directory, 'history'));
  return Object.values(paths)
    .filter((path) => path !== folder)
    .map((path) => basename(path));
}
