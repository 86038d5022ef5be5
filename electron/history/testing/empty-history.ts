import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { EmbeddedStore } from '../embedded/embedded-store';
import { temporaryFolder } from './temporary-folder';

/**
 * For the tests of one file: makes an empty history once, as it is after being opened and closed, since the
 * embedded engine takes seconds to make one.
 * @returns what gives the running test a folder of its own with a copy of it
 */
export function emptyHistories(): () => Promise<string> {
  let template = '';
  beforeAll(async () => {
    template = await mkdtemp(path.join(os.tmpdir(), 'portolan-empty-history-'));
    const ignore = (): void => undefined;
    const store = await EmbeddedStore.open({
      directory: template,
      now: Date.now,
      log: ignore,
      onWaiting: ignore,
      onFatal: (error) => {
        throw error;
      },
    });
    await store.close();
  });
  afterAll(() => rm(template, { recursive: true, force: true }));
  return async () => {
    const folder = await temporaryFolder();
    await cp(template, folder, { recursive: true });
    return folder;
  };
}
