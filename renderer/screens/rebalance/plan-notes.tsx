import { termsFeed } from '../../bridge/rebalance-calls';
import { Button } from '../../components/button';
import { SkeletonLines } from '../../components/skeleton';
import { failureText } from '../../../shared/base/sentences';
import styles from './rebalance-screen.module.css';
import type { Words } from './rebalance-words';
import { useRebalance, type RebalanceView } from './use-rebalancing';

/** Where it is said what is wrong with the amount of money. */
export const MODE_PROBLEM = 'mode-problem';

/** Why there is no plan, or what it leaves out, in the place where the plan is. */
export function PlanNotes({
  view,
  words,
}: {
  readonly view: RebalanceView;
  readonly words: Words;
}) {
  const { board, plan } = view.result;
  if (board.problems.length > 0)
    return (
      <div className={styles.notes} role="alert">
        {board.problems.map((problem) => (
          <p key={problem} className={styles.failed}>
            {problem}
          </p>
        ))}
      </div>
    );
  if (!view.mode.ok)
    return (
      <div className={styles.notes}>
        <p id={MODE_PROBLEM} className={view.mode.untouched ? undefined : styles.failed}>
          {view.mode.problem}
        </p>
      </div>
    );
  return <TermsNotes words={words} isPlanned={plan !== undefined} />;
}

/** What is not known of the venues' terms: the plan leaves it out, and says so. */
function TermsNotes({ words, isPlanned }: { readonly words: Words; readonly isPlanned: boolean }) {
  const { terms, failure } = useRebalance((state) => state.terms);
  const books = useRebalance((state) => state.books.failures);
  if (failure !== undefined)
    return (
      <div className={styles.notes} role="alert">
        <p className={styles.failed}>
          {terms === undefined
            ? 'The venues could not be asked what they let you trade, so there is no plan.'
            : 'The venues could not be asked again: the plan is made of what they said before.'}{' '}
          {failureText(failure)}
        </p>
        <div>
          <Button onClick={() => termsFeed.retry()}>Try again</Button>
        </div>
      </div>
    );
  if (terms === undefined || !isPlanned)
    return (
      <div className={styles.notes} aria-busy="true">
        <p>
          {terms === undefined
            ? 'The venues are being asked for their markets and fees…'
            : 'The plan is being made…'}
        </p>
        <SkeletonLines count={5} lineHeight={36} />
      </div>
    );
  const notes = new Map(
    [...terms.failures, ...books].map((one) => [
      `${one.venue} ${one.failure.message}`,
      `${words.venue(one.venue)}: ${failureText(one.failure)}`,
    ]),
  );
  if (notes.size === 0) return null;
  return (
    <div className={styles.notes} role="status">
      <p className={styles.weak}>
        Not everything is known of the venues, and nothing is planned on what is not.
      </p>
      <ul>
        {[...notes].map(([key, text]) => (
          <li key={key}>{text}</li>
        ))}
      </ul>
    </div>
  );
}
