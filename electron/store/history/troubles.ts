import type { DatabaseTrouble } from '../../../shared/contract/status-view';
import type { Failure, Instant } from '../../../shared/base/failure';

/** Parts of the history that a disk can refuse, each by itself. */
export type TroubledPart = 'journal' | 'engine' | 'backup';

export type Trouble = DatabaseTrouble;

/** Remembers which parts refuse writes at present, the gravest first. */
export class Troubles {
  readonly #now: () => Instant;
  readonly #tell: (trouble: Trouble | undefined) => void;
  readonly #parts = new Map<TroubledPart, Trouble>();

  constructor(now: () => Instant, tell: (trouble: Trouble | undefined) => void) {
    this.#now = now;
    this.#tell = tell;
  }

  /** A part did not take something; `refused` writes were therefore not acknowledged. */
  add(part: TroubledPart, failure: Failure, refused = 0): void {
    const before = this.#parts.get(part);
    this.#parts.set(part, {
      failure,
      since: before?.since ?? this.#now(),
      refused: (before?.refused ?? 0) + refused,
    });
    this.#tellGravest();
  }

  /** A part takes what it is given again. */
  clear(part: TroubledPart): void {
    if (this.#parts.delete(part)) this.#tellGravest();
  }

  #tellGravest(): void {
    const order: readonly TroubledPart[] = ['journal', 'engine', 'backup'];
    const part = order.find((one) => this.#parts.has(one));
    this.#tell(part === undefined ? undefined : this.#parts.get(part));
  }
}
