import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { eraseFiles, finishErasing, markErasing } from './erase';
import { lockFolder } from './store/files/folder-lock';
import { historyPaths } from './store/process/history-paths';
import { fileDriver } from './store/testing/file-engine';
import { openStore } from './store/testing/open-store';
import { MINUTE, START, totalEntry } from './store/testing/samples';
import { temporaryFolder } from './store/testing/temporary-folder';

const cleared: string[] = [];
vi.mock('electron', () => ({
  session: {
    defaultSession: {
      clearStorageData: async () => void cleared.push('storage'),
      clearCache: () => Promise.reject(new Error('in use')),
      clearCodeCaches: async () => void cleared.push('code'),
    },
  },
}));

const LEFT_BY_A_CRASH = '0b5d2f0e-7c1a-4f5e-9f57-3b0e6a4c1d2e';
const OTHERS = ['notes.txt', 'history/1998.txt', 'history/journal.docx', 'history/lock.smith'];

/** A data folder with a history that has made everything it ever makes, and somebody's own files. */
async function dataFolder(): Promise<string> {
  const folder = await temporaryFolder();
  const history = join(folder, 'history');
  const { store } = await openStore(history, { driver: fileDriver });
  await store.write(totalEntry(START, '1'));
  await store.backUp();
  await store.write(totalEntry(START + MINUTE, '2'));
  await store.close();
  const { putBy, setAside, findings, attempts, lock, identity, room } = historyPaths(history);
  for (const made of [putBy, setAside]) mkdirSync(made, { recursive: true });
  for (const file of [
    ...[join(putBy, '1-2.json'), join(setAside, 'engine-1'), findings, attempts],
    ...[`${identity}.${LEFT_BY_A_CRASH}.new`, `${lock}.${LEFT_BY_A_CRASH}`, `${lock}.takeover`],
    ...[`${lock}.takeover.${LEFT_BY_A_CRASH}`, `${room}.${LEFT_BY_A_CRASH}.new`],
    ...['startup-cache.json', `keychain-in-doubt.json.${LEFT_BY_A_CRASH}.new`].map((name) =>
      join(folder, name),
    ),
    ...OTHERS.map((name) => join(folder, name)),
  ])
    writeFileSync(file, '{}');
  return folder;
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort();
}

test('nothing is left of a history, whatever it made and a crash left, and nothing else goes', async () => {
  const folder = await dataFolder();
  const names = readdirSync(join(folder, 'history'));
  expect(names).toEqual(expect.arrayContaining(['journal', 'journal.bounds', 'journal.last']));
  expect(await eraseFiles(folder)).toEqual([]);
  expect(filesIn(folder)).toEqual([...OTHERS].sort());
  expect(cleared).toEqual(['storage', 'code']);
});

test('a start without the note deletes nothing', async () => {
  const folder = await dataFolder();
  const before = filesIn(folder);
  expect(await finishErasing(folder)).toBeUndefined();
  expect(filesIn(folder)).toEqual(before);
});

test('what a crash interrupted is finished at the next start, and keychain entries are remembered', async () => {
  const folder = await dataFolder();
  await markErasing(folder, ['one', 'two']);
  writeFileSync(join(folder, `erasing.json.${LEFT_BY_A_CRASH}.new`), '{"ids":["on');
  expect(await finishErasing(folder)).toBeUndefined();
  expect(filesIn(folder)).toEqual([...OTHERS, 'keychain-in-doubt.json'].sort());
  expect(JSON.parse(readFileSync(join(folder, 'keychain-in-doubt.json'), 'utf8'))).toMatchObject({
    ids: ['one', 'two'],
  });
  // Once more does no harm: there is nothing left to be done.
  expect(await finishErasing(folder)).toBeUndefined();
  expect(existsSync(join(folder, 'keychain-in-doubt.json'))).toBe(true);
});

test('a key that came into doubt after the note was written is remembered as well', async () => {
  const folder = await dataFolder();
  const inDoubt = join(folder, 'keychain-in-doubt.json');
  await markErasing(folder, ['one']);
  writeFileSync(inDoubt, JSON.stringify({ version: 1, ids: ['later', 'one'] }));
  // A crash between the two files must not forget it either: it is in the note before it is deleted.
  writeFileSync(join(folder, 'logs'), 'a file where a folder is expected');
  expect(await finishErasing(folder)).toMatch(/could not delete logs/);
  expect(existsSync(inDoubt)).toBe(false);
  rmSync(join(folder, 'logs'));
  expect(await finishErasing(folder)).toBeUndefined();
  expect(JSON.parse(readFileSync(inDoubt, 'utf8'))).toMatchObject({ ids: ['one', 'later'] });
});

test('interrupted at any file, it is finished by the next start', async () => {
  const whole = filesIn(await dataFolder());
  for (let done = 0; done <= whole.length; done += 5) {
    const folder = await dataFolder();
    await markErasing(folder, ['one']);
    for (const name of filesIn(folder).slice(0, done))
      if (!OTHERS.includes(name) && name !== 'erasing.json') rmSync(join(folder, name));
    expect(await finishErasing(folder)).toBeUndefined();
    expect(filesIn(folder)).toEqual([...OTHERS, 'keychain-in-doubt.json'].sort());
  }
});

test('while another process holds the history nothing is deleted, and the start is refused', async () => {
  const folder = await dataFolder();
  await markErasing(folder, ['one']);
  const lock = await lockFolder(historyPaths(join(folder, 'history')).lock);
  const before = filesIn(folder);
  expect(await finishErasing(folder, 0)).toMatch(/in use by another running Portolan/);
  expect(filesIn(folder)).toEqual(before);
  await lock.release();
  expect(await finishErasing(folder, 0)).toBeUndefined();
});

test('what cannot be deleted refuses the start, and the note stays for the next one', async () => {
  const folder = await dataFolder();
  await markErasing(folder, ['one']);
  writeFileSync(join(folder, 'logs'), 'a file where a folder is expected');
  expect(await finishErasing(folder)).toMatch(/could not delete logs.* Check who may write there/);
  expect(existsSync(join(folder, 'erasing.json'))).toBe(true);
  rmSync(join(folder, 'logs'));
  expect(await finishErasing(folder)).toBeUndefined();
  expect(filesIn(folder)).toEqual([...OTHERS, 'keychain-in-doubt.json'].sort());
});
