import { Decimal } from '../../shared/base/decimal';
import { formatMoneyTo, type QuoteCurrency } from '../../shared/assets/format';
import { toPlot } from './plot-points';

/** The marks of a value axis, evenly spaced at multiples of a round step. */
export interface ValueScale {
  readonly ticks: readonly Decimal[];
  readonly step: Decimal;
}

/** What moves less than this share of its size is drawn as nearly flat, not as a mountain range. */
const LEAST_SHARE = 0.01;
/** Below this there is nothing to draw; amounts have 40 digits after the point. */
const NOTHING = 1e-60;
const FACTORS = [1, 2, 2.5, 5, 10];

/** Round steps (1, 2, 2.5 or 5 times a power of ten) that span the values, about `count` of them. */
export function valueScale(low: number, high: number, count = 4): ValueScale {
  const size = Math.max(Math.abs(low), Math.abs(high));
  const least = size > NOTHING ? size * LEAST_SHARE : 1;
  const missing = Math.max(0, least - (high - low)) / 2;
  // What is not below zero has no use for marks below it.
  const from = low >= 0 ? Math.max(0, low - missing) : low - missing;
  const to = high + missing;
  const rough = (to - from) / count;
  const power = new Decimal(10).toPower(Math.floor(Math.log10(rough)));
  const factor = FACTORS.find((one) => power.times(one).greaterThanOrEqualTo(rough)) ?? 10;
  const step = power.times(factor);
  const first = new Decimal(from).dividedBy(step).floor();
  const last = new Decimal(to).dividedBy(step).ceil();
  const marks = last.minus(first).toNumber() + 1;
  return {
    step,
    ticks: Array.from({ length: marks }, (_, index) => first.plus(index).times(step)),
  };
}

/** {@link valueScale} as plot values. */
export function valueTicks(low: number, high: number, count = 4): number[] {
  return valueScale(low, high, count).ticks.map(toPlot);
}

const UNITS = [
  { from: new Decimal('1e12'), suffix: 'T' },
  { from: new Decimal('1e9'), suffix: 'B' },
  { from: new Decimal('1e6'), suffix: 'M' },
  { from: new Decimal('1e3'), suffix: 'K' },
] as const;
/** Beyond this `$130,925` reads better than `$130.925K`. */
const MOST_DECIMALS_OF_UNIT = 2;

/** The marks as money, with as many digits as their step has, so that no two are the same: `$1.25M`. */
export function moneyLabels({ ticks, step }: ValueScale, currency: QuoteCurrency): string[] {
  const largest = Decimal.max(...ticks.map((tick) => tick.abs()));
  const unit = UNITS.find(
    ({ from }) =>
      largest.greaterThanOrEqualTo(from) &&
      step.dividedBy(from).decimalPlaces() <= MOST_DECIMALS_OF_UNIT,
  );
  const decimals = (unit === undefined ? step : step.dividedBy(unit.from)).decimalPlaces();
  return ticks.map((tick) => {
    if (tick.isZero()) return formatMoneyTo(tick, currency, 0);
    const scaled = unit === undefined ? tick : tick.dividedBy(unit.from);
    return `${formatMoneyTo(scaled, currency, decimals)}${unit?.suffix ?? ''}`;
  });
}

const CHARACTER_WIDTH = 6.4;
const BESIDE_LABEL = 14;

/** Room for the longest of some labels of a value axis, in pixels. */
export function labelWidth(labels: readonly string[], least: number): number {
  const longest = Math.max(0, ...labels.map(({ length }) => length));
  return Math.max(least, Math.ceil(longest * CHARACTER_WIDTH) + BESIDE_LABEL);
}

/** Finds the label of a plot value; a chart leaves some of them out, so that their number says nothing. */
export function labelsByPlot(
  scale: ValueScale,
  labels: readonly string[],
): (value: number) => string {
  const byPlot = new Map(scale.ticks.map((tick, index) => [toPlot(tick), labels[index] ?? '']));
  return (value) => byPlot.get(value) ?? '';
}
