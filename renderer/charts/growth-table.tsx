import {
  stepThen,
  totalThen,
  type HistoryPoint,
  type HistorySeries,
  type HistoryStep,
  type PointStatus,
} from '../../shared/history/series';
import { Decimal } from '../../shared/base/decimal';
import { formatMoney, type QuoteCurrency } from '../../shared/assets/format';
import { NoFigure } from '../components/amount';
import { dateTimeText } from '../components/time';
import styles from './growth-table.module.css';
import { stepWords, type AccountName } from './step-words';

const STATUS_WORDS: Readonly<Record<PointStatus, string>> = {
  complete: 'complete',
  carried: 'carried on',
  partial: 'partial',
  reconstructed: 'computed',
};

export interface GrowthTableProps {
  readonly series: HistorySeries;
  readonly accountName: AccountName;
}

/** The recorded points as a table, the newest first, with what joined, left or was entered between them. */
export default function GrowthTable({ series, accountName }: GrowthTableProps) {
  const { currency, points, steps } = series;
  // Of buckets in another currency only the last total has a known rate.
  const hasSpread = currency === 'USD';
  const columns = ['Time', 'Total', ...(hasSpread ? ['Lowest', 'Highest'] : []), 'Coverage'];
  const rows: readonly (HistoryPoint | HistoryStep)[] = [...points, ...steps].sort(
    // A step stands before the point that it shows in.
    (one, other) => other.at - one.at || Number('kind' in one) - Number('kind' in other),
  );
  return (
    <div className={styles.scroller} tabIndex={0} role="region" aria-label="Total over time">
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) =>
            'kind' in row ? (
              <tr
                key={`${row.at} ${row.kind} ${row.connectionId} ${row.accountType}`}
                className={styles.step}
              >
                <td>{dateTimeText(row.at)}</td>
                <Figure value={stepThen(row, currency)} currency={currency} signed />
                <td colSpan={columns.length - 2}>
                  {accountName(row)} {stepWords(row)}
                </td>
              </tr>
            ) : (
              <tr key={row.at}>
                <td>{dateTimeText(row.at)}</td>
                <Figure value={totalThen(row, currency)} currency={currency} />
                {hasSpread
                  ? [row.lowUsd, row.highUsd].map((usd, index) => (
                      <Figure key={index} value={new Decimal(usd)} currency={currency} />
                    ))
                  : null}
                <td>{STATUS_WORDS[row.status]}</td>
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

function Figure({
  value,
  currency,
  signed = false,
}: {
  readonly value: Decimal | undefined;
  readonly currency: QuoteCurrency;
  readonly signed?: boolean;
}) {
  if (value === undefined)
    return (
      <td>
        <NoFigure why={`The ${currency} rate of then is not known`} />
      </td>
    );
  return <td data-amount>{formatMoney(value, currency, { signed })}</td>;
}
