import type { AssetId } from '../../money/asset';
import { Decimal, decimal, sum, ZERO } from '../../money/decimal';
import { targetClasses, type TargetClass } from './classes';
import { scopedHoldings } from './movable';
import { HUNDRED, percentage, percentOf } from './ratio';
import type { RebalanceInput } from './rebalance-input';
import type { DriftBoard, DriftRow, Immovable } from './rebalance-plan-types';
import { addTo } from './shortfalls';
import { targetProblems, type TargetSet } from './targets';
import { unitsByAsset, type AssetUnits } from './units';

type BoardInput = Pick<RebalanceInput, 'holdings' | 'assets' | 'prices' | 'targets'>;

/**
 * Current weights against targets. Weights are percentages of everything in the set's scope that has a
 * price, cash and debts included; drift is current less target, in percentage points. A class is outside
 * its band when the drift is more than half the band's width: at the edge it is still inside.
 */
export function driftBoard(input: BoardInput): DriftBoard {
  return boardOf(input, unitsByAsset(scopedHoldings(input.holdings, input.targets)));
}

/** The same of holdings that are added up already. */
export function boardOf(
  { targets, assets, prices }: Omit<BoardInput, 'holdings'>,
  units: ReadonlyMap<AssetId, AssetUnits>,
): DriftBoard {
  const nameOf = (asset: AssetId): string => assets.get(asset)?.code ?? asset;
  const weighed = [...units.keys()].filter((asset) => prices.has(asset));
  const classes = targetClasses(targets, weighed, assets);
  const totalUsd = sum(
    weighed.map((asset) => (units.get(asset)?.net ?? ZERO).times(prices.get(asset) ?? ZERO)),
  );
  const problems = [...targetProblems(targets, nameOf)];
  if (!totalUsd.greaterThan(0))
    problems.push(
      weighed.length === 0
        ? 'There is nothing to weigh in the chosen part of the portfolio.'
        : 'What is owed is worth as much as what is owned: there is nothing to weigh.',
    );
  const rows = classes.map((one) => rowOf(one, { units, totalUsd, targets, prices }));
  return {
    totalUsd,
    rows: rows.sort(byDrift),
    unpriced: unpriced(units, classes, prices),
    problems,
  };
}

/** Half the width of a class's band in percentage points: the narrower of the two that are set. */
export function bandOf(
  set: Pick<TargetSet, 'bandPoints' | 'bandRelative'>,
  target: Decimal,
): Decimal {
  const points = decimal(set.bandPoints);
  if (set.bandRelative === undefined) return points;
  return Decimal.min(points, percentage(decimal(set.bandRelative), target));
}

interface RowContext extends Pick<BoardInput, 'targets' | 'prices'> {
  readonly units: ReadonlyMap<AssetId, AssetUnits>;
  readonly totalUsd: Decimal;
}

function rowOf(
  { id, kind, name, assets, target, leftAlone }: TargetClass,
  { units, totalUsd, targets, prices }: RowContext,
): DriftRow {
  const weight = (value: Decimal): Decimal =>
    totalUsd.isZero() ? ZERO : percentOf(value, totalUsd);
  const immovable = new Map<Immovable, Decimal>();
  let movableUsd = ZERO;
  const members = assets.map((asset) => {
    const held = units.get(asset);
    const price = prices.get(asset);
    if (held === undefined || price === undefined)
      return { asset, valueUsd: ZERO, current: weight(ZERO) };
    const valueUsd = held.net.times(price);
    movableUsd = movableUsd.plus(held.movable.times(price));
    for (const [why, rest] of held.rests) addTo(immovable, why, rest.times(price));
    return { asset, valueUsd, current: weight(valueUsd) };
  });
  const valueUsd = sum(members.map((member) => member.valueUsd));
  const current = weight(valueUsd);
  const drift = current.minus(target);
  const half = bandOf(targets, target);
  return {
    id,
    kind,
    name,
    members: members.sort(
      (one, other) => other.valueUsd.cmp(one.valueUsd) || (one.asset < other.asset ? -1 : 1),
    ),
    valueUsd,
    current,
    target,
    drift,
    driftUsd: valueUsd.minus(percentage(target, totalUsd)),
    band: {
      low: Decimal.max(ZERO, target.minus(half)),
      high: Decimal.min(HUNDRED, target.plus(half)),
    },
    state: leftAlone
      ? 'left-alone'
      : drift.abs().lessThanOrEqualTo(half)
        ? 'in-band'
        : drift.isPositive()
          ? 'over'
          : 'under',
    immovable,
    movableUsd,
  };
}

/** The largest drift first; what is left alone last. */
function byDrift(one: DriftRow, other: DriftRow): number {
  if ((one.state === 'left-alone') !== (other.state === 'left-alone'))
    return one.state === 'left-alone' ? 1 : -1;
  return other.drift.abs().cmp(one.drift.abs()) || (one.id < other.id ? -1 : 1);
}

function unpriced(
  units: ReadonlyMap<AssetId, AssetUnits>,
  classes: readonly TargetClass[],
  prices: ReadonlyMap<AssetId, Decimal>,
): readonly AssetId[] {
  const wanted = [
    ...[...units].flatMap(([asset, { isHeld }]) => (isHeld ? [asset] : [])),
    ...classes.flatMap(({ assets, target }) => (target.isZero() ? [] : assets)),
  ];
  return [...new Set(wanted)].filter((asset) => !prices.has(asset)).sort();
}
