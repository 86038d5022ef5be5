import type { AssetId } from '../assets/asset';
import { Decimal, decimal, sum, ZERO } from '../base/decimal';
import { ExactSum } from '../base/exact-sum';
import { product } from '../assets/product';
import { targetClasses, type TargetClass } from './classes';
import { scopedHoldings } from './movable';
import { HUNDRED, percentage, percentOf } from './ratio';
import type { RebalanceInput } from './rebalance-input';
import type {
  ClassDrift,
  ClassDrifts,
  DriftBoard,
  DriftRow,
  Immovable,
} from './rebalance-plan-types';
import { addTo } from './shortfalls';
import { targetProblems, type TargetSet } from './targets';
import { unitsByAsset, type AssetUnits } from './units';

type BoardInput = Pick<RebalanceInput, 'holdings' | 'assets' | 'prices' | 'targets'>;
type WeighInput = Omit<BoardInput, 'holdings'>;

/**
 * Current weights against targets. Weights are percentages of everything in the set's scope that has a
 * price, cash and debts included; drift is current less target, in percentage points. A class is outside
 * its band when the drift is more than half the band's width: at the edge it is still inside.
 */
export function driftBoard(input: BoardInput): DriftBoard {
  return boardOf(input, unitsByAsset(scopedHoldings(input.holdings, input.targets)));
}

/** The same of holdings that are added up already. */
export function boardOf(input: WeighInput, units: ReadonlyMap<AssetId, AssetUnits>): DriftBoard {
  const weighed = weighClasses(input, new Map([...units].map(([asset, { net }]) => [asset, net])));
  const rows = weighed.classes.map((one) => rowOf(one, weighed, units, input));
  return {
    totalUsd: weighed.totalUsd,
    rows: rows.sort(byDrift),
    unpriced: unpriced(units, weighed.classes, input.prices),
    problems: weighed.problems,
  };
}

/**
 * The drift alone, for who looks often and needs no more.
 * @param nets units in the set's scope, by asset
 */
export function classDrifts(input: WeighInput, nets: ReadonlyMap<AssetId, Decimal>): ClassDrifts {
  const weighed = weighClasses(input, nets);
  const rows = weighed.classes.map((one) => driftOf(one, weighed, input.targets));
  return { rows: rows.sort(byDrift), problems: weighed.problems };
}

interface Weighed {
  /** Dollars by asset, of all that has a price. */
  readonly values: ReadonlyMap<AssetId, Decimal>;
  readonly totalUsd: Decimal;
  readonly classes: readonly TargetClass[];
  readonly problems: readonly string[];
}

function weighClasses(
  { targets, assets, prices }: WeighInput,
  nets: ReadonlyMap<AssetId, Decimal>,
): Weighed {
  const values = new Map<AssetId, Decimal>();
  for (const [asset, net] of nets) {
    const price = prices.get(asset);
    if (price !== undefined) values.set(asset, product(net, price));
  }
  const total = new ExactSum();
  for (const usd of values.values()) total.add(usd);
  const totalUsd = total.value;
  const problems = [...targetProblems(targets, (asset) => assets.get(asset)?.code ?? asset)];
  if (!totalUsd.greaterThan(0))
    problems.push(
      values.size === 0
        ? 'There is nothing to weigh in the chosen part of the portfolio.'
        : 'What is owed is worth as much as what is owned: there is nothing to weigh.',
    );
  return { values, totalUsd, classes: targetClasses(targets, values.keys(), assets), problems };
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

/** @param only the weight of its only asset, where that is known */
function driftOf(
  { id, kind, name, assets, target, leftAlone }: TargetClass,
  { values, totalUsd }: Weighed,
  targets: TargetSet,
  only?: Decimal,
): ClassDrift {
  const valueUsd = sum(assets.map((asset) => values.get(asset) ?? ZERO));
  const current = only ?? weightOf(valueUsd, totalUsd);
  const drift = current.minus(target);
  const half = bandOf(targets, target);
  return {
    id,
    kind,
    name,
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
  };
}

function rowOf(
  one: TargetClass,
  weighed: Weighed,
  units: ReadonlyMap<AssetId, AssetUnits>,
  { targets, prices }: WeighInput,
): DriftRow {
  const { values, totalUsd } = weighed;
  const immovable = new Map<Immovable, Decimal>();
  let movableUsd = ZERO;
  const members = one.assets.map((asset) => {
    const held = units.get(asset);
    const price = prices.get(asset);
    if (held !== undefined && price !== undefined) {
      movableUsd = movableUsd.plus(held.movable.times(price));
      for (const [why, rest] of held.rests) addTo(immovable, why, rest.times(price));
    }
    const valueUsd = values.get(asset) ?? ZERO;
    return { asset, valueUsd, current: weightOf(valueUsd, totalUsd) };
  });
  return {
    ...driftOf(one, weighed, targets, members.length === 1 ? members[0]?.current : undefined),
    members: members.sort(
      (first, second) =>
        second.valueUsd.cmp(first.valueUsd) || (first.asset < second.asset ? -1 : 1),
    ),
    immovable,
    movableUsd,
  };
}

/** Percent of the total. */
function weightOf(valueUsd: Decimal, totalUsd: Decimal): Decimal {
  return totalUsd.isZero() ? ZERO : percentOf(valueUsd, totalUsd);
}

/** The largest drift first; what is left alone last. */
function byDrift(one: ClassDrift, other: ClassDrift): number {
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
