import { spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { processIdentity } from './process-identity';
import { temporaryFolder } from '../testing/temporary-folder';
import { lockFolder } from './folder-lock';

test('a held lock is refused with the process that holds it, and free after its release', async () => {
  const file = path.join(await temporaryFolder(), 'lock');
  const lock = await lockFolder(file);
  await expect(lockFolder(file)).rejects.toMatchObject({
    failure: { code: 'storage', message: expect.stringContaining(String(process.pid)) },
  });
  await lock.release();
  await lock.release();
  const again = await lockFolder(file);
  await again.release();
  expect(await readdir(path.dirname(file))).toEqual([]);
});

test('waits for a process that is about to give it up', async () => {
  const file = path.join(await temporaryFolder(), 'lock');
  const lock = await lockFolder(file);
  const waiting = lockFolder(file, 60_000);
  await lock.release();
  await (await waiting).release();
});

test('takes over from a process that is gone', async () => {
  const file = path.join(await temporaryFolder(), 'lock');
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.once('exit', resolve));
  await writeFile(file, JSON.stringify({ pid: child.pid, token: 'of the dead' }));
  const lock = await lockFolder(file);
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ pid: process.pid });
  await lock.release();
});

test('takes over when the number now belongs to another process', async () => {
  const file = path.join(await temporaryFolder(), 'lock');
  expect(await processIdentity(process.pid)).toBe(await processIdentity(process.pid));
  const reused = { pid: process.pid, identity: 'started long ago', token: 'of the dead' };
  await writeFile(file, JSON.stringify(reused));
  const lock = await lockFolder(file);
  await lock.release();
});

test('takes over what is no lock', async () => {
  const file = path.join(await temporaryFolder(), 'lock');
  await writeFile(file, 'torn');
  const lock = await lockFolder(file);
  await lock.release();
});

test('one of many who see the same dead owner gets it', async () => {
  const file = path.join(await temporaryFolder(), 'lock');
  await writeFile(file, JSON.stringify({ pid: -1, token: 'of the dead' }));
  const attempts = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(file)));
  const held = attempts.filter(({ status }) => status === 'fulfilled');
  expect(held).toHaveLength(1);
});

test('takes over also where one died while taking over', async () => {
  const file = path.join(await temporaryFolder(), 'lock');
  await writeFile(file, JSON.stringify({ pid: -1, token: 'of the dead' }));
  await writeFile(`${file}.takeover`, JSON.stringify({ pid: -1, token: 'of another dead' }));
  const lock = await lockFolder(file);
  expect(await readdir(path.dirname(file))).toEqual(['lock']);
  await lock.release();
});
