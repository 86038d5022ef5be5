import type { Clock } from '../engine/ports/clock';

/** The more parts, the less of a stop is counted: of each stop, at most one part of the whole. */
const PARTS = 20;

/**
 * Runs once after so many milliseconds in which this program could run. What it lost to a busy processor, to
 * work of its own or to the machine's sleep is no delay of whoever it waits for, and is not counted: else a
 * server that answered at once would pass for one that did not answer.
 * @returns what cancels it
 */
export function afterAwake(
  clock: Pick<Clock, 'after'>,
  milliseconds: number,
  run: () => void,
): () => void {
  let left = PARTS;
  let cancel: () => void;
  const wait = (): void => {
    cancel = clock.after(milliseconds / PARTS, () => {
      left -= 1;
      if (left === 0) run();
      else wait();
    });
  };
  wait();
  return () => cancel();
}
