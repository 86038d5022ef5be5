// @ts-check
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { runUnlessStalled } from './stalled-run.mjs';

vi.setConfig({ testTimeout: 180_000 });
/** @type {string} */
let folder;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'portolan-stalled-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const WAITS_FOREVER = ['-e', 'setInterval(() => undefined, 1000)'];
const base = () => ({ env: process.env, folders: [folder] });

it('a program that fills nothing is ended after the limit, by the real clock where no other is given', async () => {
  const run = { ...base(), limitMilliseconds: 200 };
  expect(await runUnlessStalled(process.execPath, WAITS_FOREVER, run)).toEqual({
    outcome: 'stalled',
  });
});

it('one that goes on filling is not, however long it takes', async () => {
  let looks = 0;
  // By this clock a quarter of the limit passes between two looks, at the first twenty of which something arrived.
  const elapsed = () => {
    looks += 1;
    if (looks <= 20) writeFileSync(path.join(folder, String(looks)), Buffer.alloc(1 << 20));
    return looks * 10;
  };
  const run = { ...base(), limitMilliseconds: 40, elapsed };
  expect(await runUnlessStalled(process.execPath, WAITS_FOREVER, run)).toEqual({
    outcome: 'stalled',
  });
  expect(looks).toBeGreaterThanOrEqual(24);
});

it('one that ends is told apart from one that failed', async () => {
  const run = { ...base(), limitMilliseconds: 1_000, elapsed: () => 0 };
  expect(await runUnlessStalled(process.execPath, ['-e', ''], run)).toEqual({ outcome: 'done' });
  const failing = ['-e', 'console.error("no room"); process.exitCode = 3'];
  expect(await runUnlessStalled(process.execPath, failing, run)).toEqual({
    outcome: 'failed',
    errors: 'no room\n',
  });
});
