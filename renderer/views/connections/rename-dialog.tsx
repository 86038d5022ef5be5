import { useState, type FormEvent } from 'react';
import type { Connection } from '../../../shared/portfolio/venue';
import { renameConnection, sentence } from '../../bridge/connection-calls';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { TextField } from '../../components/field';
import styles from './form.module.css';

export function RenameDialog({
  connection,
  onClose,
}: {
  readonly connection: Connection;
  readonly onClose: () => void;
}) {
  const [label, setLabel] = useState(connection.label);
  const [error, setError] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const result = await renameConnection(connection.id, label.trim());
    setBusy(false);
    if (result.ok) onClose();
    else setError(sentence(result.failure));
  };
  return (
    <Dialog open title="Rename the connection" onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void submit(event)}>
        <TextField
          label="Name"
          value={label}
          required
          maxLength={60}
          autoFocus
          error={error}
          onChange={(event) => setLabel(event.currentTarget.value)}
        />
        <div className={styles.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={busy} disabled={label.trim() === ''}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
