import type { Clock } from '../engine/ports/clock';

/** Whether something is done, or has failed, before so many milliseconds have passed. */
export function isDoneWithin(
  work: Promise<unknown>,
  clock: Pick<Clock, 'after'>,
  limitMs: number,
): Promise<boolean> {
  return new Promise((resolve) => {
    const cancel = clock.after(limitMs, () => resolve(false));
    const done = (): void => {
      cancel();
      resolve(true);
    };
    work.then(done, done);
  });
}
