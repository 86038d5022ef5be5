import { startTimer } from '../timing/timer';
import { notAnswering } from './keychain-trouble';
import { Lane } from '../../shared/base/lane';

/** Runs a task when those before it have ended. */
export type InTurn = <T>(limitMs: number, task: () => Promise<T>) => Promise<T>;

/**
 * One task at a time, each with a limit that includes its waiting. A task that has not begun by then never
 * will; one that has goes on alone, and those after it wait for it.
 */
export function createTurns(): InTurn {
  const lane = new Lane();
  return <T>(limitMs: number, task: () => Promise<T>): Promise<T> => {
    let givenUp = false;
    const turn = lane.run(async () => {
      if (givenUp) throw notAnswering();
      return task();
    });
    return new Promise((resolve, reject) => {
      const cancel = startTimer(limitMs, () => {
        givenUp = true;
        reject(notAnswering());
      });
      const settle =
        <V>(settled: (value: V) => void) =>
        (value: V): void => {
          cancel();
          settled(value);
        };
      turn.then(settle(resolve), settle(reject));
    });
  };
}
