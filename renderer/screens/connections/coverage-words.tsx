import {
  isCountedElsewhere,
  isNotOpened,
  unreadParts,
  type CoverageCell,
  type CoverageState,
  type PositionsCoverage,
  type UnreadPartView,
} from '../../../shared/portfolio/coverage';
import type { Instant } from '../../../shared/base/failure';
import { agoText, dateTimeText } from '../../components/time';
import type { StreamStatus } from '../../../shared/portfolio/venue';
import { sentences, wholeSentence } from '../../../shared/base/sentences';
import { useConnections, useNow, useStatus } from '../../stores/use-stores';
import { coverageAdvice } from './coverage-advice';
import { reachWords } from './reach-words';
import styles from './coverage-words.module.css';

export type CoverageName = CoverageState['state'];

export const COVERAGE_NAMES: Readonly<Record<CoverageName, string>> = {
  pending: 'Being read',
  ok: 'Read',
  empty: 'Empty',
  partly: 'Partly read',
  stale: 'Carried on',
  failed: 'Failed',
  'no-permission': 'No permission',
  unsupported: 'Not supported',
};

/** How an account stands, in a word or two; one that was never opened lacks no permission. */
export function coverageName(coverage: CoverageState): string {
  if (isCountedElsewhere(coverage)) return 'Counted elsewhere';
  if (isNotOpened(coverage)) return 'Not opened';
  if (coverage.state === 'stale' && unreadParts(coverage).length > 0)
    return 'Carried on, partly read';
  return COVERAGE_NAMES[coverage.state];
}

/** What was called, when, what came back, and what to do about it. */
export function CoverageWords({ cell }: { readonly cell: CoverageCell }) {
  const now = useNow();
  const venue = useConnections(({ venues }) => venues?.find(({ id }) => id === cell.venue));
  const demo = useConnections(
    ({ connections }) => connections?.find(({ id }) => id === cell.connectionId)?.demo ?? false,
  );
  const advice = coverageAdvice(cell.coverage, { venue, connection: { demo }, now });
  const { coverage, positions } = cell;
  const notSeen = venue?.notSeen?.[cell.accountType] ?? [];
  const failure = 'failure' in coverage ? coverage.failure : undefined;
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
      {[failure, coverage.state === 'stale' ? coverage.also : undefined].map((cause) =>
        cause === undefined ? null : (
          <div key={cause.message}>
            <dt>Cause</dt>
            <dd>{wholeSentence(cause.message)}</dd>
          </div>
        ),
      )}
      {unreadParts(coverage).map((part) => (
        <div key={part.name}>
          <dt>Not read</dt>
          <dd>{partOutcome(part, now)}</dd>
        </div>
      ))}
      {positions === undefined ? null : (
        <div>
          <dt>Positions</dt>
          <dd>{positionsOutcome(positions, now)}</dd>
        </div>
      )}
      {cell.reach === undefined ? null : (
        <div>
          <dt>Looked at</dt>
          <dd>{reachWords(cell.reach)}</dd>
        </div>
      )}
      {advice === undefined || advice.text === '' ? null : (
        <div>
          <dt>What to do</dt>
          <dd>{advice.text}</dd>
        </div>
      )}
      {notSeen.length === 0 ? null : (
        <div>
          <dt>Never seen</dt>
          <dd>{notSeenWords(notSeen, venue?.name ?? cell.venue)}</dd>
        </div>
      )}
    </dl>
  );
}

/** A product that could not be read, why, and what counts of it meanwhile. */
function partOutcome({ name, failure, since }: UnreadPartView, now: Instant): string {
  return sentences(
    `${capitalised(name)}: ${failure.message}`,
    since === undefined
      ? 'Nothing of it is in the total.'
      : `What was in it ${agoText(since, now)} is carried on.`,
  );
}

/** What the venue has beside what is read. */
export function notSeenWords(products: readonly string[], venue: string): string {
  const listed = new Intl.ListFormat('en').format(products);
  return `${capitalised(listed)}. ${venue} tells keys nothing of these, or Portolan does not read them: add what you have there as a manual account.`;
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** Open positions, or why they are not known. */
function positionsOutcome(positions: PositionsCoverage, now: Instant): string {
  if (positions.state === 'ok')
    return positions.open === 0
      ? 'None is open.'
      : `${positions.open} ${positions.open === 1 ? 'is' : 'are'} open. What they gained or lost is in the balances.`;
  const { failure, lastAt } = positions;
  return sentences(
    `They could not be read: ${failure.message}`,
    lastAt === undefined
      ? 'They are missing from the exposure.'
      : `Those of ${agoText(lastAt, now)} are carried on.`,
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
        : `The stream is being connected again: ${wholeSentence(stream.failure.message)}`;
    case 'polling':
      return 'No stream: read at each refresh.';
    case 'off':
      return wholeSentence(stream.failure?.message ?? 'The stream is off.');
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
    case 'partly':
      return `${coverage.balances} ${coverage.balances === 1 ? 'balance' : 'balances'}, ${agoText(coverage.at, now)} (${dateTimeText(coverage.at)}), without what could not be read.`;
    case 'stale':
      return `The last good answer came ${agoText(coverage.at, now)} (${dateTimeText(coverage.at)}). Its balances are carried on.`;
    case 'failed':
      return 'It has never been read, so nothing of it is in the total.';
    case 'no-permission':
      return coverage.failure.code === 'account-not-enabled'
        ? 'It is not opened at the venue, so there is nothing in it.'
        : 'The key may not read it, so nothing of it is in the total.';
    case 'unsupported':
      return coverage.reason;
  }
}
