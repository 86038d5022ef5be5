import type { AssetId } from '../assets/asset';
import { Decimal, sum, ZERO } from '../base/decimal';
import type { CashRules } from './cash-budget';
import { REST } from './classes';
import { boardOf } from './drift-board';
import { scopedHoldings, type ScopedHolding } from './movable';
import { assetNeeds, cashAssets, classNeeds, type AssetFacts, type ClassNeed } from './needs';
import { placeDirectTrades, placePurchases, placeSales, startPlacing } from './place-trades';
import type { Placing } from './placing';
import { placeTransfers } from './place-transfers';
import type { RebalanceHolding, RebalanceInput } from './rebalance-input';
import type {
  ClassId,
  DriftBoard,
  HoldingChange,
  PlanCost,
  PlanStep,
  RebalancePlan,
  Rebalancing,
} from './rebalance-plan-types';
import { addTo } from './shortfalls';
import { suggestionsOf } from './suggestions';
import { TradingFloor } from './trading-floor';
import { unitsByAsset, type AssetUnits } from './units';

/**
 * The drift board of a portfolio, and a plan that brings it to its targets.
 *
 * Pure and exact: the same holdings, prices, markets and targets give the same answer whatever their
 * order. Nothing that is not available is sold, purchases with their fees never cost more than sales and
 * cash bring, and whatever stays outside its band is named with the reason.
 *
 * Conventions: weights are of the total including cash; drift is current less target in percentage
 * points; a class within its band is left alone unless others need it; amounts are rounded down to the
 * venue's lot step, and orders below its minimum are left out.
 */
export function rebalance(given: RebalanceInput): Rebalancing {
  const { input, problem } = withExpectedMoney(given);
  const held = scopedHoldings(input.holdings, input.targets);
  const units = unitsByAsset(held);
  const before = boardOf(input, units);
  const board =
    problem === undefined ? before : { ...before, problems: [...before.problems, problem] };
  if (board.problems.length > 0) return { board };
  return { board, plan: planOf(input, { held, units, board }) };
}

/** The portfolio as it is before the plan. */
interface Before {
  readonly held: readonly ScopedHolding[];
  readonly units: ReadonlyMap<AssetId, AssetUnits>;
  readonly board: DriftBoard;
}

function planOf(input: RebalanceInput, { held, units, board }: Before): RebalancePlan {
  const { mode, targets } = input;
  const floor = new TradingFloor(input, held);
  const cash = cashAssets(input);
  const rules = cashRules(input, board, cash);
  const facts = assetFacts(input, held, floor, cash);
  const needs = classNeeds({
    mode,
    board,
    facts,
    poolUsd: poolUsd(input, board, facts),
    hasSink: hasSink(input, rules),
  });
  const sorted = [...cash].sort();
  const placing = startPlacing(
    floor,
    rules,
    assetNeeds(needs, facts, mode.kind === 'invest' ? mode.asset : undefined),
    sorted,
    mode.kind === 'raise',
  );
  place(placing, input, needs);
  const changes = floor.changes();
  // Changes are rows of their own: they add up with what is there.
  const changed = scopedHoldings(changeRows(input.holdings, changes, floor), targets);
  const after = boardOf(input, unitsByAsset(changed, units));
  const cost = costOf(floor.steps);
  return {
    steps: floor.steps,
    suggestions: suggestionsOf({ needs, facts, steps: floor.steps, cost, after, placing, input }),
    cost,
    after,
    changes,
  };
}

function place(placing: Placing, input: RebalanceInput, needs: readonly ClassNeed[]): void {
  if (needs.every(({ plannedUsd }) => plannedUsd.isZero())) return;
  if (input.mode.kind !== 'raise') placeDirectTrades(placing);
  placeSales(placing);
  placePurchases(placing);
  placeTransfers(placing, input);
}

/** Money that is still on its way counts as if it were there. */
function withExpectedMoney(input: RebalanceInput): {
  readonly input: RebalanceInput;
  readonly problem?: string;
} {
  const { mode, holdings } = input;
  if (mode.kind === 'raise' && !mode.usd.greaterThan(0))
    return { input, problem: 'Say how much is to be taken out: an amount above zero.' };
  if (mode.kind !== 'invest') return { input };
  if (!mode.amount.greaterThan(0))
    return { input, problem: 'Say how much is to be invested: an amount above zero.' };
  const there = holdings.find(({ connectionId }) => connectionId === mode.connectionId);
  if (there === undefined)
    return {
      input,
      problem: 'Choose a connection that is read, for the money to be invested from.',
    };
  if (!input.prices.has(mode.asset))
    return { input, problem: 'What is to be invested has no price.' };
  if (mode.arrived) return { input };
  const expected: RebalanceHolding = {
    connectionId: mode.connectionId,
    venue: there.venue,
    accountType: holdings.some(
      (one) => one.connectionId === mode.connectionId && one.accountType === 'unified',
    )
      ? 'unified'
      : 'spot',
    asset: mode.asset,
    available: mode.amount,
    net: mode.amount,
  };
  return { input: { ...input, holdings: [...holdings, expected] } };
}

function cashRules(
  { mode, targets }: RebalanceInput,
  board: DriftBoard,
  cash: ReadonlySet<AssetId>,
): CashRules {
  const classes = new Map<AssetId, ClassId>();
  for (const { id, members } of board.rows) for (const { asset } of members) classes.set(asset, id);
  const excluded = new Set(targets.excluded);
  const restIsFree = targets.everythingElse === 'left-alone';
  const isInvesting = mode.kind === 'invest';
  return {
    // Only what is invested is spent, whatever it is.
    isCash: (asset) =>
      (isInvesting && asset === mode.asset) || (cash.has(asset) && !excluded.has(asset)),
    classOf: (asset) => classes.get(asset) ?? REST,
    isFree: (id) => isInvesting || (id === REST && restIsFree),
    ...(isInvesting
      ? { only: { asset: mode.asset, connectionId: mode.connectionId, most: mode.amount } }
      : {}),
  };
}

function assetFacts(
  input: RebalanceInput,
  held: readonly ScopedHolding[],
  floor: TradingFloor,
  cash: ReadonlySet<AssetId>,
): AssetFacts {
  const movable = new Map<AssetId, Decimal>();
  const excluded = new Set(input.targets.excluded);
  const sendable = new Set(input.routes.map(({ from, asset }) => `${from}/${asset}`));
  for (const { holding, movable: here, why } of held) {
    const isSendable = why === 'wallet' && sendable.has(`${holding.connectionId}/${holding.asset}`);
    const units = isSendable ? Decimal.max(ZERO, holding.available) : here;
    if (!units.isZero()) addTo(movable, holding.asset, units);
  }
  for (const [asset, units] of movable)
    movable.set(asset, units.times(input.prices.get(asset) ?? ZERO));
  const venues = new Set(floor.places.map(({ venue }) => venue));
  const tradable = new Set<AssetId>();
  for (const { venue, baseAsset, quoteAsset } of input.markets)
    if (venues.has(venue)) tradable.add(baseAsset).add(quoteAsset);
  return {
    isCash: (asset) => cash.has(asset) && !excluded.has(asset),
    movableUsd: (asset) => movable.get(asset) ?? ZERO,
    isTradable: (asset) => input.prices.has(asset) && tradable.has(asset) && !excluded.has(asset),
  };
}

/** Dollars that may be spent on top of what is sold. */
function poolUsd({ mode, prices }: RebalanceInput, board: DriftBoard, facts: AssetFacts): Decimal {
  if (mode.kind === 'invest') return mode.amount.times(prices.get(mode.asset) ?? ZERO);
  const rest = board.rows.find(({ id }) => id === REST);
  if (rest?.state !== 'left-alone') return ZERO;
  return sum(
    rest.members
      .filter(({ asset }) => facts.isCash(asset))
      .map(({ asset }) => facts.movableUsd(asset)),
  );
}

function hasSink({ markets, targets }: RebalanceInput, rules: CashRules): boolean {
  if (targets.everythingElse !== 'left-alone') return false;
  return markets.some(
    ({ quoteAsset }) => rules.isCash(quoteAsset) && rules.isFree(rules.classOf(quoteAsset)),
  );
}

function changeRows(
  holdings: readonly RebalanceHolding[],
  changes: readonly HoldingChange[],
  floor: TradingFloor,
): readonly RebalanceHolding[] {
  const venues = new Map(floor.places.map(({ connectionId, venue }) => [connectionId, venue]));
  for (const { connectionId, venue } of holdings) venues.set(connectionId, venue);
  return changes.map(({ change, ...place }) => ({
    ...place,
    venue: venues.get(place.connectionId) ?? '',
    available: change,
    net: change,
  }));
}

function costOf(steps: readonly PlanStep[]): PlanCost {
  const trades = steps.filter((step) => step.kind === 'trade');
  const transfers = steps.filter((step) => step.kind === 'transfer');
  const feesUsd = sum(trades.map((step) => step.feeUsd));
  const slippageUsd = sum(trades.map((step) => step.slippageUsd));
  const networkUsd = sum(transfers.flatMap(({ feeUsd }) => (feeUsd === undefined ? [] : [feeUsd])));
  return {
    feesUsd,
    slippageUsd,
    networkUsd,
    totalUsd: feesUsd.plus(slippageUsd).plus(networkUsd),
    unknown: transfers.filter(({ feeUsd }) => feeUsd === undefined).length,
  };
}
