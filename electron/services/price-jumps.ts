import type { Instant } from '../../shared/portfolio/failure';
import type { Price, PriceKey } from '../../shared/portfolio/price';

type MarketPrice = Extract<Price, { kind: 'market' }>;

/** A price that is so many times the one before, or so small a part of it, is a jump. */
const FACTOR = 5;
/** An older price says nothing about how fast it moved. */
const FRESH_MS = 15 * 60_000;

/**
 * Holds prices back that jump: a slip of a thin market, a redenomination that the balances do not have
 * yet, or another coin under the same ticker would make or lose a fortune on the screen and in history.
 */
export class PriceJumps {
  readonly #accepted = new Set<PriceKey>();

  /** The user takes the price that the market jumped to. */
  accept(key: PriceKey): void {
    this.#accepted.add(key);
  }

  /** The price to count with: the new one, or the one before with the jump beside it. */
  judge(key: PriceKey, before: Price | undefined, after: MarketPrice, now: Instant): MarketPrice {
    if (before?.kind !== 'market' || !isFresh(before, now)) return after;
    const isJump =
      after.usd.greaterThan(before.usd.times(FACTOR)) ||
      before.usd.greaterThan(after.usd.times(FACTOR));
    // One word is for one jump: it does not wait for the next.
    const isAccepted = this.#accepted.delete(key);
    if (!isJump || isAccepted) return after;
    const since = before.jump?.since ?? now;
    return { ...before, staleSince: before.staleSince ?? since, jump: { usd: after.usd, since } };
  }
}

/** One that is held back already stays so, however old it gets. */
function isFresh(price: MarketPrice, now: Instant): boolean {
  if (price.jump !== undefined) return true;
  return price.staleSince === undefined && now - price.at <= FRESH_MS;
}
