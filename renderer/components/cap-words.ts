import { formatPercent } from '../../shared/assets/format';
import { Decimal } from '../../shared/base/decimal';
import type { CapState } from '../../shared/portfolio/counterparty-cap';

export interface CapWords {
  readonly crossed: boolean;
  /** Beside a meter: `of 40 %`, `over 40 %`. */
  readonly text: string;
  readonly explanation: string;
  /** How much of the cap is used, at most 1. */
  readonly used: number;
}

/** How a venue stands against its cap. What is used rounds down, so that only a full cap reads 100 %. */
export function capWords({ capPercent, percent, crossed }: CapState): CapWords {
  const cap = formatPercent(capPercent.dividedBy(100), { decimals: decimalsOf(capPercent) });
  const share = formatPercent(percent.dividedBy(100), { decimals: 1 });
  const used = Decimal.max(0, Decimal.min(1, percent.dividedBy(capPercent)));
  const explanation = crossed
    ? `${share} of the total is here, ${formatPoints(percent.minus(capPercent))} above your cap of ${cap}.`
    : `${share} of the total is here: ${formatPercent(used, { decimals: 0, roundDown: true })} of your cap of ${cap} is used.`;
  return {
    crossed,
    text: crossed ? `over ${cap}` : `of ${cap}`,
    explanation,
    // For the length of a line only.
    used: Number(used.toFixed(3)),
  };
}

function formatPoints(points: Decimal): string {
  const rounded = points.toDecimalPlaces(1);
  if (rounded.isZero()) return 'less than 0.1 points';
  return `${rounded.toFixed()} ${rounded.equals(1) ? 'point' : 'points'}`;
}

function decimalsOf(percent: Decimal): number {
  return Math.min(2, percent.decimalPlaces());
}
