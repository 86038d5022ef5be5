import { expect, it } from 'vitest';
import { closeInSteps, READERS_LIMIT_MS } from './closing';
import { FakeClock, settle } from '../testing/fake-clock';

it('what hangs, fails or throws keeps nothing else from closing', async () => {
  const clock = new FakeClock();
  const done: string[] = [];
  const hangs = (): Promise<void> => new Promise<void>(() => undefined);
  const throws = (): Promise<void> => {
    throw new Error('at once');
  };
  const closing = closeInSteps(clock, [
    {
      limitMs: READERS_LIMIT_MS,
      close: [
        hangs,
        throws,
        () => Promise.reject(new Error('later')),
        async () => done.push('feed'),
      ],
    },
    { limitMs: 1_000, close: [hangs, async () => done.push('database')] },
  ]);
  await settle();
  expect(done).toEqual(['feed']);
  await clock.advance(READERS_LIMIT_MS);
  expect(done).toEqual(['feed', 'database']);
  await clock.advance(1_000);
  await closing;
  expect(clock.pending).toBe(0);
});
