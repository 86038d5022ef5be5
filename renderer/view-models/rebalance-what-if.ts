import { Decimal, decimal, sum, tryDecimal, ZERO } from '../../shared/base/decimal';
import { makeRoom, type RoomClass } from '../../shared/rebalancing/make-room';
import type { ClassId } from '../../shared/rebalancing/rebalance-plan-types';
import type { TargetSet } from '../../shared/rebalancing/targets';
import { classIdOf } from './rebalance-assembly';
import { rebalanceStore, type RebalanceState } from '../stores/rebalance-store';

/** What a slider moves by, in percent. */
export const SLIDER_STEP = decimal('0.1');

const HUNDRED = decimal('100');

/**
 * What the sliders stood at when the one that is moved now was taken up: while it moves, the others are
 * worked out of that, so that moving it there and back leaves no trace.
 */
let grip: { readonly id: ClassId; readonly whatIf: WhatIf; readonly last: WhatIf } | undefined;

type WhatIf = RebalanceState['whatIf'];

/** Tries out a target; with it those that make room for it. */
export function tryTarget(set: TargetSet, id: ClassId, percent: string): void {
  const { whatIf, othersMakeRoom, locked } = rebalanceStore.getState();
  const to = tryDecimal(percent);
  if (to === undefined) return;
  const from = grip?.id === id && grip.last === whatIf ? grip.whatIf : whatIf;
  const classes = roomClasses(set, from, locked);
  const percents: ReadonlyMap<ClassId, Decimal> =
    othersMakeRoom && classes.length > 1
      ? withRoom(set, classes, id, to)
      : new Map([...classes.map((one) => [one.id, one.percent] as const), [id, to]]);
  grip = { id, whatIf: from, last: triedPercents(set, percents, id) };
  rebalanceStore.setState({ whatIf: grip.last });
}

/**
 * A set that is not full leaves the remainder alone: a target takes from that, and gives back to it, before
 * any other has to make room.
 */
function withRoom(
  set: TargetSet,
  classes: readonly RoomClass[],
  id: ClassId,
  to: Decimal,
): ReadonlyMap<ClassId, Decimal> {
  if (isFull(set)) return makeRoom(classes, id, to, SLIDER_STEP);
  const others = classes.filter((one) => one.id !== id).map(({ percent }) => percent);
  const room = HUNDRED.minus(sum(others));
  const alone = classes.map((one) =>
    one.id === id ? { ...one, percent: Decimal.min(to, Decimal.max(room, ZERO)) } : one,
  );
  return makeRoom(alone, id, to, SLIDER_STEP);
}

function isFull(set: TargetSet): boolean {
  return sum(storedPercents(set).values()).equals(HUNDRED);
}

/** Only what is not as it is stored, and what is held on to: that one may be on its way back. */
function triedPercents(
  set: TargetSet,
  percents: ReadonlyMap<ClassId, Decimal>,
  held: ClassId,
): ReadonlyMap<ClassId, string> {
  const stored = storedPercents(set);
  return new Map(
    [...percents]
      .filter(([id, percent]) => id === held || stored.get(id)?.equals(percent) !== true)
      .map(([id, percent]) => [id, percent.toFixed()]),
  );
}

/** Puts one of them back to what is stored; those that made room for it take it up again. */
export function untryTarget(set: TargetSet, id: ClassId): void {
  const stored = storedPercents(set).get(id);
  if (stored !== undefined) tryTarget(set, id, stored.toFixed());
  const left = new Map(rebalanceStore.getState().whatIf);
  left.delete(id);
  grip = undefined;
  rebalanceStore.setState({ whatIf: left });
}

export function resetWhatIf(): void {
  grip = undefined;
  rebalanceStore.setState({ whatIf: new Map() });
}

/** For other targets: nothing is tried out, and nothing is locked. */
export function startOver(): void {
  resetWhatIf();
  rebalanceStore.setState({ locked: new Set() });
}

export function letOthersMakeRoom(othersMakeRoom: boolean): void {
  grip = undefined;
  rebalanceStore.setState({ othersMakeRoom });
}

export function toggleLock(id: ClassId): void {
  grip = undefined;
  rebalanceStore.setState(({ locked }) => {
    const next = new Set(locked);
    if (!next.delete(id)) next.add(id);
    return { locked: next };
  });
}

/** True where every other target of a full set is locked: with others that make room, it cannot move. */
export function isStuck(set: TargetSet, id: ClassId, locked: ReadonlySet<ClassId>): boolean {
  const ids = [...storedPercents(set).keys()];
  return ids.length > 1 && isFull(set) && ids.every((one) => one === id || locked.has(one));
}

/** What has a slider: every target, and everything else where it has a percentage of its own. */
function storedPercents(set: TargetSet): ReadonlyMap<ClassId, Decimal> {
  const percents = new Map(
    set.targets.map((target) => [classIdOf(target), decimal(target.percent)] as const),
  );
  if (set.everythingElse !== 'left-alone') percents.set('rest', decimal(set.everythingElse));
  return percents;
}

function roomClasses(
  set: TargetSet,
  whatIf: ReadonlyMap<ClassId, string>,
  locked: ReadonlySet<ClassId>,
): readonly RoomClass[] {
  return [...storedPercents(set)].map(([id, percent]) => ({
    id,
    percent: tryDecimal(whatIf.get(id)) ?? percent,
    locked: locked.has(id),
  }));
}
