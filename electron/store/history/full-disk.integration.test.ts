import type * as promises from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { fileDriver, heldBy } from '../testing/file-engine';
import { openStore } from '../testing/open-store';
import { refuseWrites } from '../testing/recording-disk';
import { MINUTE, START, totalEntry } from '../testing/samples';
import { temporaryFolder } from '../testing/temporary-folder';
import type { EngineDriver } from '../engines/embedded/engine-driver';
import type { Trouble } from './troubles';

vi.mock('node:fs/promises', async (original) => {
  const { recording } = await import('../testing/recording-disk');
  return recording(await original<typeof promises>());
});

function entry(number: number) {
  return totalEntry(START + number * MINUTE, String(number));
}

test('a disk that takes nothing while running is told, refuses, and is mended by itself', async () => {
  onTestFinished(() => refuseWrites(undefined));
  const directory = path.join(await temporaryFolder(), 'history');
  for (const [code, words] of [
    ['ENOSPC', 'full'],
    ['EROFS', 'read-only'],
    ['EIO', 'reports an error'],
  ] as const) {
    const told: (Trouble | undefined)[] = [];
    const { store, findings } = await openStore(directory, {
      driver: fileDriver,
      onTrouble: (trouble) => told.push(trouble),
    });
    await store.write(entry(1));
    expect(told).toEqual([]);
    refuseWrites(code);
    for (let refused = 1; refused <= 3; refused++) {
      await expect(store.write(entry(100 + refused))).rejects.toMatchObject({
        failure: { code: 'storage', message: expect.stringContaining(words) },
      });
      expect(told.at(-1)).toMatchObject({
        refused,
        failure: { message: expect.stringContaining(words), hint: expect.any(String) },
      });
    }
    await store.backUp();
    refuseWrites(undefined);
    await store.write(entry(2));
    await store.backUp();
    expect(told.at(-1)).toBeUndefined();
    const held = await store.inspect((engine) => Promise.resolve([...heldBy(engine).values()]));
    expect(held).toContain(JSON.stringify(entry(2)));
    expect(held).not.toContain(JSON.stringify(entry(101)));
    await store.close();
    const again = await openStore(directory, { driver: fileDriver });
    expect([...findings, ...again.findings]).toEqual([]);
    await again.store.close();
  }
});

test('a history on a full disk does not open, says why, and is left as it is', async () => {
  onTestFinished(() => refuseWrites(undefined));
  const directory = path.join(await temporaryFolder(), 'history');
  const first = await openStore(directory, { driver: fileDriver });
  await first.store.write(entry(1));
  await first.store.close();
  refuseWrites('ENOSPC');
  await expect(openStore(directory, { driver: fileDriver })).rejects.toMatchObject({
    failure: { message: expect.stringContaining('full') },
  });
  refuseWrites(undefined);
  const { store, findings } = await openStore(directory, { driver: fileDriver });
  const held = await store.inspect((engine) => Promise.resolve([...heldBy(engine).values()]));
  expect(held).toEqual([JSON.stringify(entry(1))]);
  expect(findings).toEqual([]);
});

test('an engine without room keeps what is acknowledged waiting, in order, until there is some', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const directory = path.join(await temporaryFolder(), 'history');
  let isFull = false;
  const driver: EngineDriver = {
    ...fileDriver,
    deliver: (context, frame) =>
      isFull
        ? Promise.reject(Object.assign(new Error('could not extend file'), { code: '53100' }))
        : fileDriver.deliver(context, frame),
  };
  const told: (Trouble | undefined)[] = [];
  const waiting: number[] = [];
  const fatal: unknown[] = [];
  const { store } = await openStore(directory, {
    driver,
    onTrouble: (trouble) => told.push(trouble),
    onWaiting: (count) => waiting.push(count),
    onFatal: (error) => fatal.push(error),
  });
  isFull = true;
  for (const number of [1, 2, 3]) await store.write(entry(number));
  await store.inspect(() => Promise.resolve());
  expect(waiting.at(-1)).toBe(3);
  expect(told.at(-1)).toMatchObject({ refused: 0 });
  await vi.advanceTimersByTimeAsync(5_000);
  await store.inspect(() => Promise.resolve());
  expect(waiting.at(-1)).toBe(3);
  isFull = false;
  await vi.advanceTimersByTimeAsync(5_000);
  await store.write(entry(4));
  await store.inspect(() => Promise.resolve());
  expect(told.at(-1)).toBeUndefined();
  expect(waiting.at(-1)).toBe(0);
  const held = await store.inspect((engine) => Promise.resolve([...heldBy(engine).values()]));
  expect(held).toEqual([1, 2, 3, 4].map((number) => JSON.stringify(entry(number))));
  expect(fatal).toEqual([]);
});
