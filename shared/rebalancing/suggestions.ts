import type { AssetId } from '../assets/asset';
import { Decimal, ZERO } from '../base/decimal';
import type { AssetFacts, ClassNeed } from './needs';
import type { Placing } from './placing';
import { ratio } from './ratio';
import type { RebalanceInput } from './rebalance-input';
import type {
  ClassId,
  DriftBoard,
  DriftRow,
  Immovable,
  PlanCost,
  PlanStep,
  ShortfallReason,
  Suggestion,
} from './rebalance-plan-types';

/** What is looked up for each class, indexed once. */
interface Lookups {
  readonly afterRows: ReadonlyMap<ClassId, DriftRow>;
  readonly stepsOf: (id: ClassId) => string[];
}

interface SuggestionParts {
  readonly needs: readonly ClassNeed[];
  readonly facts: AssetFacts;
  readonly steps: readonly PlanStep[];
  readonly cost: PlanCost;
  readonly after: DriftBoard;
  readonly placing: Placing;
  readonly input: RebalanceInput;
}

/** What the plan does about each class that wants something or helps others, the largest first. */
export function suggestionsOf(parts: SuggestionParts): readonly Suggestion[] {
  const outside = new Set(
    parts.after.rows.flatMap(({ id, state }) =>
      state === 'over' || state === 'under' ? [id] : [],
    ),
  );
  const lookups: Lookups = {
    afterRows: new Map(parts.after.rows.map((row) => [row.id, row])),
    stepsOf: stepsByClass(parts.steps, parts.placing.rules.isCash),
  };
  return parts.needs
    .filter(
      ({ row, wantedUsd, plannedUsd }) =>
        !wantedUsd.isZero() || !plannedUsd.isZero() || outside.has(row.id),
    )
    .map((need) => suggestionOf(need, parts, lookups))
    .sort(
      (one, other) =>
        other.wantedUsd.cmp(one.wantedUsd) ||
        other.plannedUsd.cmp(one.plannedUsd) ||
        (one.classId < other.classId ? -1 : 1),
    );
}

function suggestionOf(
  need: ClassNeed,
  parts: SuggestionParts,
  { afterRows, stepsOf }: Lookups,
): Suggestion {
  const { row } = need;
  const afterRow = afterRows.get(row.id);
  const isSale = need.wantedUsd.isZero()
    ? need.plannedUsd.isNegative()
    : need.wantedUsd.isNegative();
  const moved = (afterRow?.valueUsd ?? row.valueUsd).minus(row.valueUsd);
  const planned = Decimal.max(ZERO, isSale ? moved.neg() : moved);
  return {
    classId: row.id,
    name: row.name,
    action: isSale ? 'sell' : 'buy',
    wantedUsd: need.wantedUsd.abs(),
    plannedUsd: planned,
    before: row.current,
    after: afterRow?.current ?? row.current,
    target: row.target,
    steps: stepsOf(row.id),
    reasons: reasonsOf(need, afterRow, planned, isSale, parts),
  };
}

/**
 * Trades that change a class, with the moves, transfers and exchanges of money that they wait for: their
 * ids, in the order of the plan.
 */
function stepsByClass(
  steps: readonly PlanStep[],
  isCash: (asset: AssetId) => boolean,
): (id: ClassId) => string[] {
  const tradesOf = new Map<ClassId, number[]>();
  /** Steps that bring an asset to where orders of a connection spend it. */
  const bringing = new Map<string, number[]>();
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'trade')
      for (const id of [step.from, step.to]) if (id !== undefined) append(tradesOf, id, index);
    const brought = broughtBy(step, isCash);
    if (brought !== undefined) append(bringing, brought, index);
  }
  return (id) => {
    const trades = tradesOf.get(id) ?? [];
    const spent = new Set(
      trades.flatMap((index) => {
        const step = steps[index];
        return step?.kind === 'trade' ? [`${step.connectionId}/${step.spent.asset}`] : [];
      }),
    );
    const mine = new Set([...trades, ...[...spent].flatMap((one) => bringing.get(one) ?? [])]);
    return [...mine].sort((one, other) => one - other).flatMap((index) => steps[index]?.id ?? []);
  };
}

function append<Key>(map: Map<Key, number[]>, key: Key, index: number): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [index]);
  else list.push(index);
}

/** Which asset comes to which connection by a step other than a sale of coins. */
function broughtBy(step: PlanStep, isCash: (asset: AssetId) => boolean): string | undefined {
  switch (step.kind) {
    case 'trade': {
      const { spent, received } = step;
      return isCash(spent.asset) ? `${step.connectionId}/${received.asset}` : undefined;
    }
    case 'move':
      return `${step.connectionId}/${step.asset}`;
    case 'transfer':
      return `${step.toConnectionId}/${step.asset}`;
  }
}

/** Why less is planned than wanted. What a trade's rounding and costs leave open is said last. */
function reasonsOf(
  { row, wantedUsd, plannedUsd }: ClassNeed,
  afterRow: DriftRow | undefined,
  planned: Decimal,
  isSale: boolean,
  { facts, placing, input, cost }: SuggestionParts,
): readonly ShortfallReason[] {
  if (afterRow?.state === 'over' && afterRow.valueUsd.greaterThan(row.valueUsd))
    return [{ kind: 'proceeds', usd: afterRow.valueUsd.minus(row.valueUsd) }];
  const missing = wantedUsd.abs().minus(planned);
  const isClosed = afterRow?.state === 'in-band';
  if (!missing.greaterThan(isClosed ? toleratedGap(wantedUsd.abs()) : ZERO)) return [];
  const reasons: ShortfallReason[] = [];
  const canBuy = row.members.some(({ asset }) => facts.isTradable(asset));
  // What was shared out beforehand, for want of money, says more than what its last orders lacked.
  if (!isSale && canBuy && wantedUsd.minus(plannedUsd).greaterThan(toleratedGap(wantedUsd)))
    reasons.push({ kind: 'no-cash', usd: missing });
  if (isSale)
    for (const [why, usd] of immovableParts(row.immovable))
      if (row.movableUsd.lessThan(wantedUsd.abs())) reasons.push({ kind: 'immovable', why, usd });
  for (const { asset } of row.members) {
    const isExcluded = input.targets.excluded.includes(asset);
    if (!input.prices.has(asset)) reasons.push({ kind: 'no-price' });
    else if (!isSale && isExcluded)
      reasons.push({ kind: 'immovable', why: 'excluded', usd: missing });
    else if (!isSale && !facts.isTradable(asset)) reasons.push({ kind: 'no-market' });
    reasons.push(...placing.shortfalls.of(asset));
  }
  const named = unique(reasons).filter((reason) => isWorthSaying(reason, missing));
  if (named.length > 0) return named;
  const costs = cost.feesUsd.plus(cost.slippageUsd);
  if (missing.lessThanOrEqualTo(costs.times(2))) return [{ kind: 'costs', usd: missing }];
  if (input.mode.kind === 'invest' || input.mode.kind === 'raise') return [{ kind: 'mode' }];
  return [isSale ? { kind: 'rounding', usd: missing } : { kind: 'no-cash', usd: missing }];
}

/** What is left of a class that is back in its band is worth a word from 0.2 % of what was wanted. */
function toleratedGap(usd: Decimal): Decimal {
  return Decimal.max(new Decimal('0.01'), ratio(usd, new Decimal(500)));
}

/** A crumb explains nothing of what is missing. */
function isWorthSaying(reason: ShortfallReason, missing: Decimal): boolean {
  return !('usd' in reason) || reason.usd.times(100).greaterThanOrEqualTo(missing);
}

function immovableParts(parts: ReadonlyMap<Immovable, Decimal>): [Immovable, Decimal][] {
  return [...parts]
    .filter(([, usd]) => usd.greaterThan(0))
    .sort(([one, usd], [other, otherUsd]) => otherUsd.cmp(usd) || (one < other ? -1 : 1));
}

function unique(reasons: readonly ShortfallReason[]): readonly ShortfallReason[] {
  const seen = new Map<string, ShortfallReason>();
  for (const reason of reasons) {
    const id = [
      reason.kind,
      'why' in reason ? reason.why : '',
      'venue' in reason ? reason.venue : '',
    ].join(' ');
    if (!seen.has(id)) seen.set(id, reason);
  }
  return [...seen.values()];
}
