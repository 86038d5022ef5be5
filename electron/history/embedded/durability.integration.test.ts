import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readChecked, writeChecked } from '../files/checked-json';
import { listFolder } from '../files/durable-files';
import { segmentAt } from '../journal/segments';
import { text } from '../sql/sql-engine';
import { bundleHistoryProcess, type BundledProcess } from '../testing/history-child';
import { HistoryDriver } from '../testing/history-driver';
import { openStore } from '../testing/open-store';
import { MINUTE, snapshotEntry, START } from '../testing/samples';
import { emptyHistories } from '../testing/empty-history';
import { temporaryFolder } from '../testing/temporary-folder';
import type { EmbeddedStore } from './embedded-store';
import { storePaths } from './store-paths';

/** Each of these opens engines several times over. */
const PATIENT = { timeout: 180_000 };

const emptyHistory = emptyHistories();
let bundled: BundledProcess;
beforeAll(async () => {
  bundled = await bundleHistoryProcess();
});
afterAll(() => bundled.remove());

/** The nth snapshot; its total is its number. */
function nth(number: number) {
  return snapshotEntry(START + number * MINUTE, String(number));
}

/** Numbers of all recorded snapshots, in order, as often as they are there. */
function recorded(store: EmbeddedStore): Promise<readonly number[]> {
  return store.inspect(async (engine) => {
    const rows = await engine.query(
      'select total_usd::text as total from portfolio_point order by at',
    );
    return rows.map((row) => Number(text(row, 'total')));
  });
}

/** What the folder says when the machine has been started anew since. */
async function pretendPowerCut(directory: string): Promise<void> {
  const { engineTrust, lock } = storePaths(directory);
  await rm(lock, { force: true });
  await writeChecked(engineTrust, { state: 'in-use', boot: 'an earlier run' });
}

/** Numbers from 1 to the last. */
function upTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

describe('kill -9', PATIENT, () => {
  test('at any moment of writing loses no acknowledged snapshot and doubles none', async () => {
    const directory = await emptyHistory();
    const acknowledged = new Set<number>();
    let sent = 0;
    for (const writes of [1, 40, 173]) {
      const driver = new HistoryDriver(bundled.spawn());
      expect(await driver.request('open', { directory })).toMatchObject({ ok: true });
      // Killed as the last of these is acknowledged, with others still on their way.
      const enough = new Promise<void>((resolve) => {
        for (let count = 1; count <= writes + 25; count++) {
          sent += 1;
          const number = sent;
          void driver.request('write', nth(number)).then((answer) => {
            if (answer !== 'ended' && answer.ok) acknowledged.add(number);
            if (count === writes) resolve();
          });
        }
      });
      await enough;
      await driver.kill();
    }
    const { store } = await openStore(directory);
    const numbers = await recorded(store);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(acknowledged.size).toBeGreaterThanOrEqual(1 + 40 + 173);
    expect(numbers).toEqual(expect.arrayContaining([...acknowledged]));
    expect(Math.max(...numbers)).toBeLessThanOrEqual(sent);
  });

  test('while it opens, works or closes leaves a history that opens', async () => {
    const directory = await temporaryFolder();
    const opening = new HistoryDriver(bundled.spawn());
    void opening.request('open', { directory });
    const { engine } = storePaths(directory);
    await expect.poll(() => readdir(engine).catch(() => []), { timeout: 30_000 }).not.toEqual([]);
    await opening.kill();

    const closing = new HistoryDriver(bundled.spawn());
    expect(await closing.request('open', { directory })).toMatchObject({ ok: true });
    expect(await closing.request('write', nth(1))).toMatchObject({ ok: true });
    void closing.request('maintain', null);
    void closing.request('close', null);
    await closing.kill();

    const { store } = await openStore(directory);
    expect(await recorded(store)).toEqual([1]);
  });
});

describe('a power cut', PATIENT, () => {
  test('that discards what the engine never flushed loses no acknowledged snapshot', async () => {
    const directory = await emptyHistory();
    const { engine, setAside } = storePaths(directory);
    const first = await openStore(directory);
    for (const number of upTo(20)) await first.store.write(nth(number));
    await first.store.close();
    const before = path.join(await temporaryFolder(), 'engine');
    await cp(engine, before, { recursive: true });

    const driver = new HistoryDriver(bundled.spawn());
    await driver.request('open', { directory });
    for (let number = 21; number <= 60; number++) await driver.request('write', nth(number));
    await driver.request('connections', null);
    await driver.kill();
    // Of what was not flushed every second file is as it was before: pages of two times, mixed.
    const { files } = await listFolder(before);
    for (const file of files.filter((_, index) => index % 2 === 0))
      await cp(path.join(before, file), path.join(engine, file));
    await pretendPowerCut(directory);

    const { store, log } = await openStore(directory);
    expect(await recorded(store)).toEqual(upTo(60));
    expect(await readdir(setAside)).toHaveLength(1);
    expect(log.join('\n')).toContain('set aside');
  });

  test('after a backup rebuilds from it and the journal since', async () => {
    const directory = await emptyHistory();
    const { journal, backups } = storePaths(directory);
    const first = await openStore(directory);
    const many = upTo(1_500);
    await Promise.all(many.map((number) => first.store.write(nth(number))));
    await first.store.maintain();
    expect(await readdir(backups)).toHaveLength(1);
    // The journal before the backup is gone: it cannot be what the rebuild reads.
    expect(await readdir(journal)).not.toContain(path.basename(segmentAt(journal, 1).file));
    await first.store.write(nth(1_501));
    await first.store.close();
    await pretendPowerCut(directory);
    const second = await openStore(directory);
    expect(await recorded(second.store)).toEqual(upTo(1_501));
    await second.store.write(nth(1_502));
    await second.store.close();
    const third = await openStore(directory);
    expect(await recorded(third.store)).toEqual(upTo(1_502));
  });
});

describe('a folder that cannot be used', PATIENT, () => {
  test('is set aside, never deleted, and rebuilt when it no longer opens', async () => {
    const directory = await emptyHistory();
    const { engine, setAside } = storePaths(directory);
    const first = await openStore(directory);
    for (const number of upTo(5)) await first.store.write(nth(number));
    await first.store.close();
    const control = path.join(engine, 'global', 'pg_control');
    await writeFile(control, Buffer.alloc((await readFile(control)).length, 0x5a));
    const { store } = await openStore(directory);
    expect(await recorded(store)).toEqual(upTo(5));
    const [aside] = await readdir(setAside);
    expect(aside).toMatch(/^engine-\d{4}-\d\d-\d\dT/);
    expect(await readdir(path.join(setAside, aside ?? ''))).toContain('PG_VERSION');
  });

  test('ends in an app that runs and says what is lost when nothing is left to rebuild it from', async () => {
    const directory = await emptyHistory();
    const { engine, journal, setAside } = storePaths(directory);
    const first = await openStore(directory);
    await first.store.write(nth(1));
    await first.store.close();
    await rm(journal, { recursive: true });
    const control = path.join(engine, 'global', 'pg_control');
    await writeFile(control, Buffer.alloc(8192));
    const second = await openStore(directory);
    expect(second.findings).toMatchObject([{ level: 'error' }]);
    expect(await readdir(setAside)).not.toEqual([]);
    await second.store.write(nth(2));
    expect(await recorded(second.store)).toEqual([2]);
    await second.store.close();
    await pretendPowerCut(directory);
    const third = await openStore(directory);
    expect(await recorded(third.store)).toEqual([2]);
    // The loss is told again.
    expect(third.findings).toMatchObject([{ level: 'error' }]);
  });

  test('that is an older copy is brought up to date from the journal', async () => {
    const directory = await emptyHistory();
    const { engine } = storePaths(directory);
    const first = await openStore(directory);
    await first.store.write(nth(1));
    await first.store.close();
    const older = path.join(await temporaryFolder(), 'engine');
    await cp(engine, older, { recursive: true });
    const second = await openStore(directory);
    await second.store.write(nth(2));
    await second.store.close();
    await rm(engine, { recursive: true });
    await cp(older, engine, { recursive: true });
    const third = await openStore(directory);
    expect(await recorded(third.store)).toEqual([1, 2]);
  });
});

test('a second process is refused the folder, and the first goes on', PATIENT, async () => {
  const directory = await emptyHistory();
  const [one, other] = [new HistoryDriver(bundled.spawn()), new HistoryDriver(bundled.spawn())];
  expect(await one.request('open', { directory })).toMatchObject({ ok: true });
  expect(await other.request('open', { directory })).toMatchObject({
    ok: false,
    failure: { code: 'storage', message: expect.stringContaining('in use by another') },
  });
  expect(await one.request('write', nth(1))).toMatchObject({ ok: true });
  await one.kill();
  await other.kill();
});

test('a process whose app has ended closes in good order by itself', PATIENT, async () => {
  const directory = await emptyHistory();
  const driver = new HistoryDriver(bundled.spawn());
  expect(await driver.request('open', { directory })).toMatchObject({ ok: true });
  expect(await driver.request('write', nth(1))).toMatchObject({ ok: true });
  bundled.children.at(-1)?.disconnect();
  await driver.ended;
  const { engineTrust, lock } = storePaths(directory);
  expect(await readChecked(engineTrust)).toMatchObject({ state: 'clean' });
  await expect(readFile(lock)).rejects.toThrow('ENOENT');
  const { store } = await openStore(directory);
  expect(await recorded(store)).toEqual([1]);
});
