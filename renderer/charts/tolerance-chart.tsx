import { useMemo } from 'react';
import {
  CartesianGrid,
  Line,
  LineChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { Decimal } from '../../shared/base/decimal';
import { formatMoney, type QuoteCurrency } from '../../shared/assets/format';
import { labelsByPlot, labelWidth, moneyLabels, valueScale, valueTicks } from './axis';
import { toPlot } from './plot-points';
import styles from './tolerance-chart.module.css';

/** What one width of the band would cost and leave, as it is shown. */
export interface TolerancePlotPoint {
  /** Half its width, in percentage points. */
  readonly band: Decimal;
  readonly trades: number;
  /** In the chosen currency. */
  readonly cost: Decimal;
  /** Percent. */
  readonly driftAfter: Decimal;
}

export interface ToleranceChartProps {
  readonly points: readonly TolerancePlotPoint[];
  /** The band in use. */
  readonly current: Decimal;
  readonly currency: QuoteCurrency;
}

const AXIS_WIDTH = 52;
const TICK = { fill: 'var(--text-faint)', fontSize: 11 } as const;
const LABEL = { fill: 'var(--text-soft)', fontSize: 11 } as const;

/** Two lines over the width of the band: what it costs falls as the drift that it leaves grows. */
export default function ToleranceChart({ points, current, currency }: ToleranceChartProps) {
  const { plotted, widest, costs, drifts } = useMemo(
    () => planeOf(points, currency),
    [points, currency],
  );
  return (
    <figure className={styles.figure} aria-label={describe(points, currency)}>
      <figcaption className={styles.legend}>
        <span className={styles.cost}>Cost, left axis</span>
        <span className={styles.drift}>Drift left, right axis</span>
      </figcaption>
      <div className={styles.plot}>
        <ResponsiveContainer width="100%" height="100%">
          <LineChart
            data={plotted}
            margin={{ top: 18, right: 0, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={false} stroke="var(--line)" yAxisId="cost" />
            <XAxis
              dataKey="band"
              type="number"
              domain={[0, widest]}
              ticks={valueTicks(0, widest, 5).filter((tick) => tick <= widest)}
              tickFormatter={(band: number) => (band === 0 ? '0' : `±${round(band)}`)}
              axisLine={{ stroke: 'var(--line-strong)' }}
              tickLine={false}
              tick={TICK}
              height={40}
              label={{ value: 'Band, points', position: 'insideBottom', offset: 4, ...LABEL }}
            />
            <YAxis
              yAxisId="cost"
              width={labelWidth(costs.labels, AXIS_WIDTH)}
              domain={[0, costs.ticks.at(-1) ?? 1]}
              ticks={costs.ticks}
              tickFormatter={costs.label}
              interval={0}
              axisLine={false}
              tickLine={false}
              tick={TICK}
              data-amount
            />
            <YAxis
              yAxisId="drift"
              orientation="right"
              width={labelWidth(drifts.map(driftLabel), AXIS_WIDTH - 8)}
              domain={[0, drifts.at(-1) ?? 1]}
              ticks={drifts}
              tickFormatter={driftLabel}
              axisLine={false}
              tickLine={false}
              tick={TICK}
            />
            <Tooltip
              isAnimationActive={false}
              cursor={{ stroke: 'var(--text-faint)', strokeWidth: 1 }}
              content={({ payload }) => <Reading point={pointOf(payload)} currency={currency} />}
            />
            <ReferenceLine
              yAxisId="cost"
              x={toPlot(current)}
              stroke="var(--text-soft)"
              strokeDasharray="2 3"
              label={{ value: 'Your band', position: 'top', ...LABEL }}
            />
            <Line
              yAxisId="cost"
              dataKey="cost"
              type="linear"
              stroke="var(--accent)"
              strokeWidth={1.75}
              dot={{ r: 2.5, fill: 'var(--accent)', strokeWidth: 0 }}
              activeDot={{ r: 4, strokeWidth: 0 }}
              isAnimationActive={false}
            />
            <Line
              yAxisId="drift"
              dataKey="drift"
              type="linear"
              stroke="var(--stale-line)"
              strokeWidth={1.75}
              strokeDasharray="5 3"
              dot={{ r: 2.5, fill: 'var(--stale-line)', strokeWidth: 0, strokeDasharray: '' }}
              activeDot={{ r: 4, strokeWidth: 0 }}
              isAnimationActive={false}
            />
          </LineChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
}

/** Where everything stands in the plot. */
function planeOf(points: readonly TolerancePlotPoint[], currency: QuoteCurrency) {
  const plotted = points.map((point) => ({
    point,
    band: toPlot(point.band),
    cost: toPlot(point.cost),
    drift: toPlot(point.driftAfter),
  }));
  const most = (values: readonly number[]) => Math.max(0, ...values) || 1;
  const scale = valueScale(0, most(plotted.map(({ cost }) => cost)));
  const labels = moneyLabels(scale, currency);
  return {
    plotted,
    widest: most(plotted.map(({ band }) => band)),
    costs: { ticks: scale.ticks.map(toPlot), labels, label: labelsByPlot(scale, labels) },
    drifts: valueTicks(0, most(plotted.map(({ drift }) => drift))),
  };
}

/** Ticks are round, but for the dust of their arithmetic. */
function round(value: number): string {
  return new Decimal(String(value)).toSignificantDigits(4).toFixed();
}

function driftLabel(tick: number): string {
  return `${round(tick)}\u202f%`;
}

function driftText(percent: Decimal): string {
  return `${percent.toDecimalPlaces(1).toFixed(1)}\u202f%`;
}

function Reading({
  point,
  currency,
}: {
  readonly point: TolerancePlotPoint | undefined;
  readonly currency: QuoteCurrency;
}) {
  if (point === undefined) return null;
  return (
    <div className={styles.reading}>
      <div className={styles.band}>±{point.band.toFixed()} points</div>
      <div>
        <span className={styles.cost}>Cost</span>
        <span data-amount>{formatMoney(point.cost, currency)}</span>
      </div>
      <div>
        <span className={styles.drift}>Drift left</span>
        <span>{driftText(point.driftAfter)}</span>
      </div>
      <div className={styles.soft}>
        {point.trades} {point.trades === 1 ? 'trade' : 'trades'}
      </div>
    </div>
  );
}

function pointOf(
  payload: readonly { readonly payload?: unknown }[],
): TolerancePlotPoint | undefined {
  const found = payload[0]?.payload;
  return isPlotted(found) ? found.point : undefined;
}

function isPlotted(value: unknown): value is { readonly point: TolerancePlotPoint } {
  return typeof value === 'object' && value !== null && 'point' in value && 'band' in value;
}

/** The chart in a sentence, for those who cannot see it. */
export function describe(points: readonly TolerancePlotPoint[], currency: QuoteCurrency): string {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return 'Cost against drift: there is no plan';
  const words = ({ band, cost, driftAfter }: TolerancePlotPoint) =>
    `a band of ±${band.toFixed()} points costs ${formatMoney(cost, currency)} and leaves ${driftText(driftAfter)} of drift`;
  return `Cost against drift: ${words(first)}, ${words(last)}. The button before it shows it as a table.`;
}
