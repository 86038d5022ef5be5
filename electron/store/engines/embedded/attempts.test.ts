import { cp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fileDriver, heldBy } from '../../testing/file-engine';
import { openJournal } from '../../testing/open-journal';
import { openStore } from '../../testing/open-store';
import { MINUTE, START, totalEntry } from '../../testing/samples';
import { temporaryFolder } from '../../testing/temporary-folder';
import type { EngineDriver } from './engine-driver';
import { historyPaths } from '../../process/history-paths';

function entry(number: number) {
  return totalEntry(START + number * MINUTE, String(number));
}

const entries = [1, 2, 3];

async function journalOfThree(): Promise<string> {
  const directory = path.join(await temporaryFolder(), 'history');
  const journal = await openJournal(historyPaths(directory).journal);
  for (const number of entries) await journal.append(JSON.stringify(entry(number)));
  await journal.close();
  return directory;
}

/** A driver that does something else with one entry. */
function except(sequence: number, deliver: EngineDriver['deliver']): EngineDriver {
  return {
    ...fileDriver,
    deliver: (context, frame) =>
      (frame.sequence === sequence ? deliver : fileDriver.deliver)(context, frame),
  };
}

/** Opens a history whose process dies over one entry: its folder as it is at that moment. */
async function dieOver(sequence: number, directory: string): Promise<string> {
  const left = path.join(await temporaryFolder(), 'history');
  await new Promise<void>((resolve) => {
    const driver = except(sequence, () => {
      resolve();
      return new Promise<never>(() => undefined);
    });
    void openStore(directory, { driver });
  });
  await cp(directory, left, { recursive: true });
  await rm(historyPaths(left).lock);
  return left;
}

async function expectPutBy(directory: string, driver: EngineDriver): Promise<void> {
  const { store, findings } = await openStore(directory, { driver });
  const held = await store.inspect((engine) => Promise.resolve([...heldBy(engine).keys()]));
  expect(held).toEqual([1, 3]);
  expect(findings).toMatchObject([{ level: 'error', text: expect.stringContaining('Entry 2') }]);
  const [file] = findings[0]?.setAside ?? [];
  expect(await readFile(file ?? '', 'utf8')).toBe(JSON.stringify(entry(2)));
  await store.write(entry(4));
  await store.close();
}

test('an entry over which the process dies each time is put by, and the rest goes on', async () => {
  let directory = await journalOfThree();
  // The first of these dies behind entry 1, those after it at once.
  for (let opening = 1; opening <= 4; opening++) directory = await dieOver(2, directory);
  const { store } = await openStore(directory, { driver: fileDriver });
  expect(await store.inspect((engine) => Promise.resolve([...heldBy(engine).keys()]))).toEqual([
    1, 3,
  ]);
});

test('so is one over which the engine dies in its process', async () => {
  const directory = await journalOfThree();
  const driver = except(2, () => Promise.reject(new Error('unreachable')));
  for (let opening = 1; opening <= 4; opening++)
    await expect(openStore(directory, { driver })).rejects.toThrow('unreachable');
  await expectPutBy(directory, driver);
});

test('what a disk or an engine refuses says nothing against the entry', async () => {
  for (const code of ['53100', '53200', '58030', 'XX001', '57P02', '08006']) {
    const directory = await journalOfThree();
    const driver = except(2, () => Promise.reject(Object.assign(new Error('no'), { code })));
    for (let opening = 1; opening <= 5; opening++)
      await expect(openStore(directory, { driver })).rejects.toThrow('no');
    const { store, findings } = await openStore(directory, { driver: fileDriver });
    const held = await store.inspect((engine) => Promise.resolve([...heldBy(engine).keys()]));
    expect([held, findings], code).toEqual([entries, []]);
  }
});

test('an opening that dies behind its first entry says nothing against that', async () => {
  const complete = await journalOfThree();
  for (let cut = 1, directory = complete; cut <= 5; cut++) {
    directory = await dieOver(2, directory);
    // A power cut takes the engine back to where it was.
    await rm(historyPaths(directory).engine, { recursive: true });
    if (cut < 5) continue;
    const { store } = await openStore(directory, { driver: fileDriver });
    const held = await store.inspect((engine) => Promise.resolve([...heldBy(engine).keys()]));
    expect(held).toEqual(entries);
  }
});
