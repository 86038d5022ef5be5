import { isMoneyKind, type AssetId } from '../assets/asset';
import { Decimal, sum, ZERO } from '../base/decimal';
import { percentage, ratio } from './ratio';
import type { RebalanceInput, RebalanceMode } from './rebalance-input';
import type { ClassId, DriftBoard, DriftRow } from './rebalance-plan-types';

/** What should happen to one class, in dollars. */
export interface ClassNeed {
  readonly row: DriftRow;
  /** As the mode asks: positive to buy, negative to sell. */
  readonly wantedUsd: Decimal;
  /** What is attempted: no more than can be moved or paid, and what helps others stay in their band. */
  readonly plannedUsd: Decimal;
}

export interface NeedsContext {
  readonly mode: RebalanceMode;
  readonly board: DriftBoard;
  /** Dollars that may be spent on top of what is sold: cash that is left alone, or what is invested. */
  readonly poolUsd: Decimal;
  readonly facts: AssetFacts;
  /** There is a currency without a target that takes any surplus. */
  readonly hasSink: boolean;
}

/**
 * What each class should lose or gain. Classes within their band are touched only where others need
 * it: they take a surplus that has no other place, or give what others lack, never past their own target.
 * Money that falls short is shared out in proportion to what is wanted.
 */
export function classNeeds(context: NeedsContext): readonly ClassNeed[] {
  const { mode, board, poolUsd, facts } = context;
  const sellable = (row: DriftRow): Decimal =>
    sum(row.members.map(({ asset }) => facts.movableUsd(asset)));
  const rows = board.rows.filter(({ state }) => state !== 'left-alone');
  const wanted = new Map(rows.map((row) => [row.id, wantedOf(row, mode, board)]));
  const planned = new Map(
    rows.map((row) => {
      const usd = wanted.get(row.id) ?? ZERO;
      // What cannot be sold pays for nothing, and what cannot be bought takes nothing.
      if (usd.isNegative()) return [row.id, Decimal.min(usd.neg(), sellable(row)).neg()];
      return [row.id, row.members.some(({ asset }) => facts.isTradable(asset)) ? usd : ZERO];
    }),
  );
  if (mode.kind === 'full' || mode.kind === 'band-edge') {
    const surplus = sum(planned.values()).neg();
    if (surplus.greaterThan(0) && !context.hasSink) help(rows, planned, surplus, 'buy', sellable);
    const shortage = sum(planned.values()).minus(poolUsd);
    if (shortage.greaterThan(0)) help(rows, planned, shortage, 'sell', sellable);
    shareOut(planned, poolUsd.plus(sellsOf(planned)), 'buy');
  } else if (mode.kind === 'invest') shareOut(planned, poolUsd, 'buy');
  else shareOut(planned, mode.usd, 'sell');
  return rows.map((row) => ({
    row,
    wantedUsd: wanted.get(row.id) ?? ZERO,
    plannedUsd: planned.get(row.id) ?? ZERO,
  }));
}

function wantedOf(row: DriftRow, mode: RebalanceMode, { totalUsd }: DriftBoard): Decimal {
  switch (mode.kind) {
    case 'full':
      return row.state === 'in-band' ? ZERO : row.driftUsd.neg();
    case 'band-edge': {
      if (row.state === 'in-band') return ZERO;
      const edge = row.state === 'over' ? row.band.high : row.band.low;
      return percentage(edge, totalUsd).minus(row.valueUsd);
    }
    case 'invest':
      return Decimal.max(ZERO, row.driftUsd.neg());
    case 'raise': {
      const after = percentage(row.target, Decimal.max(ZERO, totalUsd.minus(mode.usd)));
      return Decimal.min(ZERO, after.minus(row.valueUsd));
    }
  }
}

function sellsOf(planned: ReadonlyMap<ClassId, Decimal>): Decimal {
  return sum([...planned.values()].filter((usd) => usd.isNegative())).neg();
}

/** Classes within their band go towards their target until `usd` is found, the farthest first. */
function help(
  rows: readonly DriftRow[],
  planned: Map<ClassId, Decimal>,
  usd: Decimal,
  direction: 'buy' | 'sell',
  sellable: (row: DriftRow) => Decimal,
): void {
  let left = usd;
  for (const row of rows) {
    if (row.state !== 'in-band' || !left.greaterThan(0)) continue;
    const capacity =
      direction === 'buy' ? row.driftUsd.neg() : Decimal.min(row.driftUsd, sellable(row));
    if (!capacity.greaterThan(0)) continue;
    const some = Decimal.min(left, capacity);
    planned.set(row.id, direction === 'buy' ? some : some.neg());
    left = left.minus(some);
  }
}

/** Lessens one direction in proportion, so that it comes to no more than `most`. */
function shareOut(planned: Map<ClassId, Decimal>, most: Decimal, direction: 'buy' | 'sell'): void {
  const concerned = [...planned].filter(([, usd]) =>
    direction === 'buy' ? usd.greaterThan(0) : usd.isNegative(),
  );
  const total = sum(concerned.map(([, usd]) => usd.abs()));
  if (!total.greaterThan(most)) return;
  for (const [id, usd] of concerned)
    planned.set(id, total.isZero() ? ZERO : ratio(usd.times(Decimal.max(ZERO, most)), total));
}

/** What a class should lose or gain, by asset. */
export interface AssetNeeds {
  /** Dollars; above zero. */
  readonly sells: ReadonlyMap<AssetId, Decimal>;
  readonly buys: ReadonlyMap<AssetId, Decimal>;
  /** Dollars of its own cash that a class gives. */
  readonly cash: ReadonlyMap<ClassId, Decimal>;
}

export interface AssetFacts {
  readonly isCash: (asset: AssetId) => boolean;
  /** Dollars of an asset that orders could sell, some of it once it is sent to a venue. */
  readonly movableUsd: (asset: AssetId) => Decimal;
  /** It has a price, is not excluded, and some venue in use has a market for it. */
  readonly isTradable: (asset: AssetId) => boolean;
}

/**
 * Shares the needs of classes among their assets. What a class gives comes from its cash first, then
 * from all else in proportion to what can be sold; what it gains stays in its cash if it has any, else it
 * keeps the proportions of the group.
 * @param invested the money of a plan that invests
 */
export function assetNeeds(
  needs: readonly ClassNeed[],
  facts: AssetFacts,
  invested?: AssetId,
): AssetNeeds {
  const sells = new Map<AssetId, Decimal>();
  const buys = new Map<AssetId, Decimal>();
  const cash = new Map<ClassId, Decimal>();
  for (const { row, plannedUsd } of needs) {
    const money = row.members.filter(({ asset }) => facts.isCash(asset));
    const coins = row.members.filter(({ asset }) => !facts.isCash(asset));
    if (plannedUsd.isNegative()) {
      const given = Decimal.min(
        plannedUsd.neg(),
        sum(money.map(({ asset }) => facts.movableUsd(asset))),
      );
      if (given.greaterThan(0)) cash.set(row.id, given);
      const weights = coins.map(({ asset }) => [asset, facts.movableUsd(asset)] as const);
      divideByWeights(plannedUsd.neg().minus(given), weights, sells);
    } else if (plannedUsd.greaterThan(0)) {
      const [largest] = money;
      // New money of the class itself is what it lacks already.
      if (money.some(({ asset }) => asset === invested)) continue;
      if (largest !== undefined) buys.set(largest.asset, plannedUsd);
      else {
        const tradable = coins.filter(({ asset }) => facts.isTradable(asset));
        const held = tradable.filter(({ valueUsd }) => valueUsd.greaterThan(0));
        // Of a group of which nothing is held, each asset gets as much as the next.
        const among = held.length > 0 ? held : tradable;
        const weights = among.map(
          ({ asset, valueUsd }) => [asset, held.length > 0 ? valueUsd : new Decimal(1)] as const,
        );
        divideByWeights(plannedUsd, weights, buys);
      }
    }
  }
  return { sells, buys, cash };
}

function divideByWeights(
  usd: Decimal,
  weights: readonly (readonly [AssetId, Decimal])[],
  into: Map<AssetId, Decimal>,
): void {
  const positive = weights.filter(([, weight]) => weight.greaterThan(0));
  const total = sum(positive.map(([, weight]) => weight));
  let left = usd;
  for (const [index, [asset, weight]] of positive.entries()) {
    const isLast = index === positive.length - 1;
    const part = isLast ? left : ratio(usd.times(weight), total);
    left = left.minus(part);
    if (part.greaterThan(0)) into.set(asset, part);
  }
}

/** Assets of the input that count as money. */
export function cashAssets({ assets }: Pick<RebalanceInput, 'assets'>): ReadonlySet<AssetId> {
  return new Set([...assets.values()].filter(({ kind }) => isMoneyKind(kind)).map(({ id }) => id));
}
