import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fileDriver, heldBy } from '../testing/file-engine';
import { openJournal } from '../testing/open-journal';
import { openStore } from '../testing/open-store';
import { MINUTE, START, totalEntry } from '../testing/samples';
import { temporaryFolder } from '../testing/temporary-folder';
import type { EngineDriver } from './engine-driver';
import { storePaths } from './store-paths';

function entry(number: number) {
  return totalEntry(START + number * MINUTE, String(number));
}

test('an entry that ends the engine each time is put by as a file, and the rest goes on', async () => {
  const directory = path.join(await temporaryFolder(), 'history');
  const journal = await openJournal(storePaths(directory).journal);
  for (const number of [1, 2, 3]) await journal.append(JSON.stringify(entry(number)));
  await journal.close();
  const deadly: EngineDriver = {
    ...fileDriver,
    deliver: (context, frame) =>
      frame.sequence === 2
        ? Promise.reject(new Error('unreachable'))
        : fileDriver.deliver(context, frame),
  };
  // The first of these dies behind entry 1, those after it at once.
  for (let opening = 1; opening <= 4; opening++)
    await expect(openStore(directory, { driver: deadly })).rejects.toThrow('unreachable');
  const { store, findings } = await openStore(directory, { driver: deadly });
  const held = await store.inspect((engine) => Promise.resolve([...heldBy(engine).keys()]));
  expect(held).toEqual([1, 3]);
  expect(findings).toMatchObject([{ level: 'error', text: expect.stringContaining('Entry 2') }]);
  const [file] = findings[0]?.setAside ?? [];
  expect(await readFile(file ?? '', 'utf8')).toBe(JSON.stringify(entry(2)));
  await store.write(entry(4));
  await store.close();
});
