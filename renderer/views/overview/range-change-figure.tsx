import { Decimal } from '../../../shared/money/decimal';
import { Change, Money, NoFigure, Percent } from '../../components/amount';
import { Skeleton } from '../../components/skeleton';
import { useCalmPortfolio, useHistory } from '../../stores/use-stores';
import { rangeChange } from './range-change';
import styles from './total-section.module.css';

/** How the total moved since the beginning of the growth chart's range. */
export function RangeChangeFigure() {
  const range = useHistory((state) => state.range);
  const series = useHistory((state) => state.series[state.range]);
  const totalUsd = useCalmPortfolio((state) =>
    state.phase === 'ready' ? state.totals.totalUsd : undefined,
  );
  const change =
    totalUsd === undefined || series === undefined
      ? undefined
      : rangeChange(series, new Decimal(totalUsd));
  return (
    <div>
      <dt
        tabIndex={0}
        data-tip="Against the first recorded total of the chart’s range. Deposits and withdrawals are in it."
      >
        {range === 'ALL' ? 'Since the first record' : `${range} change`}, flows included
      </dt>
      <dd className={styles.change}>
        {totalUsd === undefined ? (
          <Skeleton width={130} height={18} />
        ) : change === undefined ? (
          <NoFigure why="Nothing is recorded in this range yet" />
        ) : (
          <Change value={change.change}>
            <Money usd={change.change} signed />
            {change.ratio === undefined ? null : (
              <span className={styles.ratio}>
                <Percent ratio={change.ratio} decimals={2} signed />
              </span>
            )}
          </Change>
        )}
      </dd>
    </div>
  );
}
