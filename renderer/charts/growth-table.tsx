import type { HistorySeries, PointStatus } from '../../shared/history/series';
import { Decimal } from '../../shared/money/decimal';
import { formatMoney } from '../../shared/money/format';
import { dateTimeText } from '../components/time';
import styles from './growth-table.module.css';

const STATUS_WORDS: Readonly<Record<PointStatus, string>> = {
  complete: 'complete',
  carried: 'carried on',
  partial: 'partial',
  reconstructed: 'computed',
};

/** The recorded points as a table, the newest first. */
export default function GrowthTable({ series }: { readonly series: HistorySeries }) {
  return (
    <div className={styles.scroller} tabIndex={0} role="region" aria-label="Total over time">
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">Total</th>
            <th scope="col">Lowest</th>
            <th scope="col">Highest</th>
            <th scope="col">Coverage</th>
          </tr>
        </thead>
        <tbody>
          {[...series.points].reverse().map((point) => (
            <tr key={point.at}>
              <td>{dateTimeText(point.at)}</td>
              {[point.totalUsd, point.lowUsd, point.highUsd].map((usd, index) => (
                <td key={index} data-amount>
                  {formatMoney(new Decimal(usd), 'USD')}
                </td>
              ))}
              <td>{STATUS_WORDS[point.status]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
