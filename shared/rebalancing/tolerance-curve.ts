import { decimal, sum, type Decimal } from '../base/decimal';
import { rebalance } from './rebalance';
import type { RebalanceInput } from './rebalance-input';
import type { DriftBoard } from './rebalance-plan-types';

/** What a plan with a wider or narrower band would cost, and what drift it would leave. */
export interface TolerancePoint {
  /** Half the width of the band in percentage points. */
  readonly band: Decimal;
  readonly costUsd: Decimal;
  /** Dollars that are traded. */
  readonly turnoverUsd: Decimal;
  readonly trades: number;
  /** Percent of the total that is not where it should be afterwards. */
  readonly driftAfter: Decimal;
}

/** One point for each band; none where there is no plan. */
export function toleranceCurve(
  input: RebalanceInput,
  bands: readonly Decimal[],
): readonly TolerancePoint[] {
  return bands.flatMap((band) => {
    const { bandRelative: _relative, ...targets } = input.targets;
    const { plan } = rebalance({ ...input, targets: { ...targets, bandPoints: band.toFixed() } });
    if (plan === undefined) return [];
    const trades = plan.steps.filter((step) => step.kind === 'trade');
    return [
      {
        band,
        costUsd: plan.cost.totalUsd,
        turnoverUsd: sum(trades.map(({ valueUsd }) => valueUsd)),
        trades: trades.length,
        driftAfter: misplacedPoints(plan.after),
      },
    ];
  });
}

/** Half the sum of all drifts: each point too much at one place is one too few at another. */
export function misplacedPoints({ rows }: DriftBoard): Decimal {
  return sum(rows.map(({ drift }) => drift.abs())).times(HALF);
}

const HALF = decimal('0.5');
