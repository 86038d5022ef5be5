import { expect, test } from 'vitest';
import { FakeClock } from '../engine/testing/fake-clock';
import { afterAwake } from './awake-timer';
import { systemClock } from './system-clock';

test('runs once when its time has passed, and not before', async () => {
  const clock = new FakeClock();
  let runs = 0;
  afterAwake(clock, 10_000, () => (runs += 1));
  await clock.advance(9_999);
  expect(runs).toBe(0);
  await clock.advance(1);
  await clock.advance(60_000);
  expect(runs).toBe(1);
});

test('never runs once it is cancelled, however far it was', async () => {
  const clock = new FakeClock();
  let runs = 0;
  const cancel = afterAwake(clock, 10_000, () => (runs += 1));
  await clock.advance(5_000);
  cancel();
  await clock.advance(60_000);
  expect(runs).toBe(0);
});

test('does not count the time in which the program could not run', async () => {
  const limitMs = 400;
  let isOver = false;
  const over = new Promise<void>((resolve) =>
    afterAwake(systemClock, limitMs, () => {
      isOver = true;
      resolve();
    }),
  );
  const stopEnd = performance.now() + 2 * limitMs;
  while (performance.now() < stopEnd);
  // Timers that are due run before this one, which is set after them.
  await new Promise<void>((resolve) => systemClock.after(limitMs / 4, resolve));
  expect(isOver).toBe(false);
  await over;
});
