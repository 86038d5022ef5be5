import type { Decimal } from '../base/decimal';
import type { AccountType } from '../portfolio/balance';
import type { ConnectionId } from '../base/ids';
import type { CoverageCell, CoverageState } from '../portfolio/coverage';

/**
 * How an account's balances count: all that it holds (`whole`), without parts that were never read (`partly`),
 * as of an older answer (`stale`), not at all for want of one (`missing`), or not at all since there is nothing
 * that the key may read (`out`).
 */
export type AccountStanding = 'whole' | 'partly' | 'stale' | 'missing' | 'out';

export function standingOf(coverage: CoverageState): AccountStanding {
  switch (coverage.state) {
    case 'ok':
    case 'empty':
      return 'whole';
    case 'partly':
      return coverage.parts.some(({ since }) => since === undefined) ? 'partly' : 'whole';
    case 'stale':
      return 'stale';
    case 'pending':
    case 'failed':
      return 'missing';
    case 'no-permission':
    case 'unsupported':
      return 'out';
  }
}

/** What tells a balance by the venue's own word for it, which stays when the app learns what it is. */
export interface NamedBalance {
  readonly connectionId: ConnectionId;
  readonly accountType: AccountType;
  readonly subaccount?: string;
  readonly code: string;
}

export function namedKey({ connectionId, accountType, subaccount, code }: NamedBalance): string {
  return JSON.stringify([connectionId, accountType, subaccount ?? '', code]);
}

/** Whether the user keeps an account's balances by hand: what changes there is no gain. */
export function isByHand(accountType: AccountType): boolean {
  return accountType === 'manual';
}

/** A balance that may count, with its net amount. */
export interface CountableBalance extends NamedBalance {
  readonly net: Decimal;
  readonly isPriced: boolean;
  /** The price that the user set for it, in dollars. */
  readonly priceByHand?: Decimal;
}

/**
 * Tells in a few characters what counts in a total: which accounts and how, what was entered by hand or has
 * a price by hand, and what is held without counting. Two totals of the same basis differ by prices, trades, deposits and withdrawals
 * alone.
 */
export function countedBasis(
  coverage: readonly CoverageCell[],
  balances: Iterable<CountableBalance>,
  quarantined: Iterable<NamedBalance>,
): string {
  const parts: string[] = [];
  for (const { connectionId, accountType, coverage: state } of coverage) {
    const standing = standingOf(state);
    if (standing === 'out') continue;
    parts.push(
      JSON.stringify([standing === 'stale' ? 'whole' : standing, connectionId, accountType]),
    );
  }
  for (const balance of balances) {
    const { net, isPriced, accountType, priceByHand } = balance;
    if (isByHand(accountType)) parts.push(`${namedKey(balance)}=${net.toFixed()}`);
    if (!isPriced && !net.isZero()) parts.push(namedKey(balance));
    if (priceByHand !== undefined && !net.isZero())
      parts.push(`${namedKey(balance)}@${priceByHand.toFixed()}`);
  }
  for (const balance of quarantined) parts.push(namedKey(balance));
  return digest(parts.sort().join('\n'));
}

/** 53 bits that differ where texts do; for telling apart, not against anyone. */
function digest(text: string): string {
  let [one, other] = [0xdeadbeef, 0x41c6ce57];
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    one = Math.imul(one ^ unit, 2_654_435_761);
    other = Math.imul(other ^ unit, 1_597_334_677);
  }
  one =
    Math.imul(one ^ (one >>> 16), 2_246_822_507) ^ Math.imul(other ^ (other >>> 13), 3_266_489_909);
  other =
    Math.imul(other ^ (other >>> 16), 2_246_822_507) ^ Math.imul(one ^ (one >>> 13), 3_266_489_909);
  return (4_294_967_296 * (2_097_151 & other) + (one >>> 0)).toString(36);
}
