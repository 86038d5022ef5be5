import { useState } from 'react';
import type { Connection } from '../../../shared/portfolio/venue';
import { removeConnection, sentence } from '../../bridge/connection-calls';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import styles from './form.module.css';

export function RemoveDialog({
  connection,
  onClose,
}: {
  readonly connection: Connection;
  readonly onClose: () => void;
}) {
  const [error, setError] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    const result = await removeConnection(connection.id);
    setBusy(false);
    if (result.ok) onClose();
    else setError(sentence(result.failure));
  };
  return (
    <Dialog open title={`Remove ${connection.label}?`} onClose={onClose}>
      <div className={styles.form}>
        <p>
          Its balances leave the total, and its secret is forgotten. Recorded history stays. The key
          itself lives on at the venue: delete it there too.
        </p>
        {error === undefined ? null : (
          <p className={styles.failure} role="alert">
            {error}
          </p>
        )}
        <div className={styles.buttons}>
          <Button autoFocus onClick={onClose}>
            Keep it
          </Button>
          <Button look="danger" busy={busy} onClick={() => void remove()}>
            Remove
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
