import type { AssetId } from '../../money/asset';
import { Decimal, decimal, sum, ZERO } from '../../money/decimal';
import { targetClasses, type TargetClass } from './classes';
import { isInScope, movability } from './movable';
import { HUNDRED, percentage, percentOf } from './ratio';
import type { RebalanceHolding, RebalanceInput } from './rebalance-input';
import type { DriftBoard, DriftRow, Immovable } from './rebalance-plan-types';
import { addTo } from './shortfalls';
import { targetProblems, type TargetSet } from './targets';

type BoardInput = Pick<RebalanceInput, 'holdings' | 'assets' | 'prices' | 'targets'>;

/**
 * Current weights against targets. Weights are percentages of everything in the set's scope that has a
 * price, cash and debts included; drift is current less target, in percentage points. A class is outside
 * its band when the drift is more than half the band's width: at the edge it is still inside.
 */
export function driftBoard(input: BoardInput): DriftBoard {
  const { targets, assets, prices } = input;
  const holdings = input.holdings.filter((holding) => isInScope(holding, targets.scope));
  const nameOf = (asset: AssetId): string => assets.get(asset)?.code ?? asset;
  const weighed = holdings.filter(({ asset }) => prices.has(asset));
  const classes = targetClasses(
    targets,
    weighed.map(({ asset }) => asset),
    assets,
  );
  const byAsset = groupByAsset(weighed);
  const totalUsd = sum(
    [...byAsset].map(([asset, list]) =>
      sum(list.map(({ net }) => net)).times(prices.get(asset) ?? ZERO),
    ),
  );
  const problems = [...targetProblems(targets, nameOf)];
  if (!totalUsd.greaterThan(0))
    problems.push(
      weighed.length === 0
        ? 'There is nothing to weigh in the chosen part of the portfolio.'
        : 'What is owed is worth as much as what is owned: there is nothing to weigh.',
    );
  const rows = classes.map((one) => rowOf(one, byAsset, totalUsd, input));
  return {
    totalUsd,
    rows: rows.sort(byDrift),
    unpriced: unpriced(holdings, classes, prices),
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

function rowOf(
  { id, kind, name, assets, target, leftAlone }: TargetClass,
  byAsset: ReadonlyMap<AssetId, readonly RebalanceHolding[]>,
  totalUsd: Decimal,
  { targets, prices }: BoardInput,
): DriftRow {
  const weight = (value: Decimal): Decimal =>
    totalUsd.isZero() ? ZERO : percentOf(value, totalUsd);
  const excluded = new Set(targets.excluded);
  const immovable = new Map<Immovable, Decimal>();
  let movableUsd = ZERO;
  const members = assets.map((asset) => {
    const price = prices.get(asset) ?? ZERO;
    // Units are added up before they are multiplied, which is as exact and much faster.
    let net = ZERO;
    let movableUnits = ZERO;
    const rests = new Map<Immovable, Decimal>();
    for (const holding of byAsset.get(asset) ?? []) {
      const { movable, rest, why } = movability(holding, excluded);
      net = net.plus(holding.net);
      movableUnits = movableUnits.plus(movable);
      if (!rest.isZero()) addTo(rests, why, rest);
    }
    const valueUsd = net.times(price);
    movableUsd = movableUsd.plus(movableUnits.times(price));
    for (const [why, units] of rests) addTo(immovable, why, units.times(price));
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

function groupByAsset(
  holdings: readonly RebalanceHolding[],
): ReadonlyMap<AssetId, readonly RebalanceHolding[]> {
  const byAsset = new Map<AssetId, RebalanceHolding[]>();
  for (const holding of holdings) {
    const list = byAsset.get(holding.asset);
    if (list === undefined) byAsset.set(holding.asset, [holding]);
    else list.push(holding);
  }
  return byAsset;
}

function unpriced(
  holdings: readonly RebalanceHolding[],
  classes: readonly TargetClass[],
  prices: ReadonlyMap<AssetId, Decimal>,
): readonly AssetId[] {
  const wanted = [
    ...holdings.filter(({ net }) => !net.isZero()).map(({ asset }) => asset),
    ...classes.flatMap(({ assets, target }) => (target.isZero() ? [] : assets)),
  ];
  return [...new Set(wanted)].filter((asset) => !prices.has(asset)).sort();
}
