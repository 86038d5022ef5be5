import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { madeOnce } from '../../../testing/made-once';
import { readChecked, writeChecked } from '../../files/checked-json';
import { listFolder } from '../../files/durable-files';
import { segmentAt } from '../../outbox/segments';
import { text } from '../../sql/sql-engine';
import { bundleHistoryProcess, type BundledProcess } from '../../testing/history-child';
import { HistoryDriver } from '../../testing/history-driver';
import { openStore } from '../../testing/open-store';
import { MINUTE, snapshotEntry, START } from '../../testing/samples';
import { copyEmptyHistory, emptyHistory } from '../../testing/empty-history';
import { temporaryFolder } from '../../testing/temporary-folder';
import type { Store } from '../../history/store';
import { historyPaths } from '../../process/history-paths';

/** Each of these opens engines several times over. */
const PATIENT = { timeout: 180_000 };

let bundled: BundledProcess;
/** How many entries {@link usedHistory} holds. */
const USED = 20;
beforeAll(async () => {
  bundled = await bundleHistoryProcess();
});
afterAll(() => bundled.end());

/** The nth snapshot; its total is its number. */
function nth(number: number) {
  return snapshotEntry(START + number * MINUTE, String(number));
}

/** A folder of the test's own with a history of some entries that was closed; what is in it is made once. */
async function usedHistory(): Promise<string> {
  const made = await madeOnce('used-history', async (folder) => {
    await copyEmptyHistory(folder);
    const { store } = await openStore(folder);
    for (const number of upTo(USED)) await store.write(nth(number));
    await store.close();
  });
  const directory = await temporaryFolder();
  await cp(made, directory, { recursive: true });
  return directory;
}

/** Numbers of all recorded snapshots, in order, as often as they are there. */
function recorded(store: Store): Promise<readonly number[]> {
  return store.inspect(async (engine) => {
    const rows = await engine.query(
      'select total_usd::text as total from portfolio_point order by at',
    );
    return rows.map((row) => Number(text(row, 'total')));
  });
}

/** What the folder says when the machine has been started anew since. */
async function pretendPowerCut(directory: string): Promise<void> {
  const { engineTrust, lock } = historyPaths(directory);
  await rm(lock, { force: true });
  await writeChecked(engineTrust, { state: 'in-use', boot: 'an earlier run' });
}

/** Numbers from 1 to the last. */
function upTo(last: number): readonly number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

describe('kill -9', PATIENT, () => {
  test('while it opens, works or closes leaves a history that opens', async () => {
    const directory = await temporaryFolder();
    const opening = new HistoryDriver(bundled.spawn());
    void opening.request('open', { directory });
    const { engine } = historyPaths(directory);
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
    const directory = await usedHistory();
    const { engine, setAside } = historyPaths(directory);
    const before = path.join(await temporaryFolder(), 'engine');
    await cp(engine, before, { recursive: true });

    const driver = new HistoryDriver(bundled.spawn());
    await driver.request('open', { directory });
    for (let number = USED + 1; number <= 60; number++) await driver.request('write', nth(number));
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
    const { journal, backups } = historyPaths(directory);
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
    const directory = await usedHistory();
    const { engine, setAside } = historyPaths(directory);
    const control = path.join(engine, 'global', 'pg_control');
    await writeFile(control, Buffer.alloc((await readFile(control)).length, 0x5a));
    const { store } = await openStore(directory);
    expect(await recorded(store)).toEqual(upTo(USED));
    const [aside] = await readdir(setAside);
    expect(aside).toMatch(/^engine-\d{4}-\d\d-\d\dT/);
    expect(await readdir(path.join(setAside, aside ?? ''))).toContain('PG_VERSION');
  });

  test('ends in an app that runs and says what is lost when nothing is left to rebuild it from', async () => {
    const directory = await usedHistory();
    const { engine, journal, setAside } = historyPaths(directory);
    await rm(journal, { recursive: true });
    const control = path.join(engine, 'global', 'pg_control');
    await writeFile(control, Buffer.alloc(8192));
    const second = await openStore(directory);
    expect(second.findings).toMatchObject([{ level: 'error' }]);
    expect(await readdir(setAside)).not.toEqual([]);
    await second.store.write(nth(USED + 1));
    expect(await recorded(second.store)).toEqual([USED + 1]);
    await second.store.close();
    await pretendPowerCut(directory);
    const third = await openStore(directory);
    expect(await recorded(third.store)).toEqual([USED + 1]);
    // The loss is told again.
    expect(third.findings).toMatchObject([{ level: 'error' }]);
  });

  test('that is an older copy is brought up to date from the journal', async () => {
    const directory = await usedHistory();
    const { engine } = historyPaths(directory);
    const older = path.join(await temporaryFolder(), 'engine');
    await cp(engine, older, { recursive: true });
    const second = await openStore(directory);
    await second.store.write(nth(USED + 1));
    await second.store.close();
    await rm(engine, { recursive: true });
    await cp(older, engine, { recursive: true });
    const third = await openStore(directory);
    expect(await recorded(third.store)).toEqual(upTo(USED + 1));
  });
});

test(
  'a second process is refused the folder; the first goes on, and closes when its app has ended',
  PATIENT,
  async () => {
    const directory = await emptyHistory();
    const one = new HistoryDriver(bundled.spawn());
    const app = bundled.children.at(-1);
    expect(await one.request('open', { directory })).toMatchObject({ ok: true });
    const other = new HistoryDriver(bundled.spawn());
    expect(await other.request('open', { directory })).toMatchObject({
      ok: false,
      failure: { code: 'storage', message: expect.stringContaining('in use by another') },
    });
    await other.kill();
    expect(await one.request('write', nth(1))).toMatchObject({ ok: true });
    app?.disconnect();
    await one.ended;
    const { engineTrust, lock } = historyPaths(directory);
    expect(await readChecked(engineTrust)).toMatchObject({ state: 'clean' });
    await expect(readFile(lock)).rejects.toThrow('ENOENT');
    const { store } = await openStore(directory);
    expect(await recorded(store)).toEqual([1]);
  },
);
