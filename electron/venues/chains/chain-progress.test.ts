import { expect, it } from 'vitest';
import { ChainProgress } from './chain-progress';
import { HeldClock } from './testing/test-wallets';

it('is known for an hour, so that one false word of a far future does not last', () => {
  const clock = new HeldClock();
  const progress = new ChainProgress(clock);
  expect(progress.seen).toBe(0);
  progress.note(999_999_999);
  clock.move(3_599_999);
  expect(progress.seen).toBe(999_999_999);
  clock.move(1);
  expect(progress.seen).toBe(0);
  progress.note(800_000);
  expect(progress.seen).toBe(800_000);
});
