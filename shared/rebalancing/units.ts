import type { AssetId } from '../assets/asset';
import { ZERO, type Decimal } from '../base/decimal';
import type { ScopedHolding } from './movable';
import type { Immovable } from './rebalance-plan-types';
import { addTo } from './shortfalls';

/** What is held of an asset, all holdings of it together. */
export interface AssetUnits {
  readonly net: Decimal;
  readonly movable: Decimal;
  /** What cannot be moved, by why. */
  readonly rests: ReadonlyMap<Immovable, Decimal>;
  /** Some holding of it is not zero, even if they are together. */
  readonly isHeld: boolean;
}

/**
 * Holdings added up by asset. Units are added up before they are multiplied by a price, which is as exact
 * and much faster.
 * @param before what they come on top of; it stays as it is
 */
export function unitsByAsset(
  held: readonly ScopedHolding[],
  before: ReadonlyMap<AssetId, AssetUnits> = new Map(),
): ReadonlyMap<AssetId, AssetUnits> {
  const sums = new Map<AssetId, RunningUnits>();
  for (const { holding, movable, rest, why } of held) {
    const { asset, net } = holding;
    let units = sums.get(asset);
    if (units === undefined) sums.set(asset, (units = startingFrom(before.get(asset))));
    // Most holdings can be moved whole or not at all: a zero is not worth an addition.
    if (!net.isZero()) units.net = units.net.plus(net);
    if (!movable.isZero()) units.movable = units.movable.plus(movable);
    if (!rest.isZero()) addTo(units.rests, why, rest);
    units.isHeld ||= !net.isZero();
  }
  return new Map<AssetId, AssetUnits>([...before, ...sums]);
}

interface RunningUnits extends AssetUnits {
  net: Decimal;
  movable: Decimal;
  readonly rests: Map<Immovable, Decimal>;
  isHeld: boolean;
}

function startingFrom(before: AssetUnits | undefined): RunningUnits {
  return {
    net: before?.net ?? ZERO,
    movable: before?.movable ?? ZERO,
    rests: new Map(before?.rests),
    isHeld: before?.isHeld ?? false,
  };
}
