import type { Clock } from '../../../engine/ports/clock';
import { systemClock } from '../../../timing/system-clock';

/** The machine's clock, which can be put on and hurried, and counts the timers that are set. */
export class FaultClock implements Clock {
  /** Time that is taken to have passed besides, in ms. */
  aheadMs = 0;
  /** Timers set from now on run so many times sooner than they say. */
  hurry = 1;
  timersSet = 0;

  readonly now = (): number => Date.now() + this.aheadMs;
  readonly elapsed = (): number => systemClock.elapsed() + this.aheadMs;

  after(milliseconds: number, run: () => void): () => void {
    this.timersSet += 1;
    return systemClock.after(milliseconds / this.hurry, run);
  }
}
