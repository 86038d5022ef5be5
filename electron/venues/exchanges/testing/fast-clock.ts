import type { Clock } from '../../../engine/ports/clock';
import { systemClock } from './test-gateway';

/** A clock by which all time, that of limits and deadlines too, goes so many times faster. */
export class FastClock implements Clock {
  readonly #startedAt = Date.now();
  readonly #elapsedAtStart = performance.now();

  constructor(private readonly factor: number) {}

  readonly now = (): number => Math.floor(this.#startedAt + this.elapsed());

  readonly elapsed = (): number => (performance.now() - this.#elapsedAtStart) * this.factor;

  after(milliseconds: number, run: () => void): () => void {
    return systemClock.after(milliseconds / this.factor, run);
  }
}
