import type { CoverageCell, CoverageState } from '../../../shared/portfolio/coverage';
import type { Failure, Instant } from '../../../shared/portfolio/failure';
import { agoText, countdownText, dateTimeText } from '../../components/time';
import type { StreamStatus } from '../../../shared/portfolio/venue';
import { useNow, useStatus } from '../../stores/use-stores';
import styles from './coverage-words.module.css';

export type CoverageName = CoverageState['state'];

export const COVERAGE_NAMES: Readonly<Record<CoverageName, string>> = {
  pending: 'Being read',
  ok: 'Read',
  empty: 'Empty',
  stale: 'Carried on',
  failed: 'Failed',
  'no-permission': 'No permission',
  unsupported: 'Not supported',
};

/** What was called, when, what came back, and what to do about it. */
export function CoverageWords({ cell }: { readonly cell: CoverageCell }) {
  const now = useNow();
  const stream = useStatus(({ status }) =>
    status?.streams.find(
      ({ connectionId, accountType }) =>
        connectionId === cell.connectionId && accountType === cell.accountType,
    ),
  );
  return (
    <dl className={styles.words}>
      <div>
        <dt>Called</dt>
        <dd>
          <code>{cell.source}</code>
        </dd>
      </div>
      <div>
        <dt>Outcome</dt>
        <dd>{outcome(cell.coverage, now)}</dd>
      </div>
      {stream === undefined ? null : (
        <div>
          <dt>Between</dt>
          <dd>{streamWords(stream, now)}</dd>
        </div>
      )}
      {advice(cell.coverage, now).map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How changes arrive between two refreshes. */
function streamWords(stream: StreamStatus, now: Instant): string {
  switch (stream.state) {
    case 'live':
      return stream.lastEventAt === undefined
        ? `A live stream, silent since ${dateTimeText(stream.since)}.`
        : `A live stream, last event ${agoText(stream.lastEventAt, now)}.`;
    case 'connecting':
      return stream.failure === undefined
        ? 'The stream is being connected.'
        : `The stream is being connected again: ${stream.failure.message}`;
    case 'polling':
      return 'No stream: read at each refresh.';
    case 'off':
      return stream.failure?.message ?? 'The stream is off.';
  }
}

function outcome(coverage: CoverageState, now: Instant): string {
  switch (coverage.state) {
    case 'pending':
      return 'No answer yet.';
    case 'ok':
      return `${coverage.balances} ${coverage.balances === 1 ? 'balance' : 'balances'}, ${agoText(coverage.at, now)} (${dateTimeText(coverage.at)}).`;
    case 'empty':
      return `The venue answered that there is nothing in it, ${agoText(coverage.at, now)}.`;
    case 'stale':
      return `The last good answer came ${agoText(coverage.at, now)} (${dateTimeText(coverage.at)}). Its balances are carried on.`;
    case 'failed':
      return 'It has never been read, so nothing of it is in the total.';
    case 'no-permission':
      return 'The key may not read it, so nothing of it is in the total.';
    case 'unsupported':
      return coverage.reason;
  }
}

function advice(coverage: CoverageState, now: Instant): readonly (readonly [string, string])[] {
  if (!('failure' in coverage) || coverage.failure === undefined) return [];
  const { failure } = coverage;
  return [
    ['Cause', failure.message],
    ['What to do', failure.hint ?? whatHappensNext(failure, now)],
  ];
}

/** Where a failure brings no advice of its own: what the app does by itself, or awaits. */
function whatHappensNext(failure: Failure, now: Instant): string {
  switch (failure.retry.kind) {
    case 'backoff':
      return 'Nothing: it is tried again by itself.';
    case 'after':
      return `Nothing: it is tried again in ${countdownText(failure.retry.at, now)}.`;
    case 'user-action':
      return 'Check the key at the venue, then replace it here.';
    case 'never':
      return 'Nothing can be done about it here.';
  }
}
