import { useEffect, useState } from 'react';
import type { Result } from '../../../shared/base/failure';
import type { Connection, KeyProbe } from '../../../shared/portfolio/venue';
import { sentence, testConnection } from '../../bridge/connection-calls';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { Skeleton } from '../../components/skeleton';
import { dateTimeText } from '../../components/time';
import { useConnections } from '../../stores/use-stores';
import { venueName } from '../names';
import styles from './form.module.css';
import { ProbeReport } from './probe-report';

/** Asks the venue again what the stored key may do. */
export function ProbeDialog({
  connection,
  onClose,
}: {
  readonly connection: Connection;
  readonly onClose: () => void;
}) {
  const [result, setResult] = useState<Result<KeyProbe> | undefined>();
  const [attempt, setAttempt] = useState(1);
  useEffect(() => {
    let wanted = true;
    void testConnection(connection.id).then((answer) => {
      if (wanted) setResult(answer);
    });
    return () => {
      wanted = false;
    };
  }, [connection.id, attempt]);
  const venues = useConnections((state) => state.venues);
  const isWallet = venues?.find(({ id }) => id === connection.venue)?.kind === 'chain';
  return (
    <Dialog
      open
      title={`The ${isWallet ? 'address' : 'key'} of ${connection.label}`}
      onClose={onClose}
    >
      <div className={styles.form} aria-busy={result === undefined}>
        {result === undefined ? (
          <>
            <p className={styles.hint} role="status">
              Asking {venueName(connection.venue, venues)}…
            </p>
            <Skeleton height={120} />
          </>
        ) : result.ok ? (
          <>
            <ProbeReport probe={result.value} isWallet={isWallet} />
            <p className={styles.hint}>Asked on {dateTimeText(result.value.at)}.</p>
          </>
        ) : (
          <>
            <p className={styles.failure} role="alert">
              {sentence(result.failure)}
            </p>
            <div className={styles.buttons}>
              <Button
                autoFocus
                onClick={() => {
                  setResult(undefined);
                  setAttempt(attempt + 1);
                }}
              >
                Ask again
              </Button>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}
