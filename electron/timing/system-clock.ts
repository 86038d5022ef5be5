import type { Clock } from '../services/ports/clock';
import { startTimer } from './timer';

export const systemClock: Clock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
  after: (milliseconds, run) => startTimer(milliseconds, run),
};
