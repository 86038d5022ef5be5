import type { Clock } from '../engine/ports/clock';
import { startTimer } from './timer';

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after: (milliseconds, run) => startTimer(milliseconds, run),
};
