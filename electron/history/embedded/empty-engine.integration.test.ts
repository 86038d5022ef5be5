import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { listFolder } from '../files/durable-files';
import { copyEmptyHistory } from '../testing/empty-history';
import { temporaryFolder } from '../testing/temporary-folder';
import { copyEmptyEngine, keepAsEmptyEngine } from './empty-engine';
import { embeddedDriverFrom } from './engine-driver';
import { EmbeddedStore } from './embedded-store';
import { storePaths } from './store-paths';

let work: string;
/** As the build leaves it, though of an engine that was closed before. */
let made: string;

beforeAll(async () => {
  work = await mkdtemp(path.join(os.tmpdir(), 'portolan-empty-engine-'));
  await copyEmptyHistory(work);
  made = storePaths(work).engine;
  await keepAsEmptyEngine(made);
});

afterAll(() => rm(work, { recursive: true, force: true }));

function open(directory: string): Promise<EmbeddedStore> {
  const ignore = (): void => undefined;
  return EmbeddedStore.open({
    directory,
    ...{ now: Date.now, log: ignore, onWaiting: ignore, driver: embeddedDriverFrom(made) },
    onFatal: (error) => {
      throw error;
    },
  });
}

it('a new history begins as a copy', async () => {
  const directory = await temporaryFolder();
  const store = await open(directory);
  expect(await store.settings()).toEqual({});
  await store.close();
});

it('half a copy is replaced by a whole one, wherever it was cut', async () => {
  const directory = await temporaryFolder();
  const { engine } = storePaths(directory);
  const first = await open(directory);
  await first.close();
  // As it is left by a kill before the last of the files has its name.
  await rm(path.join(engine, 'global', 'pg_control'));
  const store = await open(directory);
  expect(await store.settings()).toEqual({});
  await store.close();
});

it('a folder with anything in it is left as it is', async () => {
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, 'of the user'), '1');
  await copyEmptyEngine(made, folder);
  expect((await listFolder(folder)).files).toEqual(['of the user']);
});

it('without one to copy the engine makes its own', async () => {
  const folder = path.join(await temporaryFolder(), 'engine');
  await mkdir(folder);
  await copyEmptyEngine(path.join(folder, 'none'), folder);
  expect((await listFolder(folder)).files).toEqual([]);
});

it('is copied also where it may only be read, and for its user alone', async () => {
  const target = path.join(await temporaryFolder(), 'engine');
  await chmod(path.join(made, 'PG_VERSION'), 0o444);
  await copyEmptyEngine(made, target);
  for (const name of (await listFolder(target)).files)
    expect((await stat(path.join(target, name))).mode & 0o777, name).toBe(0o600);
});
