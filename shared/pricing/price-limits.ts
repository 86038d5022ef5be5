import { Decimal } from '../base/decimal';

/** Every threshold by which a price is believed, with its reason. The product's docs say the same figures. */

/** Wider than this share of the mid, a bid and an ask leave too much open to be a price. */
export const WIDEST_SPREAD = new Decimal('0.02');

/**
 * Dollars that a market must trade a day for its mid to count. Quotes cost nothing to place, trades do: below
 * this nobody is known to have dealt at the price. An unknown volume is no trading.
 */
export const LEAST_TRADED_USD = new Decimal('1000');

/** Without a narrow spread the last trade stands alone, and one small order could have made it. */
export const LEAST_VOLUME_USD = new Decimal('10000');

/** A path whose thinnest market trades this much a day prices well: among such, the shortest wins. */
export const LIQUID_USD = new Decimal('1000000');

/** Hops from a coin to dollars: each adds a spread, and three reach dollars from every quote that venues use. */
export const MOST_HOPS = 3;

/**
 * Prices of one asset of which the higher is more than this share above the lower contradict each other. Fees, closed withdrawals and
 * national premiums have kept venues some 15 % apart at times, and hardly ever a fifth.
 */
export const FAR_SHARE = new Decimal('0.2');

/** So many other venues must agree before they overrule a market: one alone may be the one that is wrong. */
export const LEAST_VENUES = 2;

/** Other venues are heard only if they trade at least this share of what the market itself trades. */
export const HEARD_SHARE = new Decimal('0.1');

/**
 * For so long a price that agreed with other venues stands when it is apart from them: they are asked every ten
 * seconds, and may only not have been asked since it moved.
 */
export const CONTRADICTION_LASTS_MS = 15_000;

/** A price that is so many times the one before, or so small a part of it, is a jump. */
export const JUMP_FACTOR = 5;

/** For so long a price says how fast it moved, whether its venue can be asked by now or not. */
export const JUMP_FRESH_MS = 15 * 60_000;

/**
 * After a longer pause (a computer that slept, a start, a venue that was down) a jump may well have been a
 * move: all it has to show is that it is no slip, by standing for a minute. After a day nothing is compared.
 */
export const JUMP_REMEMBERED_MS = 24 * 3_600_000;
export const JUMP_SECOND_LOOK_MS = 60_000;

/** A slip or a spoofed book is put right within a minute or two; what stands this long is where it trades. */
export const JUMP_HELD_MS = 5 * 60_000;

/** For so long a price that a market no longer makes is carried on, marked as stale. */
export const KEEP_LOST_MS = 24 * 3_600_000;

/**
 * What has no price is missing from the total if it would be at least this share of it, by the price that it
 * claims to have. All such claims count together: less is dust, which must not spoil every point.
 */
export const LACKING_SHARE = new Decimal('0.001');

/** So long what no market prices any more is missing from the total; then it counts as worth nothing known. */
export const CLAIM_LASTS_MS = 30 * 24 * 3_600_000;

/**
 * A protocol's rate comes along when its holder's balances are read, every hour at the least: after three it
 * is of a source that fell silent, and marked as old.
 */
export const RATE_FRESH_MS = 3 * 3_600_000;

/** While it is held back a price may move by this factor either way and still be the same price. */
export const JUMP_STEADY_FACTOR = 2;
