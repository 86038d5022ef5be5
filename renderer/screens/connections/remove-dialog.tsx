import { useState } from 'react';
import type { Connection, VenueInfo } from '../../../shared/portfolio/venue';
import { removeConnection, sentence } from '../../bridge/connection-calls';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { useConnections } from '../../stores/use-stores';
import { intoView } from '../../components/use-invalid-focus';
import styles from './form.module.css';

const CONSEQUENCES: Readonly<Record<VenueInfo['kind'], string>> = {
  exchange:
    'Its balances leave the total, and its secret is forgotten. Recorded history stays. The key itself lives on at the venue: delete it there too.',
  chain: 'Its balances leave the total, and its address is forgotten. Recorded history stays.',
  manual:
    'What you entered leaves the total and is forgotten: export it first if you may want it again. Recorded history stays.',
};

export function RemoveDialog({
  connection,
  onClose,
}: {
  readonly connection: Connection;
  readonly onClose: () => void;
}) {
  const kind = useConnections(
    ({ venues }) => venues?.find(({ id }) => id === connection.venue)?.kind ?? 'exchange',
  );
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
        <p>{CONSEQUENCES[kind]}</p>
        {error === undefined ? null : (
          <p ref={intoView} className={styles.failure} role="alert">
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
