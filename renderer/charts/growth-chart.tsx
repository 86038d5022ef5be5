import { useMemo } from 'react';
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { HistorySeries, PointStatus } from '../../shared/history/series';
import { formatMoney, type QuoteCurrency } from '../../shared/assets/format';
import { dateTimeText } from '../components/time';
import { labelsByPlot, labelWidth, moneyLabels, valueScale } from './axis';
import styles from './growth-chart.module.css';
import {
  isPlotPoint,
  plotOf,
  toPlot,
  type LivePoint,
  type PlotPoint,
  type PlotStep,
} from './plot-points';
import { StepMarks } from './step-marks';
import { stepMoney, stepWords, type AccountName, type ConnectionName } from './step-words';
import { timeMarks } from './time-axis';

export interface GrowthChartProps {
  readonly series: HistorySeries;
  /** The total of now, in the currency of the series. */
  readonly live: LivePoint | undefined;
  readonly connectionName: ConnectionName;
  readonly accountName: AccountName;
}

const AXIS_WIDTH = 56;
const still = { isAnimationActive: false, connectNulls: false, dot: false } as const;

const LINES: readonly {
  readonly status: PointStatus;
  readonly stroke: string;
  readonly strokeWidth: number;
  readonly strokeDasharray?: string;
  readonly caption?: string;
}[] = [
  { status: 'complete', stroke: 'var(--accent)', strokeWidth: 1.75 },
  {
    status: 'carried',
    stroke: 'var(--stale-line)',
    strokeWidth: 1.75,
    caption: 'some accounts carried on',
  },
  {
    status: 'partial',
    stroke: 'var(--stale-line)',
    strokeWidth: 1.5,
    strokeDasharray: '2 3',
    caption: 'some accounts missing',
  },
  {
    status: 'reconstructed',
    stroke: 'var(--accent)',
    strokeWidth: 1.5,
    strokeDasharray: '3 4',
    caption: 'computed afterwards',
  },
];

/** The total over time: a line, the spread within each bucket, and which stretches are weaker. */
export default function GrowthChart({
  series,
  live,
  connectionName,
  accountName,
}: GrowthChartProps) {
  const { currency } = series;
  const { drawn, points, steps } = useMemo(() => plotOf(series, live), [series, live]);
  // The axis is the range, however little of it is recorded.
  const { from } = series;
  const to = Math.max(series.to, points.at(-1)?.at ?? series.to);
  const marks = timeMarks(from, to);
  const levels = points.flatMap(({ total, band }) => [toPlot(total), ...(band ?? [])]);
  const scale = valueScale(Math.min(...levels), Math.max(...levels));
  const ticks = scale.ticks.map(toPlot);
  const labels = moneyLabels(scale, currency);
  return (
    <figure className={styles.figure} aria-label={describe(points, steps, currency, accountName)}>
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={[...drawn]}
          margin={{ top: 6, right: 10, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="at"
            type="number"
            scale="time"
            domain={[from, to]}
            ticks={marks.map(({ at }) => at)}
            tickFormatter={(at: number) => marks.find((mark) => mark.at === at)?.label ?? ''}
            axisLine={{ stroke: 'var(--line-strong)' }}
            tickLine={false}
            tick={{ fill: 'var(--text-faint)', fontSize: 11 }}
            height={24}
            minTickGap={30}
          />
          <YAxis
            width={labelWidth(labels, AXIS_WIDTH)}
            domain={[ticks[0] ?? 0, ticks.at(-1) ?? 1]}
            ticks={ticks}
            tickFormatter={labelsByPlot(scale, labels)}
            interval={0}
            axisLine={false}
            tickLine={false}
            tick={{ fill: 'var(--text-faint)', fontSize: 11 }}
            data-amount
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ stroke: 'var(--text-faint)', strokeWidth: 1 }}
            content={({ payload }) => (
              <Crosshair
                point={pointOf(payload)}
                steps={steps}
                currency={currency}
                accountName={accountName}
              />
            )}
          />
          <Area
            {...still}
            dataKey="band"
            type="linear"
            stroke="none"
            fill="var(--accent)"
            fillOpacity={0.14}
            activeDot={false}
          />
          {LINES.map(({ status, ...line }) => (
            <Line
              key={status}
              {...still}
              {...line}
              dataKey={status}
              type="linear"
              activeDot={{ r: 3.5, strokeWidth: 0 }}
            />
          ))}
          <StepMarks steps={steps} currency={currency} nameOf={connectionName} />
        </ComposedChart>
      </ResponsiveContainer>
      <figcaption className={styles.caption}>
        {LINES.map(({ status, caption }) =>
          caption !== undefined && points.some((point) => point[status] !== undefined) ? (
            <span key={status} className={styles[status]}>
              {caption}
            </span>
          ) : null,
        )}
      </figcaption>
    </figure>
  );
}

const STATUS_WORDS: Readonly<Record<PlotPoint['status'], string>> = {
  complete: 'Every account answered',
  carried: 'Some accounts carried on',
  partial: 'Some accounts had never answered',
  reconstructed: 'Computed afterwards',
  live: 'Now',
};

function Crosshair({
  point,
  steps,
  currency,
  accountName,
}: {
  readonly point: PlotPoint | undefined;
  readonly steps: readonly PlotStep[];
  readonly currency: QuoteCurrency;
  readonly accountName: AccountName;
}) {
  if (point === undefined) return null;
  const { spread, total, at, status } = point;
  const here = steps.find((step) => step.at === at);
  return (
    <div className={styles.crosshair}>
      <div className={styles.figureText} data-amount>
        {formatMoney(here?.after ?? total, currency)}
      </div>
      {spread === undefined || spread.low.equals(spread.high) ? null : (
        <div className={styles.soft} data-amount>
          {formatMoney(spread.low, currency)} to {formatMoney(spread.high, currency)}
        </div>
      )}
      <div className={styles.soft}>{dateTimeText(at)}</div>
      <div
        className={status === 'carried' || status === 'partial' ? styles.carriedText : styles.soft}
      >
        {STATUS_WORDS[status]}
      </div>
      {here?.steps.map((step) => (
        <div key={`${step.kind} ${step.connectionId} ${step.accountType}`} className={styles.soft}>
          {accountName(step)} {stepWords(step)} <span data-amount>{stepMoney(step, currency)}</span>
        </div>
      ))}
    </div>
  );
}

function pointOf(payload: readonly { readonly payload?: unknown }[]): PlotPoint | undefined {
  const found = payload[0]?.payload;
  return isPlotPoint(found) ? found : undefined;
}

/** The chart in a sentence, for those who cannot see it. */
function describe(
  points: readonly PlotPoint[],
  steps: readonly PlotStep[],
  currency: QuoteCurrency,
  accountName: AccountName,
): string {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined)
    return `Total over time, ${currency}: nothing recorded`;
  const stepped = steps.flatMap((place) =>
    place.steps.map(
      (step) =>
        `${accountName(step)} ${stepWords(step)} ${stepMoney(step, currency)} on ${dateTimeText(step.at)}`,
    ),
  );
  const said =
    stepped.length === 0 ? '' : ` Steps that are no gain or loss: ${stepped.join('; ')}.`;
  return `Total over time, ${currency}: from ${formatMoney(first.total, currency)} on ${dateTimeText(first.at)} to ${formatMoney(last.total, currency)} on ${dateTimeText(last.at)}.${said} The button before it shows it as a table.`;
}
