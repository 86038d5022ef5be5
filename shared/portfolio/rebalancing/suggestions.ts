import { Decimal, sum, ZERO } from '../../money/decimal';
import type { AssetFacts, ClassNeed } from './needs';
import type { Placing } from './place-trades';
import { ratio } from './ratio';
import type { RebalanceInput } from './rebalance-input';
import type {
  DriftBoard,
  Immovable,
  PlanStep,
  ShortfallReason,
  Suggestion,
  TradeStep,
} from './rebalance-plan-types';

interface SuggestionParts {
  readonly needs: readonly ClassNeed[];
  readonly facts: AssetFacts;
  readonly steps: readonly PlanStep[];
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
  return parts.needs
    .filter(
      ({ row, wantedUsd, plannedUsd }) =>
        !wantedUsd.isZero() || !plannedUsd.isZero() || outside.has(row.id),
    )
    .map((need) => suggestionOf(need, parts))
    .sort(
      (one, other) =>
        other.wantedUsd.cmp(one.wantedUsd) ||
        other.plannedUsd.cmp(one.plannedUsd) ||
        (one.classId < other.classId ? -1 : 1),
    );
}

function suggestionOf(need: ClassNeed, parts: SuggestionParts): Suggestion {
  const { row } = need;
  const { after, steps } = parts;
  const afterRow = after.rows.find(({ id }) => id === row.id);
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
    steps: stepsOf(row.id, steps, parts.placing.rules.isCash),
    reasons: reasonsOf(need, planned, isSale, parts),
  };
}

/** Trades that change the class, with the moves, transfers and exchanges of money that they wait for. */
function stepsOf(
  id: string,
  steps: readonly PlanStep[],
  isCash: (asset: string) => boolean,
): string[] {
  const trades = steps.filter(
    (step): step is TradeStep => step.kind === 'trade' && (step.from === id || step.to === id),
  );
  const spent = new Set(
    trades.map(({ connectionId, spent: { asset } }) => `${connectionId}/${asset}`),
  );
  const mine = new Set<PlanStep>(trades);
  for (const step of steps) {
    const pays = spent.has(`${step.connectionId}/${paidWith(step)}`);
    if (step.kind === 'trade' && pays && isCash(step.spent.asset)) mine.add(step);
    if (step.kind === 'move' && spent.has(`${step.connectionId}/${step.asset}`)) mine.add(step);
    if (step.kind === 'transfer' && spent.has(`${step.toConnectionId}/${step.asset}`))
      mine.add(step);
  }
  return steps.filter((step) => mine.has(step)).map(({ id: stepId }) => stepId);
}

/** The money that an exchange brings, which an order after it may spend. */
function paidWith(step: PlanStep): string {
  return step.kind === 'trade' ? step.received.asset : '';
}

/** Why less is planned than wanted. What a trade's rounding and costs leave open is said last. */
function reasonsOf(
  { row, wantedUsd, plannedUsd }: ClassNeed,
  planned: Decimal,
  isSale: boolean,
  { after, facts, placing, input, steps }: SuggestionParts,
): readonly ShortfallReason[] {
  const afterRow = after.rows.find(({ id }) => id === row.id);
  if (afterRow?.state === 'over' && afterRow.valueUsd.greaterThan(row.valueUsd))
    return [{ kind: 'proceeds', usd: afterRow.valueUsd.minus(row.valueUsd) }];
  const missing = wantedUsd.abs().minus(planned);
  const isClosed = afterRow?.state === 'in-band';
  if (!missing.greaterThan(isClosed ? tolerated(wantedUsd.abs()) : ZERO)) return [];
  const reasons: ShortfallReason[] = [];
  const canBuy = row.members.some(({ asset }) => facts.isTradable(asset));
  // What was shared out beforehand, for want of money, says more than what its last orders lacked.
  if (!isSale && canBuy && wantedUsd.minus(plannedUsd).greaterThan(tolerated(wantedUsd)))
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
  const costs = sum(
    steps.map((step) => (step.kind === 'trade' ? step.feeUsd.plus(step.slippageUsd) : ZERO)),
  );
  if (missing.lessThanOrEqualTo(costs.times(2))) return [{ kind: 'costs', usd: missing }];
  if (input.mode.kind === 'invest' || input.mode.kind === 'raise') return [{ kind: 'mode' }];
  return [isSale ? { kind: 'rounding', usd: missing } : { kind: 'no-cash', usd: missing }];
}

/** What is left of a class that is back in its band is worth a word from 0.2 % of what was wanted. */
function tolerated(usd: Decimal): Decimal {
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
