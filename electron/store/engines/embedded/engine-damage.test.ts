import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { fileDriver, heldBy } from '../../testing/file-engine';
import { openStore, readTotals } from '../../testing/open-store';
import { MINUTE, START, totalEntry } from '../../testing/samples';
import { temporaryFolder } from '../../testing/temporary-folder';
import { listBackups } from './backup';
import type { Store } from '../../history/store';
import { readConnections } from '../../queries/connections';
import { readRecords } from '../../queries/records';
import type { EngineDriver } from './engine-driver';
import { historyPaths } from '../../process/history-paths';

const CODE = 'XX001';
const COUNT = 6;

function entry(number: number) {
  return totalEntry(START + number * MINUTE, String(number));
}

function damaged(): Promise<never> {
  return Promise.reject(Object.assign(new Error('invalid page in block 7'), { code: CODE }));
}

/** A closed history with a backup of its first half. */
async function history(): Promise<string> {
  const directory = path.join(await temporaryFolder(), 'history');
  const { store } = await openStore(directory, { driver: fileDriver });
  for (let number = 1; number <= COUNT; number++) {
    await store.write(entry(number));
    if (number === COUNT / 2) await store.backUp();
  }
  await store.close();
  return directory;
}

function held(store: Store): Promise<readonly number[]> {
  return store.inspect((engine) => Promise.resolve([...heldBy(engine).keys()]));
}

/** The next opening puts it together from the backup and the journal, and it is whole. */
async function expectRebuilt(directory: string, entries = COUNT): Promise<void> {
  const { store, log, findings } = await openStore(directory, { driver: fileDriver });
  expect(log.join('\n')).toContain('reported that its files are damaged');
  expect(findings).toMatchObject([{ level: 'info' }]);
  expect(await held(store)).toEqual(Array.from({ length: entries }, (_, index) => index + 1));
  await store.backUp();
  await store.close();
  const again = await openStore(directory, { driver: fileDriver });
  expect(again.findings).toEqual([]);
  await again.store.close();
}

/** What is asked of a history that is open, and the engine that fails at it. */
const ASKED: readonly (readonly [
  name: string,
  driver: EngineDriver,
  ask: (store: Store) => Promise<unknown>,
])[] = [
  ...(
    [
      ['records', (store) => store.read(readRecords)],
      ['connections', (store) => store.read(readConnections)],
      ['totals', (store) => readTotals(store, { from: START, to: START + MINUTE, maxPoints: 10 })],
    ] satisfies (readonly [string, (store: Store) => Promise<unknown>])[]
  ).map(
    ([name, ask]) =>
      [
        name,
        {
          ...fileDriver,
          open: async (folder?: string) =>
            Object.assign(await fileDriver.open(folder), { query: damaged }),
        },
        ask,
      ] as const,
  ),
  ['upkeep', { ...fileDriver, bytesSinceCheckpoint: damaged }, (store) => store.maintain()],
  ['a backup', { ...fileDriver, check: damaged }, (store) => store.backUp()],
];

test.each(ASKED)('damage met by %s ends the process, and is rebuilt', async (_, driver, ask) => {
  const directory = await history();
  const fatal: unknown[] = [];
  const { store } = await openStore(directory, { driver, onFatal: (error) => fatal.push(error) });
  await expect(ask(store)).rejects.toMatchObject({ code: CODE });
  expect(fatal).toHaveLength(1);
  // Nothing is done on it any more: a copy of it would take the place of the last whole one.
  await expect(store.backUp()).rejects.toMatchObject({ code: CODE });
  expect(await listBackups(historyPaths(directory).backups)).toMatchObject([
    { sequence: COUNT / 2 },
  ]);
  await store.write(entry(COUNT + 1));
  await store.close();
  expect(fatal).toHaveLength(1);
  await expectRebuilt(directory, COUNT + 1);
});

test('damage met while it opens is rebuilt by the next opening', async () => {
  const directory = await history();
  const opening: EngineDriver = { ...fileDriver, register: damaged };
  await expect(openStore(directory, { driver: opening })).rejects.toMatchObject({ code: CODE });
  await expectRebuilt(directory);
});

test('damage met while it is brought up to date is rebuilt by the next opening', async () => {
  const directory = await history();
  await rm(historyPaths(directory).engine, { recursive: true });
  const driver: EngineDriver = { ...fileDriver, deliver: damaged };
  await expect(openStore(directory, { driver })).rejects.toMatchObject({ code: CODE });
  await expectRebuilt(directory);
});

test('where a rebuild does not help the app runs, says so, and throws no copy away', async () => {
  const directory = await history();
  const { backups } = historyPaths(directory);
  const driver: EngineDriver = { ...fileDriver, check: damaged };
  const first = await openStore(directory, { driver });
  await expect(first.store.backUp()).rejects.toMatchObject({ code: CODE });
  await first.store.close();
  for (let start = 1; start <= 3; start++) {
    const { store, findings, log } = await openStore(directory, { driver });
    await store.write(entry(COUNT + start));
    await expect(store.backUp()).rejects.toMatchObject({ code: CODE });
    expect(findings).toContainEqual(
      expect.objectContaining({ text: expect.stringContaining('nor can its backup') }),
    );
    expect(log.join('\n')).not.toContain('fatal');
    expect(await held(store)).toHaveLength(COUNT + start);
    expect(await listBackups(backups)).toMatchObject([{ sequence: COUNT / 2 }]);
    await store.close();
  }
  // Nor does an opening that has to make a backup.
  await rm(backups, { recursive: true });
  const last = await openStore(directory, { driver });
  expect(await held(last.store)).toHaveLength(COUNT + 3);
  await last.store.close();
});

test('a whole backup of another journal is set aside, never deleted', async () => {
  const [directory, other] = [await history(), await history()];
  const { backups, setAside } = historyPaths(directory);
  const [foreign] = await listBackups(historyPaths(other).backups);
  await cp(foreign?.folder ?? '', path.join(backups, '0000000000000999-1'), { recursive: true });
  const { store } = await openStore(directory, { driver: fileDriver });
  await store.backUp();
  await store.close();
  expect(await listBackups(backups)).toMatchObject([{ sequence: COUNT }]);
  expect(await listBackups(setAside)).toMatchObject([{ journal: foreign?.journal }]);
});
