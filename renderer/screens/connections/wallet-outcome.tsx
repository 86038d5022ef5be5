import type { Failure } from '../../../shared/base/failure';
import { sentence } from '../../bridge/connection-calls';
import { joinNames } from '../chains';
import styles from './form.module.css';
import { failuresByCause, type Watched } from './wallet-input';

/** What became of it: one failure, or one for each cause beside the chains that are watched. */
export function WalletOutcome({
  watched,
  failure,
}: {
  readonly watched: Watched | undefined;
  readonly failure: Failure | undefined;
}) {
  if (failure !== undefined)
    return (
      <p className={styles.failure} role="alert">
        {sentence(failure)}
      </p>
    );
  if (watched === undefined || watched.failed.length === 0) return null;
  const causes = failuresByCause(watched.failed);
  const isOne = causes.length === 1 && watched.done.length === 0;
  return (
    <>
      {watched.done.length === 0 ? null : (
        <p role="status">Watched on {joinNames(watched.done.map(({ name }) => name))}.</p>
      )}
      <div className={styles.failure} role="alert">
        {causes.map(({ names, failure: why }) => (
          <p key={names[0]}>
            {isOne ? '' : `${joinNames(names)}: `}
            {sentence(why)}
          </p>
        ))}
      </div>
    </>
  );
}
