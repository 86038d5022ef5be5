import { lazy, Suspense, useState } from 'react';
import { classes } from '../../components/classes';
import { VisuallyHidden } from '../../components/visually-hidden';
import { useNow, useRefresh, useStatus } from '../../stores/use-stores';
import {
  databaseFigure,
  priceFigure,
  rateLimitFigure,
  refreshFigure,
  streamFigure,
  type StripFigure,
  type StripTopic,
} from './status-figures';
import styles from './status-strip.module.css';

const StripDetails = lazy(() => import('./strip-details'));

const NAMES: Readonly<Record<StripTopic, string>> = {
  streams: 'Streams',
  refresh: 'Refresh',
  'rate-limits': 'Rate limits',
  prices: 'Prices',
  database: 'Database',
};

/** How fresh and how well everything is, on every screen. Each figure opens its details. */
export function StatusStrip() {
  const status = useStatus((state) => state.status);
  const now = useNow();
  const heldUntil = useRefresh((state) => state.heldUntil);
  const isHeld = heldUntil !== undefined && heldUntil > now;
  const [open, setOpen] = useState<{ topic: StripTopic; anchor: HTMLElement } | undefined>();
  if (status === undefined) return <footer className={styles.strip} aria-label="Status" />;
  const figure = (topic: StripTopic, { tone, text }: StripFigure) => (
    <button
      key={topic}
      type="button"
      className={classes(styles.figure, styles[tone])}
      aria-label={`${NAMES[topic]}: ${text}`}
      aria-haspopup="dialog"
      aria-expanded={open?.topic === topic}
      onClick={(event) => {
        const anchor = event.currentTarget;
        setOpen((current) => (current?.topic === topic ? undefined : { topic, anchor }));
      }}
    >
      <span className={styles.dot} aria-hidden="true" />
      {text}
    </button>
  );
  return (
    <footer className={styles.strip} aria-label="Status">
      {figure('streams', streamFigure(status.streams))}
      {figure('refresh', refreshFigure(status.refresh, now, heldUntil))}
      <VisuallyHidden>
        <span role="status">{isHeld ? 'Read just now. Try again in a few seconds.' : ''}</span>
      </VisuallyHidden>
      <span className={styles.gap} />
      {figure('rate-limits', rateLimitFigure(status.rateLimits, now))}
      {figure('prices', priceFigure(status.prices, now))}
      {figure('database', databaseFigure(status.database))}
      {open === undefined ? null : (
        <Suspense fallback={null}>
          <StripDetails
            topic={open.topic}
            name={NAMES[open.topic]}
            anchor={open.anchor}
            status={status}
            onClose={() => setOpen(undefined)}
          />
        </Suspense>
      )}
    </footer>
  );
}
