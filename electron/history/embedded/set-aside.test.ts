import { mkdir, readdir, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder';
import { ageOutSetAside, setAside, SET_ASIDE_RULE } from './set-aside';

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

test('copies go after their days, but never the newest and nothing of others', async () => {
  const folder = await temporaryFolder();
  const [, kept] = [await asideOn(folder, 91), await asideOn(folder, 89)];
  const aside = path.join(folder, 'set-aside');
  await writeFile(path.join(aside, 'of-the-user'), '');
  expect(await ageOutSetAside(aside, NOW)).toHaveLength(1);
  expect((await readdir(aside)).sort()).toEqual([kept, 'of-the-user'].sort());
  expect(await ageOutSetAside(aside, NOW + 1_000 * DAY)).toEqual([]);
});

test('beyond their size the oldest go first', async () => {
  const folder = await temporaryFolder();
  // Sparse files: they have the size without taking the room.
  const half = SET_ASIDE_RULE.mostBytes / 2;
  const oldest = await asideOn(folder, 3, half);
  await asideOn(folder, 2, half);
  await asideOn(folder, 1, half);
  expect(await ageOutSetAside(path.join(folder, 'set-aside'), NOW)).toEqual([oldest]);
});

test('copies of one instant do not replace each other', async () => {
  const folder = await temporaryFolder();
  expect(await asideOn(folder, 1)).not.toBe(await asideOn(folder, 1));
});
