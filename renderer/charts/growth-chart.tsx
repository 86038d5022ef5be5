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
import { formatMoney } from '../../shared/money/format';
import type { Instant } from '../../shared/portfolio/failure';
import { dateTimeText } from '../components/time';
import { labelsByPlot, labelWidth, moneyLabels, valueScale } from './axis';
import styles from './growth-chart.module.css';
import { plotPoints, toPlot, type PlotPoint } from './plot-points';
import { timeMarks } from './time-axis';

export interface GrowthChartProps {
  readonly series: HistorySeries;
  readonly live: { readonly at: Instant; readonly totalUsd: string } | undefined;
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
export default function GrowthChart({ series, live }: GrowthChartProps) {
  const points = useMemo(() => plotPoints(series, live), [series, live]);
  // The axis is the range, however little of it is recorded.
  const { from } = series;
  const to = Math.max(series.to, points.at(-1)?.at ?? series.to);
  const marks = timeMarks(from, to);
  const scale = valueScale(
    Math.min(...points.map(({ band }) => band[0])),
    Math.max(...points.map(({ band }) => band[1])),
  );
  const ticks = scale.ticks.map(toPlot);
  const labels = moneyLabels(scale, 'USD');
  return (
    <figure className={styles.figure} aria-label={describe(points)}>
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={points}
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
            content={({ payload }) => <Crosshair point={pointOf(payload)} />}
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

function Crosshair({ point }: { readonly point: PlotPoint | undefined }) {
  if (point === undefined) return null;
  const spread = !point.low.equals(point.high);
  return (
    <div className={styles.crosshair}>
      <div className={styles.figureText} data-amount>
        {formatMoney(point.total, 'USD')}
      </div>
      {spread ? (
        <div className={styles.soft} data-amount>
          {formatMoney(point.low, 'USD')} to {formatMoney(point.high, 'USD')}
        </div>
      ) : null}
      <div className={styles.soft}>{dateTimeText(point.at)}</div>
      <div
        className={
          point.status === 'carried' || point.status === 'partial'
            ? styles.carriedText
            : styles.soft
        }
      >
        {STATUS_WORDS[point.status]}
      </div>
    </div>
  );
}

function pointOf(payload: readonly { readonly payload?: unknown }[]): PlotPoint | undefined {
  const found = payload[0]?.payload;
  return isPlotPoint(found) ? found : undefined;
}

function isPlotPoint(value: unknown): value is PlotPoint {
  return typeof value === 'object' && value !== null && 'at' in value && 'total' in value;
}

/** The chart in a sentence, for those who cannot see it. */
function describe(points: readonly PlotPoint[]): string {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return 'Total over time: nothing recorded';
  return `Total over time: from ${formatMoney(first.total, 'USD')} on ${dateTimeText(first.at)} to ${formatMoney(last.total, 'USD')} on ${dateTimeText(last.at)}. The button before it shows it as a table.`;
}
