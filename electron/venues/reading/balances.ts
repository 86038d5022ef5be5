import { ZERO, type Decimal } from '../../../shared/base/decimal';
import type { AccountType } from '../../../shared/portfolio/balance';
import type { VenueBalance } from '../../engine/ports/exchanges';

interface Holding {
  readonly accountType: AccountType;
  readonly code: string;
  readonly subaccount?: string;
}

/** What can be used and what is held by orders, apart. */
export function heldBalance(
  holding: Holding,
  available: Decimal,
  locked: Decimal,
  borrowed: Decimal = ZERO,
): VenueBalance {
  return { ...holding, available, locked, total: available.plus(locked), borrowed };
}

/** A total with the part that is available; a venue's "available" beyond the total is other collateral. */
export function equityBalance(
  holding: Holding,
  total: Decimal,
  available: Decimal,
  borrowed: Decimal = ZERO,
): VenueBalance {
  const most = total.isNegative() ? ZERO : total;
  const usable = available.isNegative() ? ZERO : available.greaterThan(most) ? most : available;
  return { ...holding, available: usable, locked: total.minus(usable), total, borrowed };
}

/** All of it lent, staked or otherwise put to work. */
export function lockedBalance(holding: Holding, total: Decimal): VenueBalance {
  return { ...holding, available: ZERO, locked: total, total, borrowed: ZERO };
}

/**
 * One balance per coin and subaccount: a venue may name one coin in several ways (Kraken's XBT and
 * XXBT) or in several rows, and one must not hide the other.
 */
export function mergeBalances(balances: Iterable<VenueBalance>): VenueBalance[] {
  const merged = new Map<string, VenueBalance>();
  for (const balance of balances) {
    // Neither part can pretend to be the other, whatever is in a venue's names.
    const key = JSON.stringify([balance.accountType, balance.subaccount, balance.code]);
    const other = merged.get(key);
    merged.set(key, other === undefined ? balance : add(other, balance));
  }
  return [...merged.values()];
}

/** {@link mergeBalances} without what is zero altogether. */
export function heldOnly(balances: Iterable<VenueBalance>): VenueBalance[] {
  return mergeBalances(balances).filter(
    ({ available, locked, borrowed }) =>
      !(available.isZero() && locked.isZero() && borrowed.isZero()),
  );
}

function add(one: VenueBalance, other: VenueBalance): VenueBalance {
  return {
    ...one,
    available: one.available.plus(other.available),
    locked: one.locked.plus(other.locked),
    total: one.total.plus(other.total),
    borrowed: one.borrowed.plus(other.borrowed),
  };
}
