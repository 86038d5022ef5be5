import type * as promises from 'node:fs/promises';
import { cp, rm } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readChecked, writeChecked } from '../../files/checked-json';
import { fileDriver, heldBy } from '../../testing/file-engine';
import { openStore } from '../../testing/open-store';
import { MINUTE, START, totalEntry } from '../../testing/samples';
import { temporaryFolder } from '../../testing/temporary-folder';
import { setAside } from '../../files/set-aside';
import { historyPaths } from '../../process/history-paths';

const disk = vi.hoisted(() => ({ renamesLeft: Infinity }));

vi.mock('node:fs/promises', async (original) => {
  const module = await original<typeof promises>();
  return {
    ...module,
    rename: (...parameters: Parameters<typeof module.rename>) =>
      (disk.renamesLeft -= 1) < 0
        ? Promise.reject(new Error('the process ends here'))
        : module.rename(...parameters),
  };
});

/** A history of which only the database is left, used when the machine went down. */
async function onlyDatabase(): Promise<string> {
  const directory = path.join(await temporaryFolder(), 'history');
  const { backups, engineTrust, identity } = historyPaths(directory);
  const { store } = await openStore(directory, { driver: fileDriver });
  for (const number of [1, 2, 3])
    await store.write(totalEntry(START + number * MINUTE, String(number)));
  await store.backUp();
  await store.close();
  await rm(backups, { recursive: true });
  // As a history that an earlier version began: nothing says that there was none before entry 1.
  const { installation, journal, schema } = (await readChecked(identity)) ?? {};
  await writeChecked(identity, { installation, journal, schema });
  await writeChecked(engineTrust, { state: 'in-use', boot: 'an earlier run' });
  return directory;
}

async function expectUnverified(directory: string, told: string): Promise<void> {
  const { store, findings } = await openStore(directory, { driver: fileDriver });
  const held = await store.inspect((engine) => Promise.resolve([...heldBy(engine).keys()]));
  expect(held, told).toEqual([1, 2, 3]);
  expect(findings[0], told).toMatchObject({
    level: 'error',
    text: expect.stringContaining('no whole backup'),
  });
  await store.close();
}

test('a process that is killed at any rename leaves the last readable database in use', async () => {
  onTestFinished(() => void (disk.renamesLeft = Infinity));
  const before = await onlyDatabase();
  let renames = 0;
  for (let isThrough = false; !isThrough; renames++) {
    const directory = path.join(await temporaryFolder(), 'history');
    await cp(before, directory, { recursive: true });
    disk.renamesLeft = renames;
    const opened = await openStore(directory, { driver: fileDriver }).catch(() => undefined);
    disk.renamesLeft = Infinity;
    isThrough = opened !== undefined;
    await opened?.store.close();
    await expectUnverified(directory, `after ${renames} renames`);
  }
  expect(renames).toBeGreaterThan(4);
});

test('a database that is missing is looked for among what was set aside before a new one begins', async () => {
  const directory = await onlyDatabase();
  const { engine, setAside: aside } = historyPaths(directory);
  await setAside(aside, engine, START);
  await expectUnverified(directory, 'set aside');
});

test('a database that nothing vouches for is said to be so also beside entries that are lost', async () => {
  const directory = await onlyDatabase();
  const { engine, engineTrust, backups, journal, findings: toldBefore } = historyPaths(directory);
  const older = path.join(await temporaryFolder(), 'engine');
  await cp(engine, older, { recursive: true });
  const { store } = await openStore(directory, { driver: fileDriver });
  for (const number of [4, 5])
    await store.write(totalEntry(START + number * MINUTE, String(number)));
  await store.close();
  for (const folder of [engine, backups, journal, toldBefore])
    await rm(folder, { recursive: true, force: true });
  await cp(older, engine, { recursive: true });
  await writeChecked(engineTrust, { state: 'in-use', boot: 'an earlier run' });

  const { findings } = await openStore(directory, { driver: fileDriver });
  const told = findings.filter(({ level }) => level === 'error').map(({ text }) => text);
  expect(told).toContainEqual(
    expect.stringContaining('2 entries of the history are lost (4 to 5)'),
  );
  expect(told).toContainEqual(expect.stringContaining('may be wrong or missing'));
  expect(told.join(' ')).not.toContain('Everything else is there');
});
