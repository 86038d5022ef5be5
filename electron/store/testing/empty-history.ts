import { cp } from 'node:fs/promises';
import { madeOnce } from '../../testing/made-once';
import { openHistory } from '../process/open-history';
import { temporaryFolder } from './temporary-folder';

/** A folder of the running test's own with an empty history in it. */
export async function emptyHistory(): Promise<string> {
  const folder = await temporaryFolder();
  await copyEmptyHistory(folder);
  return folder;
}

/**
 * Copies an empty history, as it is after being opened and closed, to a folder. It is made once in a run of the
 * tests, since the embedded engine takes seconds to make one.
 */
export async function copyEmptyHistory(folder: string): Promise<void> {
  await cp(await madeOnce('empty-history', makeEmptyHistory), folder, { recursive: true });
}

async function makeEmptyHistory(directory: string): Promise<void> {
  const ignore = (): void => undefined;
  const store = await openHistory({
    directory,
    now: Date.now,
    log: ignore,
    onWaiting: ignore,
    onFatal: (error) => {
      throw error;
    },
  });
  await store.close();
}
