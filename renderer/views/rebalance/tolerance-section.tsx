import { useEffect, useState } from 'react';
import { decimal, type Decimal } from '../../../shared/money/decimal';
import type { RebalanceInput } from '../../../shared/portfolio/rebalancing/rebalance-input';
import {
  toleranceCurve,
  type TolerancePoint,
} from '../../../shared/portfolio/rebalancing/tolerance-curve';
import { Money } from '../../components/amount';
import { classes } from '../../components/classes';
import { percentWords } from './rebalance-words';
import styles from './tolerance-section.module.css';

const BANDS: readonly Decimal[] = ['0.5', '1', '2', '3', '4', '5', '7', '10'].map(decimal);
/** After the sliders have rested for so long. */
const REST_MS = 400;

/** What a wider or narrower band would cost, and what drift it would leave. */
export function ToleranceSection({ input }: { readonly input: RebalanceInput }) {
  const [points, setPoints] = useState<readonly TolerancePoint[]>([]);
  useEffect(() => {
    const timer = setTimeout(() => setPoints(toleranceCurve(input, BANDS)), REST_MS);
    return () => clearTimeout(timer);
  }, [input]);
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
            <th scope="col" colSpan={2}>
              Cost
            </th>
            <th scope="col" colSpan={2}>
              Drift left
            </th>
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr
              key={point.band.toFixed()}
              className={classes(point.band.equals(current) && styles.current)}
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
