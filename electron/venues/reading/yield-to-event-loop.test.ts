import { expect, it } from 'vitest';
import { yieldToEventLoop } from './yield-to-event-loop';

function work(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

it('does work that comes all at once in slices, in order, with turns for others in between', async () => {
  let turns = 0;
  let running = true;
  const count = (): void => {
    turns += 1;
    if (running) setImmediate(count);
  };
  setImmediate(count);
  const done: number[] = [];
  await Promise.all(
    Array.from({ length: 20 }, async (_, index) => {
      await yieldToEventLoop();
      work(5);
      done.push(index);
    }),
  );
  running = false;
  expect(done).toEqual(Array.from({ length: 20 }, (_, index) => index));
  // Two pieces of 5 ms fill a slice of 8, so that 20 of them take 10 turns or more.
  expect(turns).toBeGreaterThanOrEqual(10);
});
