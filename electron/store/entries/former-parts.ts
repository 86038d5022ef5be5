import type { BalanceKey } from '../../../shared/portfolio/balance';
import type { ValuedBalance } from '../../../shared/portfolio/snapshot';
import { valuedParts, type ValuedPart } from './valued-parts';

type Balances = ReadonlyMap<BalanceKey, ValuedBalance>;

/** Finds what there was before under a venue's code, whatever balance it was added up in. */
export class FormerParts {
  /** Balances that are there no more. */
  readonly left: readonly ValuedBalance[];
  /** By name, what may be in another balance by now. */
  readonly #elsewhere: ReadonlyMap<string, ValuedPart>;
  #namesNow: ReadonlySet<string> | undefined;

  constructor(
    before: Balances,
    private readonly now: Balances,
  ) {
    this.left = [...before].flatMap(([key, balance]) => (now.has(key) ? [] : [balance]));
    const addedUp = [...before.values()].filter(({ parts }) => parts !== undefined);
    this.#elsewhere = new Map(
      [...this.left, ...addedUp].flatMap(valuedParts).map((part) => [part.name, part]),
    );
  }

  /**
   * What there was of a part before.
   * @param same the balance of the same asset before
   */
  of(part: ValuedPart, same: ValuedBalance | undefined): ValuedPart | undefined {
    const named = this.#elsewhere.get(part.name);
    if (named !== undefined || same === undefined) return named;
    return valuedParts(same).find(({ name }) => name === part.name);
  }

  /** Of a balance that is still there, the codes of which there is nothing any more in any balance. */
  lostOf(same: ValuedBalance | undefined, balance: ValuedBalance): ValuedPart[] {
    if (same === undefined) return [];
    if (same.parts === undefined && balance.parts === undefined && same.code === balance.code)
      return [];
    this.#namesNow ??= new Set([...this.now.values()].flatMap(valuedParts).map(({ name }) => name));
    const names = this.#namesNow;
    return valuedParts(same).filter(({ name }) => !names.has(name));
  }
}
