import { useEffect, useRef, useState } from 'react';
import { decimal, type Decimal } from '../../../shared/money/decimal';
import type { RebalanceInput } from '../../../shared/portfolio/rebalancing/rebalance-input';
import type { TolerancePoint } from '../../../shared/portfolio/rebalancing/tolerance-curve';
import { Money } from '../../components/amount';
import { classes } from '../../components/classes';
import { SkeletonLines } from '../../components/skeleton';
import { curveWhenIdle, type Idle } from './idle-curve';
import { percentWords } from './rebalance-words';
import styles from './tolerance-section.module.css';

/** After the sliders have rested for so long. */
const REST_MS = 400;
/** Prices alone move the curve so little that it need not follow each of them. */
const EVERY_MS = 15_000;

const idle: Idle = (task) => {
  const handle = requestIdleCallback(() => task());
  return () => cancelIdleCallback(handle);
};

/** The curve of the targets and the mode as they are; the last one while a new one is made. */
function useCurve(input: RebalanceInput): readonly TolerancePoint[] | undefined {
  const [points, setPoints] = useState<readonly TolerancePoint[] | undefined>();
  const [turn, setTurn] = useState(0);
  const latest = useRef(input);
  useEffect(() => {
    latest.current = input;
  });
  useEffect(() => {
    const timer = setInterval(() => setTurn((before) => before + 1), EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  const asked = JSON.stringify([input.targets, input.mode, input.markets.length]);
  useEffect(() => {
    let stop: () => void = () => undefined;
    const timer = setTimeout(() => {
      stop = curveWhenIdle(latest.current, idle, setPoints);
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [asked, turn]);
  return points;
}

/** What a wider or narrower band would cost, and what drift it would leave. */
export function ToleranceSection({ input }: { readonly input: RebalanceInput }) {
  const curve = useCurve(input);
  const points = curve ?? [];
  const current = decimal(input.targets.bandPoints);
  const most = (of: (point: TolerancePoint) => Decimal): number =>
    Math.max(...points.map((point) => of(point).toDecimalPlaces(4).toNumber()), 0.0001);
  const [mostCost, mostDrift] = [most((point) => point.costUsd), most((point) => point.driftAfter)];
  const share = (value: Decimal, largest: number): number =>
    (value.toDecimalPlaces(4).toNumber() / largest) * 100;
  return (
    <section className={styles.section} aria-labelledby="tolerance">
      <h2 id="tolerance" className={styles.heading}>
        Tolerance: cost against the drift that is left
      </h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Band</th>
            <th scope="col">Trades</th>
            <th scope="col">Cost</th>
            <td />
            <th scope="col">Drift left</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr
              key={point.band.toFixed()}
              className={classes(point.band.equals(current) && styles.current)}
              aria-current={point.band.equals(current) || undefined}
            >
              <th scope="row">±{point.band.toFixed()}</th>
              <td>{point.trades}</td>
              <td>
                <Money usd={point.costUsd} />
              </td>
              <td className={styles.bars}>
                <Bar share={share(point.costUsd, mostCost)} kind="cost" />
              </td>
              <td>{percentWords(point.driftAfter)}</td>
              <td className={styles.bars}>
                <Bar share={share(point.driftAfter, mostDrift)} kind="drift" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {curve === undefined ? <SkeletonLines count={8} lineHeight={28} /> : null}
      <p className={styles.note}>
        Half the band’s width in percentage points; yours is marked.
        {input.targets.bandRelative === undefined
          ? ''
          : ' Your band relative to each target is left out of the comparison.'}
      </p>
    </section>
  );
}

function Bar({ share, kind }: { readonly share: number; readonly kind: 'cost' | 'drift' }) {
  return (
    <svg className={styles.bar} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect width={share} height="8" className={styles[kind]} />
    </svg>
  );
}
