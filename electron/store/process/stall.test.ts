import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { fileDriver, heldBy } from '../testing/file-engine';
import { openStore } from '../testing/open-store';
import { MINUTE, START, totalEntry } from '../testing/samples';
import { temporaryFolder } from '../testing/temporary-folder';
import type { EngineDriver } from '../engines/embedded/engine-driver';

const STALL_MS = 5_000;

function entry(number: number) {
  return totalEntry(START + number * MINUTE, String(number));
}

test.each(['before', 'behind'] as const)(
  'an entry that waits %s the end of a stall neither overtakes nor is counted twice',
  async (order) => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    let isFull = true;
    const driver: EngineDriver = {
      ...fileDriver,
      deliver: (context, frame) =>
        isFull
          ? Promise.reject(Object.assign(new Error('could not extend file'), { code: '53100' }))
          : fileDriver.deliver(context, frame),
    };
    const waiting: number[] = [];
    const fatal: unknown[] = [];
    const { store } = await openStore(path.join(await temporaryFolder(), 'history'), {
      driver,
      onWaiting: (count) => waiting.push(count),
      onFatal: (error) => fatal.push(error),
    });
    await store.write(entry(1));
    await store.inspect(() => Promise.resolve());
    isFull = false;
    let goOn = (): void => undefined;
    const busy = store.inspect(() => new Promise<void>((resolve) => (goOn = resolve)));
    if (order === 'before') await store.write(entry(2));
    await vi.advanceTimersByTimeAsync(STALL_MS);
    if (order === 'behind') await store.write(entry(2));
    goOn();
    await busy;
    const held = await store.inspect((engine) => Promise.resolve([...heldBy(engine).keys()]));
    expect(fatal).toEqual([]);
    expect(held).toEqual([1, 2]);
    expect(Math.min(...waiting)).toBe(0);
    expect(waiting.at(-1)).toBe(0);
  },
);
