import { mkdir, readdir, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder';
import { Findings } from '../history/findings';
import { ageOutSetAside, setAside, SET_ASIDE_RULE } from './set-aside';
import { historyPaths } from '../process/history-paths';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 5, 1);

async function asideOn(folder: string, day: number, bytes = 10): Promise<string> {
  const source = path.join(folder, 'engine');
  await mkdir(source);
  await writeFile(path.join(source, 'page'), '');
  await truncate(path.join(source, 'page'), bytes);
  const at = path.join(folder, 'set-aside');
  return path.basename(await setAside(at, source, NOW - day * DAY));
}

test('copies go after their days of use, but never the newest and nothing of others', async () => {
  const folder = await temporaryFolder();
  const paths = historyPaths(folder);
  const old = await asideOn(folder, 0);
  expect(await ageOutSetAside(paths, NOW)).toEqual([]);
  const kept = await asideOn(folder, 0);
  await writeFile(path.join(paths.setAside, 'of-the-user'), '');
  for (let day = 1; day <= SET_ASIDE_RULE.keptDays; day++)
    for (const at of [NOW + day * DAY, NOW + day * DAY + 1])
      expect(await ageOutSetAside(paths, at)).toEqual([]);
  expect(await ageOutSetAside(paths, NOW + 200 * DAY)).toEqual([old]);
  expect((await readdir(paths.setAside)).sort()).toEqual([kept, 'of-the-user'].sort());
  for (let day = 201; day <= 300; day++)
    expect(await ageOutSetAside(paths, NOW + day * DAY)).toEqual([]);
});

test('a clock that is wrong ages nothing', async () => {
  const folder = await temporaryFolder();
  const paths = historyPaths(folder);
  await asideOn(folder, 0);
  await asideOn(folder, 0);
  for (let start = 1; start <= 100; start++)
    for (const clock of [NOW, NOW + 30_000 * DAY, 0, NOW])
      expect(await ageOutSetAside(paths, clock)).toEqual([]);
});

test('a loss is told after a start with a wrong clock, and until its days of use are over', async () => {
  const paths = historyPaths(await temporaryFolder());
  const told: string[] = [];
  const start = async (now: number): Promise<Findings> => {
    told.length = 0;
    const findings = new Findings(
      paths,
      () => now,
      ({ text }) => told.push(text),
    );
    await findings.tellAgain();
    return findings;
  };
  const first = await start(NOW);
  await first.add({ level: 'error', lost: [], setAside: [], text: 'lost' });
  await start(NOW + 30_000 * DAY);
  expect(told).toEqual(['lost']);
  for (let day = 1; day < SET_ASIDE_RULE.keptDays; day++) {
    await start(NOW + day * DAY);
    expect(told).toEqual(['lost']);
  }
  await start(NOW + 100 * DAY);
  expect(told).toEqual([]);
});

test('beyond their size the oldest go first', async () => {
  const folder = await temporaryFolder();
  // Sparse files: they have the size without taking the room.
  const half = SET_ASIDE_RULE.mostBytes / 2;
  const oldest = await asideOn(folder, 3, half);
  await asideOn(folder, 2, half);
  await asideOn(folder, 1, half);
  expect(await ageOutSetAside(historyPaths(folder), NOW)).toEqual([oldest]);
});

test('copies of one instant do not replace each other', async () => {
  const folder = await temporaryFolder();
  expect(await asideOn(folder, 1)).not.toBe(await asideOn(folder, 1));
});
