import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readChecked, writeChecked } from '../files/checked-json';
import { listFolder } from '../files/durable-files';
import { NEWEST_SCHEMA } from '../migrations/migrations';
import { fileDriver } from '../testing/file-engine';
import { openStore } from '../testing/open-store';
import { START, totalEntry } from '../testing/samples';
import { temporaryFolder } from '../testing/temporary-folder';
import { historyPaths } from '../process/history-paths';

async function bytesOf(folder: string): Promise<readonly string[]> {
  const { files } = await listFolder(folder);
  const contents = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'hex')));
  return files.map((file, index) => `${file} ${contents[index] ?? ''}`);
}

test('a folder of a newer schema is refused untouched, whatever state its engine is in', async () => {
  const directory = path.join(await temporaryFolder(), 'history');
  const paths = historyPaths(directory);
  const { store } = await openStore(directory, { driver: fileDriver, boot: 'first' });
  await store.write(totalEntry(START, '1'));
  await store.close();
  const identity = (await readChecked(paths.identity)) ?? {};
  expect(identity).toMatchObject({ schema: NEWEST_SCHEMA });
  await writeChecked(paths.identity, { ...identity, schema: NEWEST_SCHEMA + 1 });
  for (const harm of ['none', 'power cut', 'lost engine'] as const) {
    if (harm === 'power cut')
      await writeChecked(paths.engineTrust, { state: 'in-use', boot: 'before' });
    if (harm === 'lost engine') await rm(paths.engine, { recursive: true });
    const before = await bytesOf(directory);
    await expect(openStore(directory, { driver: fileDriver, boot: 'now' })).rejects.toMatchObject({
      failure: {
        message: expect.stringContaining('newer version of Portolan'),
        hint: expect.stringContaining('Nothing has been changed'),
      },
    });
    expect(await bytesOf(directory)).toEqual(before);
  }
});
