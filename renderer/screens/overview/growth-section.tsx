import { ChartLine, Table2 } from 'lucide-react';
import { lazy, Suspense, useEffect, useLayoutEffect, useMemo, useState } from 'react';
import type { HistorySeries } from '../../../shared/history/series';
import type { StatusView } from '../../../shared/contract/status-view';
import { Decimal } from '../../../shared/base/decimal';
import type { Instant } from '../../../shared/base/failure';
import { failureText, sentences } from '../../../shared/base/sentences';
import { showHistory } from '../../bridge/history-feed';
import { afterFirstPaint, holdPainting } from '../../bridge/paint-report';
import { Button, IconButton } from '../../components/button';
import { Segmented } from '../../components/segmented';
import { dayTimeText } from '../../components/time';
import { inQuote, useCalmQuoted } from '../../components/use-money';
import { HISTORY_RANGES } from '../../stores/history-store';
import { liveBasis } from '../../view-models/live-basis';
import { useHistory, useStatus } from '../../stores/use-stores';
import { totalsOf } from '../../view-models/use-totals';
import styles from './growth-section.module.css';
import { amountsSince, ratesSince } from './range-change';
import section from './section.module.css';
import { useStepNames } from './step-names';

const GrowthChart = lazy(() => afterFirstPaint().then(() => import('../../charts/growth-chart')));
const GrowthTable = lazy(() => import('../../charts/growth-table'));

/** The history of the total, with its weak spots marked, up to now. */
export function GrowthSection() {
  const range = useHistory((state) => state.range);
  const read = useHistory((state) => state.series[state.range]);
  const failure = useHistory((state) => state.failure);
  const [asTable, setAsTable] = useState(false);
  const whyEmpty = useStatus(({ status }) => wordsOfEmpty(status));
  const { portfolio, quote } = useCalmQuoted();
  const { currency } = quote;
  const now = useMemo(
    () =>
      portfolio?.origin === 'live'
        ? {
            at: portfolio.at,
            totalUsd: totalsOf(portfolio, quote).totalUsd,
            atPricesUsd: portfolio.totals.totalUsd,
            basis: liveBasis(portfolio),
          }
        : undefined,
    [portfolio, quote],
  );
  useEffect(() => showHistory(range, currency), [range, currency]);
  // A series in the currency chosen before would stand beside a total in this one.
  const series = read?.currency === currency ? read : undefined;
  // Where something else counts by now, a line to it would show as a gain; the next point tells the step.
  const isSame = series?.scope === undefined || series.scope.basis === now?.basis;
  const live = useMemo(
    () =>
      now === undefined || !isSame
        ? undefined
        : {
            at: now.at,
            value: inQuote(new Decimal(now.totalUsd), quote),
            valueAtPrices: inQuote(new Decimal(now.atPricesUsd), quote),
          },
    [now, isSame, quote],
  );
  const names = useStepNames();

  return (
    <section aria-label="Growth">
      <div className={section.headingRow}>
        <div className={styles.title}>
          <h2 className={section.heading}>Total over time, {currency}</h2>
          {series === undefined ? null : <p className={styles.since}>{sinceWords(series)}</p>}
        </div>
        <div className={styles.controls}>
          <Segmented
            label="Range"
            value={range}
            options={HISTORY_RANGES.map((one) => ({ value: one.range, label: one.label }))}
            onChange={(next) => showHistory(next)}
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
            <p className={styles.failed}>
              {sentences('The history could not be read.', failureText(failure))}
            </p>
            <Button onClick={() => showHistory(range)}>Try again</Button>
          </div>
        ) : series === undefined ? (
          <PendingChart />
        ) : series.points.length === 0 ? (
          <div className={styles.note}>
            <p>{whyEmpty}</p>
          </div>
        ) : !asTable && !hasValues(series) ? (
          <div className={styles.note}>
            <p>
              No {currency} rate is recorded in this range yet. It is recorded with each point from
              now on.
            </p>
          </div>
        ) : (
          <Suspense fallback={<PendingChart />}>
            {asTable ? (
              <GrowthTable series={series} accountName={names.accountName} />
            ) : (
              <GrowthChart series={series} live={live} {...names} />
            )}
          </Suspense>
        )}
      </div>
    </section>
  );
}

/** How much of the range must be without points for it to be said: less is not seen. */
const SEEN_SHARE = 0.02;

/** From when on there is something to draw, where that is later than the range begins. */
function sinceWords(series: HistorySeries): string {
  const { from, to, recordedSince, currency } = series;
  const isSeen = (at: Instant) => at - from > (to - from) * SEEN_SHARE;
  const rates = ratesSince(series);
  const amounts = amountsSince(series);
  const words = [
    ...(recordedSince !== undefined && recordedSince <= to && isSeen(recordedSince)
      ? [`recorded since ${dayTimeText(recordedSince)}`]
      : []),
    ...(rates !== undefined ? [`${currency} rates are recorded since ${dayTimeText(rates)}`] : []),
    ...(amounts !== undefined
      ? [`before ${dayTimeText(amounts)} held ${currency} counts at its venues’ prices`]
      : []),
    ...(rates === undefined && lacksRates(series) ? [`some ${currency} rates are not known`] : []),
  ];
  return words.join(' · ');
}

function hasValues({ currency, points }: HistorySeries): boolean {
  return currency === 'USD' || points.some(({ usdPerUnit }) => usdPerUnit !== undefined);
}

function lacksRates({ currency, points }: HistorySeries): boolean {
  return currency !== 'USD' && points.some(({ usdPerUnit }) => usdPerUnit === undefined);
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
