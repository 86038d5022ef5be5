import type { Decimal } from './decimal';

/**
 * What `one.cmp(other)` gives, several times quicker: a Decimal's own way makes a copy of the other first.
 * Neither may be NaN.
 */
export function compare(one: Decimal, other: Decimal): -1 | 0 | 1 {
  const [isZero, isOtherZero] = [one.isZero(), other.isZero()];
  // Zero has a sign, which does not count.
  if (isZero || isOtherZero)
    return isZero ? (isOtherZero ? 0 : other.s < 0 ? 1 : -1) : one.s < 0 ? -1 : 1;
  if (one.s !== other.s) return one.s < other.s ? -1 : 1;
  const size = compareSizes(one, other);
  if (size === 0) return 0;
  return size > 0 === one.s > 0 ? 1 : -1;
}

/** The smaller of two, itself and no copy; the first where they are equal. */
export function smaller(one: Decimal, other: Decimal): Decimal {
  return compare(one, other) > 0 ? other : one;
}

/** Of two that are not zero, without their signs: by the first digit's place, then word by word. */
function compareSizes(one: Decimal, other: Decimal): number {
  if (!one.isFinite() || !other.isFinite())
    return Number(other.isFinite()) - Number(one.isFinite());
  if (one.e !== other.e) return one.e - other.e;
  const shared = Math.min(one.d.length, other.d.length);
  for (let index = 0; index < shared; index += 1) {
    const difference = (one.d[index] ?? 0) - (other.d[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return one.d.length - other.d.length;
}
