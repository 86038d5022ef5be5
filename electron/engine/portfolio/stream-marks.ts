import type { AccountKey, BalanceKey } from '../../../shared/portfolio/balance';

/**
 * When a stream last set a balance absolutely, in elapsed time; also one that it set to nothing. Tells an
 * answer that was asked for before such an event from one that may replace it.
 */
export class StreamMarks {
  readonly #setAt = new Map<BalanceKey, number>();

  set(id: BalanceKey, at: number): void {
    this.#setAt.set(id, at);
  }

  has(id: BalanceKey): boolean {
    return this.#setAt.has(id);
  }

  /** Whether the stream spoke of a balance at or after an instant. */
  isNewer(id: BalanceKey, than: number): boolean {
    return (this.#setAt.get(id) ?? -Infinity) >= than;
  }

  delete(id: BalanceKey): void {
    this.#setAt.delete(id);
  }

  forgetAccount(key: AccountKey): void {
    for (const id of this.#setAt.keys()) if (id.startsWith(`${key}/`)) this.#setAt.delete(id);
  }
}
