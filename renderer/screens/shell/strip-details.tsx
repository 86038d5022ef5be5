import { Popover } from 'radix-ui';
import type { ReactNode } from 'react';
import { untilText } from '../../../shared/base/until-text';
import type { StatusView } from '../../../shared/contract/status-view';
import type { Instant } from '../../../shared/base/failure';
import type { StreamStatus } from '../../../shared/portfolio/venue';
import { failureText, sentences, wholeSentence } from '../../../shared/base/sentences';
import { refreshAll } from '../../bridge/actions';
import { Button } from '../../components/button';
import popover from '../../components/popover.module.css';
import { agoText, countdownText, dateTimeText } from '../../components/time';
import { connectionLabel } from '../../stores/connections-store';
import { useConnections, useNow } from '../../stores/use-stores';
import { ACCOUNT_TYPE_NAMES, venueName } from '../names';
import styles from './strip-details.module.css';
import type { StripTopic } from './status-figures';

export interface StripDetailsProps {
  readonly topic: StripTopic;
  readonly name: string;
  readonly anchor: HTMLElement;
  readonly status: StatusView;
  readonly onClose: () => void;
}

/** The whole story behind a figure of the strip. */
export default function StripDetails({ topic, name, anchor, status, onClose }: StripDetailsProps) {
  return (
    <Popover.Root open onOpenChange={(open) => !open && onClose()}>
      <Popover.Anchor virtualRef={{ current: anchor }} />
      <Popover.Portal>
        <Popover.Content
          className={popover.content}
          side="top"
          sideOffset={6}
          collisionPadding={8}
          aria-label={name}
          onInteractOutside={(event) => {
            if (event.target instanceof Node && anchor.contains(event.target))
              event.preventDefault();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            anchor.focus();
          }}
        >
          <h2 className={styles.title}>{name}</h2>
          {details(topic, status)}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function details(topic: StripTopic, status: StatusView): ReactNode {
  switch (topic) {
    case 'streams':
      return <Streams streams={status.streams} />;
    case 'refresh':
      return <Refresh refresh={status.refresh} />;
    case 'rate-limits':
      return <RateLimits limits={status.rateLimits} />;
    case 'prices':
      return <Prices prices={status.prices} />;
    case 'database':
      return <Database database={status.database} />;
  }
}

const STREAM_WORDS = {
  live: 'live',
  connecting: 'connecting',
  polling: 'polled',
  off: 'off',
} as const;

function Streams({ streams }: { readonly streams: StatusView['streams'] }) {
  const connections = useConnections((state) => state);
  const now = useNow();
  if (streams.length === 0)
    return <p>No account is watched. Streams start with the first connection.</p>;
  return (
    <ul className={styles.list}>
      {streams.map((stream) => (
        <li key={`${stream.connectionId}/${stream.accountType}`}>
          <div className={styles.pair}>
            <span>
              {connectionLabel(connections, stream.connectionId)} ·{' '}
              {ACCOUNT_TYPE_NAMES[stream.accountType]}
            </span>
            <span className={stream.failure === undefined ? styles.soft : styles.bad}>
              {STREAM_WORDS[stream.state]}
            </span>
          </div>
          <div className={styles.soft}>{streamStory(stream, now)}</div>
        </li>
      ))}
    </ul>
  );
}

function streamStory(stream: StreamStatus, now: Instant): string {
  if (stream.failure !== undefined) return failureText(stream.failure);
  if (stream.state === 'polling') return 'no stream for it: read at each refresh';
  return stream.lastEventAt === undefined
    ? `since ${dateTimeText(stream.since)}`
    : `last event ${agoText(stream.lastEventAt, now)}`;
}

function Refresh({ refresh }: { readonly refresh: StatusView['refresh'] }) {
  const now = useNow();
  return (
    <div className={styles.stack}>
      <p>
        {refresh.lastAt === undefined
          ? 'Nothing has been read since the start.'
          : `Everything was last read ${agoText(refresh.lastAt, now)}, at ${dateTimeText(refresh.lastAt)}.`}
      </p>
      {refresh.nextAt === undefined ? null : <p>Next in {countdownText(refresh.nextAt, now)}.</p>}
      <Button busy={refresh.running} onClick={() => void refreshAll()}>
        Refresh now
      </Button>
    </div>
  );
}

function RateLimits({ limits }: { readonly limits: StatusView['rateLimits'] }) {
  const venues = useConnections((state) => state.venues);
  const now = useNow();
  if (limits.length === 0) return <p>No venue has been called yet.</p>;
  return (
    <ul className={styles.list}>
      {limits.map(({ venue, used, pausedUntil }) => (
        <li key={venue}>
          <div className={styles.pair}>
            <span>{venueName(venue, venues)}</span>
            <span>{Math.round(used * 100)}&#8239;%</span>
          </div>
          <div className={styles.meter}>
            <div style={{ width: `${Math.min(100, used * 100)}%` }} />
          </div>
          {pausedUntil !== undefined && pausedUntil > now ? (
            <div className={styles.warning}>
              Paused until {untilText(pausedUntil)}, for {countdownText(pausedUntil, now)}: the
              venue asked to slow down.
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

function Prices({ prices }: { readonly prices: StatusView['prices'] }) {
  const venues = useConnections((state) => state.venues);
  const now = useNow();
  const failures = Object.entries(prices.failures);
  return (
    <div className={styles.stack}>
      <p>
        {prices.lastAt === undefined
          ? 'No price has arrived yet.'
          : `The newest price came ${agoText(prices.lastAt, now)}.`}
      </p>
      {failures.map(([venue, failure]) => (
        <p key={venue} className={styles.bad}>
          {venueName(venue, venues)}: {failureText(failure)}
        </p>
      ))}
    </div>
  );
}

function Database({ database }: { readonly database: StatusView['database'] }) {
  switch (database.state) {
    case 'opening':
      return <p>The history opens. Balances are shown meanwhile.</p>;
    case 'failed':
      return (
        <div className={styles.stack}>
          <p className={styles.bad}>{wholeSentence(database.failure.message)}</p>
          <p>
            {database.failure.hint ?? 'Live balances are shown; their history is not recorded.'}
          </p>
        </div>
      );
    case 'ready':
      if (database.refusing !== undefined)
        return (
          <div className={styles.stack}>
            <p className={styles.bad}>{wholeSentence(database.refusing.failure.message)}</p>
            <p>
              {sentences(
                database.refusing.failure.hint,
                'Live balances are shown; their history is not recorded.',
              )}
            </p>
          </div>
        );
      return (
        <p>
          {database.engine} is ready.{' '}
          {database.waiting === 0
            ? 'Everything is written.'
            : `${database.waiting} writes are waiting.`}
        </p>
      );
  }
}
