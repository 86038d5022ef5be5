import { ChartLine, Table2 } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { decimal } from '../../../shared/base/decimal';
import type { RebalanceInput } from '../../../shared/rebalancing/rebalance-input';
import type { TolerancePoint } from '../../../shared/rebalancing/tolerance-curve';
import { IconButton } from '../../components/button';
import { inQuote, useQuote } from '../../components/use-money';
import { curveWhenIdle, type Idle } from './idle-curve';
import styles from './tolerance-section.module.css';
import { ToleranceTable } from './tolerance-table';

const ToleranceChart = lazy(() => import('../../charts/tolerance-chart'));

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
  const quote = useQuote();
  const [asTable, setAsTable] = useState(false);
  const current = decimal(input.targets.bandPoints);
  return (
    <section className={styles.section} aria-labelledby="tolerance">
      <div className={styles.top}>
        <h2 id="tolerance" className={styles.heading}>
          Tolerance: cost against the drift that is left
        </h2>
        <IconButton
          label={asTable ? 'Show tolerance as a chart' : 'Show tolerance as a table'}
          onClick={() => setAsTable(!asTable)}
        >
          {asTable ? <ChartLine /> : <Table2 />}
        </IconButton>
      </div>
      {/* Of one height, whatever is in it: nothing moves while the curve is made. */}
      <div className={styles.place}>
        {curve === undefined ? (
          <Pending />
        ) : asTable ? (
          <ToleranceTable points={curve} current={current} />
        ) : (
          <Suspense fallback={<Pending />}>
            <ToleranceChart
              points={curve.map(({ costUsd, ...point }) => ({
                ...point,
                cost: inQuote(costUsd, quote),
              }))}
              current={current}
              currency={quote.currency}
            />
          </Suspense>
        )}
      </div>
      <p className={styles.note}>
        The band is half its width, in percentage points.
        {input.targets.bandRelative === undefined
          ? ''
          : ' Your band relative to each target is left out of the comparison.'}
      </p>
    </section>
  );
}

function Pending() {
  return <div className={styles.pending} aria-busy="true" aria-label="The curve is being made" />;
}
