import type { Clock } from '../../engine/ports/clock';

/** A server that once claimed a far future must not make all the others look old for ever. */
const REMEMBERED_MS = 3_600_000;

/**
 * How far a chain was seen to be, by the height, slot or time of its newest block, so that a server that
 * is behind is not taken for news.
 */
export class ChainProgress {
  readonly #clock: Clock;
  #seen = 0;
  #until = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How far it was at the last reading; 0 if that is an hour ago or there was none. */
  get seen(): number {
    return this.#clock.elapsed() < this.#until ? this.#seen : 0;
  }

  note(mark: number): void {
    this.#seen = mark;
    this.#until = this.#clock.elapsed() + REMEMBERED_MS;
  }
}
