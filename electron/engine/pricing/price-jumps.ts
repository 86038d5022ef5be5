import type { Decimal } from '../../../shared/base/decimal';
import type { Instant } from '../../../shared/base/failure';
import type { Price, PriceKey } from '../../../shared/pricing/price';
import {
  JUMP_FACTOR,
  JUMP_FRESH_MS,
  JUMP_HELD_MS,
  JUMP_REMEMBERED_MS,
  JUMP_SECOND_LOOK_MS,
  JUMP_STEADY_FACTOR,
  LEAST_VENUES,
  LIQUID_USD,
} from '../../../shared/pricing/price-limits';

type MarketPrice = Extract<Price, { kind: 'market' }>;

/** What speaks for a price that jumped. */
export interface JumpEvidence {
  /** What the thinnest market that it rests on trades a day, in dollars. */
  readonly liquidityUsd: Decimal;
  /** How many other venues say the same by markets of their own. */
  readonly venues: number;
}

/** Where a price that is held back has stood, by the time of its markets, and from when on by the clock. */
interface Stand {
  readonly usd: Decimal;
  readonly marketAt: Instant;
  readonly at: Instant;
}

/**
 * Holds prices back that jump: a slip of a thin market, a redenomination that the balances do not have
 * yet, or another coin under the same ticker would make or lose a fortune on the screen and in history.
 * A real move counts by itself: at once where other venues say the same, else when it has held for some minutes
 * in a liquid market. The rest waits for the user. After a longer pause without a price, as when a computer slept
 * or of an earlier run, a jump need only stand for a minute, in whatever market.
 */
export class PriceJumps {
  readonly #accepted = new Set<PriceKey>();
  readonly #stands = new Map<PriceKey, Stand>();

  /** The user takes the price that the market jumped to. */
  accept(key: PriceKey): void {
    this.#accepted.add(key);
  }

  /**
   * The price to count with: the new one, or the one before with the jump beside it.
   * @param evidence asked only where there is a jump
   */
  judge(
    key: PriceKey,
    before: Price | undefined,
    after: MarketPrice,
    now: Instant,
    evidence: () => JumpEvidence,
  ): MarketPrice {
    // One word is for one jump: it does not wait for the next.
    const isAccepted = this.#accepted.delete(key);
    if (before?.kind !== 'market' || !isJump(before.usd, after.usd))
      return this.#settle(key, after);
    // One that is held back already stays so, however old it gets.
    const since = before.jump?.since ?? now;
    const pause = since - before.at;
    if (pause > JUMP_REMEMBERED_MS) return this.#settle(key, after);
    if (isAccepted) return this.#settle(key, after);
    const { liquidityUsd, venues } = evidence();
    if (venues >= LEAST_VENUES) return this.#settle(key, after);
    const stand = this.#standOf(key, after, now);
    const isLate = pause > JUMP_FRESH_MS;
    const holds = isLate || liquidityUsd.greaterThanOrEqualTo(LIQUID_USD);
    const heldMs = isLate ? JUMP_SECOND_LOOK_MS : JUMP_HELD_MS;
    // By the time of the markets: what a silent venue said last does not hold by being repeated.
    if (holds && after.at - stand.marketAt >= heldMs) return this.#settle(key, after);
    return {
      ...before,
      staleSince: before.staleSince ?? since,
      jump: { usd: after.usd, since, ...(holds ? { countsAt: stand.at + heldMs } : {}) },
    };
  }

  #settle(key: PriceKey, price: MarketPrice): MarketPrice {
    this.#stands.delete(key);
    return price;
  }

  #standOf(key: PriceKey, { usd, at: marketAt }: MarketPrice, now: Instant): Stand {
    const known = this.#stands.get(key);
    // Without a time of its own a market's is the clock's, which may have been set back.
    const isSteady =
      known !== undefined &&
      now >= known.at &&
      usd.lessThanOrEqualTo(known.usd.times(JUMP_STEADY_FACTOR)) &&
      known.usd.lessThanOrEqualTo(usd.times(JUMP_STEADY_FACTOR));
    if (isSteady) return known;
    const stand = { usd, marketAt, at: now };
    this.#stands.set(key, stand);
    return stand;
  }
}

function isJump(before: Decimal, after: Decimal): boolean {
  return (
    after.greaterThan(before.times(JUMP_FACTOR)) || before.greaterThan(after.times(JUMP_FACTOR))
  );
}
