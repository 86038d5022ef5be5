import { ChartLine, Table2 } from 'lucide-react';
import { lazy, Suspense, useEffect, useLayoutEffect, useState } from 'react';
import type { StatusView } from '../../../shared/ipc/status-view';
import { showHistory } from '../../bridge/history-feed';
import { afterFirstPaint, holdPainting } from '../../bridge/paint-report';
import { Button, IconButton } from '../../components/button';
import { Segmented } from '../../components/segmented';
import { HISTORY_RANGES } from '../../stores/history-store';
import { useCalmPortfolio, useHistory, useStatus } from '../../stores/use-stores';
import styles from './growth-section.module.css';
import section from './section.module.css';

const GrowthChart = lazy(() => afterFirstPaint().then(() => import('../../charts/growth-chart')));
const GrowthTable = lazy(() => import('../../charts/growth-table'));

/** The history of the total, with its weak spots marked, up to now. */
export function GrowthSection() {
  const range = useHistory((state) => state.range);
  const series = useHistory((state) => state.series[state.range]);
  const failure = useHistory((state) => state.failure);
  const [asTable, setAsTable] = useState(false);
  const whyEmpty = useStatus(({ status }) => wordsOfEmpty(status));
  const live = useCalmPortfolio((state) =>
    state.phase === 'ready' && state.origin === 'live'
      ? { at: state.at, totalUsd: state.totals.totalUsd }
      : undefined,
  );
  useEffect(() => showHistory(range), [range]);

  return (
    <section aria-label="Growth">
      <div className={section.headingRow}>
        <h2 className={section.heading}>Total over time, USD</h2>
        <div className={styles.controls}>
          <Segmented
            label="Range"
            value={range}
            options={HISTORY_RANGES.map((one) => ({ value: one.range, label: one.label }))}
            onChange={showHistory}
          />
          <IconButton
            label={asTable ? 'Show as a chart' : 'Show as a table'}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? <ChartLine /> : <Table2 />}
          </IconButton>
        </div>
      </div>
      <div className={styles.plot}>
        {failure !== undefined && series === undefined ? (
          <div className={styles.note} role="alert">
            <p className={styles.failed}>The history could not be read. {failure.message}</p>
            <Button onClick={() => showHistory(range)}>Try again</Button>
          </div>
        ) : series === undefined ? (
          <PendingChart />
        ) : series.points.length === 0 ? (
          <div className={styles.note}>
            <p>{whyEmpty}</p>
          </div>
        ) : (
          <Suspense fallback={<PendingChart />}>
            {asTable ? (
              <GrowthTable series={series} />
            ) : (
              <GrowthChart series={series} live={live} />
            )}
          </Suspense>
        )}
      </div>
    </section>
  );
}

/** A banner says what to do about it; here it must not look as if points were written meanwhile. */
function wordsOfEmpty(status: StatusView | undefined): string {
  if (status?.clock !== undefined)
    return 'Nothing is recorded while this computer’s clock cannot be right.';
  if (status?.database.state === 'ready' && status.database.refusing !== undefined)
    return 'Nothing is recorded while the database takes nothing.';
  return 'Nothing is recorded in this range yet. A point is written each minute.';
}

/** The chart's place while it, or its data, is on the way; a settled painting waits for it. */
function PendingChart() {
  useLayoutEffect(holdPainting, []);
  return <div className={styles.pending} aria-busy="true" />;
}
