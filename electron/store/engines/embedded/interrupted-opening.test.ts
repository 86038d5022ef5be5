import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readChecked, writeChecked } from '../../files/checked-json';
import { listSegments } from '../../outbox/segments';
import { fileDriver, heldBy } from '../../testing/file-engine';
import { openStore } from '../../testing/open-store';
import { MINUTE, START, totalEntry } from '../../testing/samples';
import { temporaryFolder } from '../../testing/temporary-folder';
import type { EngineDriver } from './engine-driver';
import { historyPaths } from '../../process/history-paths';

function entry(number: number) {
  return totalEntry(START + number * MINUTE, String(number));
}

/** A closed history of so many entries, each start of which left a segment of three. */
async function historyOf(count: number): Promise<string> {
  const directory = path.join(await temporaryFolder(), 'history');
  for (let from = 1; from <= count; from += 3) {
    const { store } = await openStore(directory, { driver: fileDriver });
    for (let number = from; number < from + 3; number++) await store.write(entry(number));
    await store.close();
  }
  return directory;
}

function failingAt(sequence: number): EngineDriver {
  return {
    ...fileDriver,
    deliver: (context, frame) =>
      frame.sequence === sequence
        ? Promise.reject(new Error('the process ends here'))
        : fileDriver.deliver(context, frame),
  };
}

test('a loss is named although the opening that found it ended beyond it', async () => {
  const directory = await historyOf(12);
  const { journal, engine } = historyPaths(directory);
  const lost = (await listSegments(journal)).find(({ first }) => first === 7);
  await rm(lost?.file ?? '');
  await rm(engine, { recursive: true });
  await expect(openStore(directory, { driver: failingAt(11) })).rejects.toThrow('ends here');
  const { store, findings } = await openStore(directory, { driver: fileDriver });
  const held = await store.inspect((sql) => Promise.resolve([...heldBy(sql).keys()]));
  expect(held).toEqual([1, 2, 3, 4, 5, 6, 10, 11, 12]);
  expect(findings.flatMap((finding) => finding.lost)).toMatchObject([{ from: 7, to: 9 }]);
});

test('a database that nothing vouches for is said to be one although the opening ended early', async () => {
  const directory = await historyOf(3);
  const { backups, engineTrust, identity } = historyPaths(directory);
  const first = await openStore(directory, { driver: fileDriver });
  await first.store.backUp();
  await first.store.close();
  await rm(backups, { recursive: true });
  // As a history that an earlier version began: nothing says that there was none before entry 1.
  const { installation, journal, schema } = (await readChecked(identity)) ?? {};
  await writeChecked(identity, { installation, journal, schema });
  await writeChecked(engineTrust, { state: 'in-use', boot: 'an earlier run' });
  const register = (): Promise<never> => Promise.reject(new Error('the process ends here'));
  const driver: EngineDriver = { ...fileDriver, register };
  await expect(openStore(directory, { driver })).rejects.toThrow('ends here');
  const { store, findings } = await openStore(directory, { driver: fileDriver });
  const held = await store.inspect((sql) => Promise.resolve([...heldBy(sql).keys()]));
  expect(held).toEqual([1, 2, 3]);
  expect(findings).toMatchObject([{ level: 'error', text: expect.stringContaining('no whole') }]);
});

test('what a kill left of files that were being written goes at the next opening, and nothing else', async () => {
  const directory = await historyOf(3);
  const { room, identity, findings, journal, backups } = historyPaths(directory);
  const uuid = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
  const left = [room, identity, findings].map((file) => `${file}.${uuid}.new`);
  // The last is what once stood where the folder had to be.
  const kept = [`${identity}.old`, `${journal}-notes.${uuid}.new`, `${backups}.${uuid}.new`];
  for (const file of [...left, ...kept]) await writeFile(file, 'x');
  const { store } = await openStore(directory, { driver: fileDriver });
  await store.close();
  const names = await readdir(directory);
  expect(names).toEqual(expect.arrayContaining(kept.map((file) => path.basename(file))));
  for (const file of left) expect(names).not.toContain(path.basename(file));
});
