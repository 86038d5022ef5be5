import { Decimal, ONE, sum, ZERO } from '../base/decimal';
import type { ClassId } from './rebalance-plan-types';

const HUNDRED = new Decimal(100);

/** A target that can be moved, in percent. */
export interface RoomClass {
  readonly id: ClassId;
  readonly percent: Decimal;
  /** Keeps its percentage whatever the others do. */
  readonly locked: boolean;
}

/** Between what a target can be moved while the others make room for it. */
export function roomOf(
  classes: readonly RoomClass[],
  moved: ClassId,
): { readonly least: Decimal; readonly most: Decimal } {
  const free = freeOf(classes, moved);
  const own = classes.find(({ id }) => id === moved)?.percent ?? ZERO;
  if (free.length === 0) return { least: own, most: own };
  return {
    least: ZERO,
    most: Decimal.min(HUNDRED, own.plus(sum(free.map(({ percent }) => percent)))),
  };
}

/**
 * Moves one target and lets the others, but for locked ones, shrink or grow in proportion, so that the sum
 * stays exactly what it was. They are multiples of the step; what does not divide goes to the largest
 * remainders, and what is less than a step to the largest of them. Targets that all are zero share evenly.
 * With a sum above 100 there is no room to make: the others stay as they are.
 * @returns every percentage, by class
 */
export function makeRoom(
  classes: readonly RoomClass[],
  moved: ClassId,
  to: Decimal,
  step: Decimal,
): ReadonlyMap<ClassId, Decimal> {
  const percents = new Map(classes.map(({ id, percent }) => [id, percent]));
  const own = percents.get(moved);
  if (own === undefined) return percents;
  const total = sum(percents.values());
  if (total.greaterThan(HUNDRED))
    return percents.set(moved, Decimal.max(ZERO, Decimal.min(HUNDRED, to)));
  const { least, most } = roomOf(classes, moved);
  const reached = Decimal.max(least, Decimal.min(most, to));
  percents.set(moved, reached);
  // Where nothing moves nothing is rounded either.
  if (reached.equals(own)) return percents;
  const free = freeOf(classes, moved);
  const before = sum(free.map(({ percent }) => percent));
  for (const [id, percent] of spreadAmount(free, before.plus(own).minus(reached), step))
    percents.set(id, percent);
  return percents;
}

/** By id, so that the order in which classes are given changes nothing. */
function freeOf(classes: readonly RoomClass[], moved: ClassId): readonly RoomClass[] {
  return classes
    .filter(({ id, locked }) => id !== moved && !locked)
    .sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** Spreads an amount in proportion to the percentages: exactly all of it, in whole steps. */
function spreadAmount(
  classes: readonly RoomClass[],
  amount: Decimal,
  step: Decimal,
): ReadonlyMap<ClassId, Decimal> {
  const before = sum(classes.map(({ percent }) => percent));
  const parts = classes.map(({ id, percent }) => {
    const [weight, all] = before.isZero() ? [ONE, new Decimal(classes.length)] : [percent, before];
    // Compared without dividing: a quotient may have no end.
    const steps = amount.times(weight).dividedToIntegerBy(all.times(step));
    const rest = amount.times(weight).minus(steps.times(all).times(step));
    return { id, weight, percent: steps.times(step), rest };
  });
  const byRest = [...parts].sort((one, other) => other.rest.cmp(one.rest));
  let left = amount.minus(sum(parts.map(({ percent }) => percent)));
  const given = new Map(parts.map(({ id, percent }) => [id, percent]));
  for (const { id, percent } of byRest) {
    if (left.lessThan(step)) break;
    given.set(id, percent.plus(step));
    left = left.minus(step);
  }
  const largest = [...parts].sort((one, other) => other.weight.cmp(one.weight))[0];
  if (largest !== undefined) given.set(largest.id, (given.get(largest.id) ?? ZERO).plus(left));
  return given;
}
