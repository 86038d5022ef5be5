import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { session } from 'electron';
import { lockFolder } from './history/embedded/lock';
import { storePaths } from './history/embedded/store-paths';
import { writeDurably } from './history/files/durable-files';
import { StorageError } from './history/storage-error';
import { createEntriesInDoubtFile, IN_DOUBT_FILE } from './keychain/entries-in-doubt-file';
import type { EntriesInDoubt } from './services/ports/keychain';
import {
  eraseDataFolder,
  ERASING_MARKER,
  erasingMarker,
  readErasingMarker,
  removeErasingMarker,
} from './shell/erase-data-folder';

/** A history process that was left behind notices within seconds that its app is gone. */
const HISTORY_PATIENCE_MS = 10_000;

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
  const ids = await readErasingMarker(directory);
  if (ids === undefined) return undefined;
  const folder = storePaths(join(directory, 'history'));
  try {
    const lock = existsSync(folder.directory)
      ? await lockFolder(folder.lock, patienceMs)
      : undefined;
    const failed = eraseDataFolder(directory, historyNames(directory));
    await lock?.release();
    if (failed.length > 0)
      return `Portolan was told to erase everything, and could not delete ${failed.join(', ')} in ${directory}. Check who may write there, then start it again.`;
    for (const id of ids) {
      const noted = await inDoubtOf(directory).add(id);
      if (!noted.ok) return `${noted.failure.message} ${noted.failure.hint ?? ''}`.trim();
    }
    await removeErasingMarker(directory);
    return undefined;
  } catch (error) {
    if (error instanceof StorageError)
      return `${error.failure.message} ${error.failure.hint ?? ''}`.trim();
    throw error;
  }
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
  const { directory: folder, ...paths } = storePaths(join(directory, 'history'));
  return Object.values(paths)
    .filter((path) => path !== folder)
    .map((path) => basename(path));
}
