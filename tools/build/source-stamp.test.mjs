// @ts-check
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sourceStamp } from './source-stamp.mjs';

/** @type {string} */
let root;
beforeEach(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'portolan-stamp-'));
  for (const folder of ['shared', 'electron', 'renderer/screens', 'tools/build']) {
    await mkdir(path.join(root, folder), { recursive: true });
  }
  const files = ['electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.json'];
  for (const name of [
    ...files,
    'shared/a.ts',
    'renderer/screens/b.tsx',
    'shared/a.test.ts',
    'tools/build/record-bundled-packages.ts',
    'tools/build/venue-marks.ts',
  ]) {
    await writeFile(path.join(root, name), name);
  }
});
afterEach(() => rm(root, { recursive: true, force: true }));

it('stays when only times change or a test does', async () => {
  const before = await sourceStamp(root);
  await utimes(path.join(root, 'shared/a.ts'), 1, 1);
  await writeFile(path.join(root, 'shared/a.test.ts'), 'another test');
  expect(await sourceStamp(root)).toBe(before);
});

it.each([
  ['a source changes', () => writeFile(path.join(root, 'renderer/screens/b.tsx'), 'new')],
  ['a source comes', () => writeFile(path.join(root, 'electron/c.ts'), '')],
  ['a source goes', () => rm(path.join(root, 'shared/a.ts'))],
  ['a dependency changes', () => writeFile(path.join(root, 'package-lock.json'), 'new')],
])('changes when %s', async (_, change) => {
  const before = await sourceStamp(root);
  await change();
  expect(await sourceStamp(root)).not.toBe(before);
});
