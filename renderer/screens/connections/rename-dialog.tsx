import { useRef, useState, type FormEvent } from 'react';
import type { Connection } from '../../../shared/portfolio/venue';
import { renameConnection, sentence } from '../../bridge/connection-calls';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { TextField } from '../../components/field';
import { useInvalidFocus } from '../../components/use-invalid-focus';
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
  const form = useRef<HTMLFormElement>(null);
  const leadToInvalid = useInvalidFocus(form);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (label.trim() === '') {
      setError('Give it a name.');
      leadToInvalid();
      return;
    }
    setBusy(true);
    const result = await renameConnection(connection.id, label.trim());
    setBusy(false);
    if (result.ok) onClose();
    else {
      setError(sentence(result.failure));
      leadToInvalid();
    }
  };
  return (
    <Dialog open title="Rename the connection" onClose={onClose}>
      <form ref={form} className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
        <TextField
          label="Name"
          value={label}
          required
          maxLength={60}
          autoFocus
          error={error}
          onChange={(event) => {
            setLabel(event.currentTarget.value);
            setError(undefined);
          }}
        />
        <div className={styles.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={busy}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
