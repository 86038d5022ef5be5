// @ts-check
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withFileLock } from './file-lock.mjs';

/** @type {string} */
let folder;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'portolan-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('lets one at a time in', async () => {
  const lock = path.join(folder, 'lock');
  let inside = 0;
  let most = 0;
  const work = () =>
    withFileLock(lock, async () => {
      inside += 1;
      most = Math.max(most, inside);
      await readdir(folder);
      inside -= 1;
    });
  await Promise.all([work(), work(), work()]);
  expect(most).toBe(1);
  expect(await readdir(folder)).toEqual([]);
});

it('is given back when the work fails', async () => {
  const lock = path.join(folder, 'lock');
  await expect(withFileLock(lock, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await withFileLock(lock, () => Promise.resolve('yes'))).toBe('yes');
});

it('is taken over from a process that is gone', async () => {
  const lock = path.join(folder, 'lock');
  const gone = spawn(process.execPath, ['-e', '']);
  await once(gone, 'exit');
  await writeFile(lock, String(gone.pid));
  expect(await withFileLock(lock, () => Promise.resolve('mine'))).toBe('mine');
  expect(await readdir(folder)).toEqual([]);
});
