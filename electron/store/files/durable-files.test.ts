import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../testing/temporary-folder';
import { makeFolderInPlace } from './durable-files';

test('a folder is made where there is none, and left alone where there is one', async () => {
  const folder = path.join(await temporaryFolder(), 'a', 'b');
  await makeFolderInPlace(folder);
  await writeFile(path.join(folder, 'kept'), 'x');
  await makeFolderInPlace(folder);
  expect(await readdir(folder)).toEqual(['kept']);
});

test('a file in its place is kept within it', async () => {
  const folder = path.join(await temporaryFolder(), 'set-aside');
  await writeFile(folder, 'garbage');
  await makeFolderInPlace(folder);
  const [name = '', ...others] = await readdir(folder);
  expect(name).toMatch(/^set-aside\./);
  expect(others).toEqual([]);
  expect(await readFile(path.join(folder, name), 'utf8')).toBe('garbage');
});
