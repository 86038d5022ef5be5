import type { Decimal } from '../../../shared/base/decimal';
import type { TolerancePoint } from '../../../shared/rebalancing/tolerance-curve';
import { Money } from '../../components/amount';
import { classes } from '../../components/classes';
import { percentWords } from './rebalance-words';
import styles from './tolerance-section.module.css';

/** The curve in figures; the band in use is marked. */
export function ToleranceTable({
  points,
  current,
}: {
  readonly points: readonly TolerancePoint[];
  readonly current: Decimal;
}) {
  return (
    <table className={styles.table} aria-labelledby="tolerance">
      <thead>
        <tr>
          <th scope="col">Band, points</th>
          <th scope="col">Trades</th>
          <th scope="col">Cost</th>
          <th scope="col">Drift left</th>
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
            <td>{percentWords(point.driftAfter)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
