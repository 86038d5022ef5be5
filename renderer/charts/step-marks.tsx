import { usePlotArea, useXAxisScale, useYAxisScale } from 'recharts';
import { sum, type Decimal } from '../../shared/base/decimal';
import { formatRoughMoney, type QuoteCurrency } from '../../shared/assets/format';
import { toPlot, type PlotStep } from './plot-points';
import { gatheredWords, stepWords, type ConnectionName } from './step-words';
import styles from './growth-chart.module.css';

/** Closer than this, steps have one label: words would lie over each other. */
const TOGETHER_PIXELS = 90;
/** From here on a label stands to the left of its step. */
const LEFT_FROM = 0.55;
const LABEL_HEIGHT = 13;

export interface StepMarksProps {
  readonly steps: readonly PlotStep[];
  readonly currency: QuoteCurrency;
  readonly nameOf: ConnectionName;
}

/** A dotted line at each step, from the level before it to the one after, and what it was. */
export function StepMarks({ steps, currency, nameOf }: StepMarksProps) {
  const [xOf, yOf, area] = [useXAxisScale(), useYAxisScale(), usePlotArea()];
  if (xOf === undefined || yOf === undefined || area === undefined) return null;
  const marks = steps.flatMap((step) => {
    const x = xOf(step.at);
    const [from, to] = [yOf(toPlot(step.before)), yOf(toPlot(step.after))];
    return x === undefined || from === undefined || to === undefined ? [] : [{ step, x, from, to }];
  });
  const groups: (typeof marks)[] = [];
  for (const mark of marks) {
    const group = groups.at(-1);
    const [first] = group ?? [];
    if (group !== undefined && first !== undefined && mark.x - first.x < TOGETHER_PIXELS)
      group.push(mark);
    else groups.push([mark]);
  }
  return (
    <g className={styles.steps}>
      {marks.map(({ step, x, from, to }) => (
        <line key={step.at} x1={x} x2={x} y1={from} y2={to} />
      ))}
      {groups.map((group) => {
        const [first] = group;
        if (first === undefined) return null;
        const isLeft = first.x > area.x + area.width * LEFT_FROM;
        const highest = Math.min(...group.flatMap(({ from, to }) => [from, to]));
        const lowest = Math.max(...group.flatMap(({ from, to }) => [from, to]));
        const y = Math.max(area.y + LABEL_HEIGHT, (highest + lowest) / 2);
        const x = isLeft ? first.x - 6 : (group.at(-1)?.x ?? first.x) + 6;
        const gathered = group.flatMap(({ step }) => step.steps);
        // What joined less what left is no amount that means anything.
        const isOneKind = new Set(gathered.map(stepWords)).size === 1;
        const change = sum(group.map(({ step }) => step.after.minus(step.before)));
        return (
          <text key={first.step.at} x={x} y={y} textAnchor={isLeft ? 'end' : 'start'}>
            {gatheredWords(gathered, nameOf)}{' '}
            {isOneKind ? <tspan data-amount>{signed(change, currency)}</tspan> : null}
          </text>
        );
      })}
    </g>
  );
}

function signed(value: Decimal, currency: QuoteCurrency): string {
  const text = formatRoughMoney(value, currency);
  return value.isPositive() && !value.isZero() ? `+${text}` : text;
}
