import { useRef, useState, type FormEvent } from 'react';
import { failure, type Failure } from '../../../shared/base/failure';
import { addConnection, sentence } from '../../bridge/connection-calls';
import { Button } from '../../components/button';
import { TextField } from '../../components/field';
import { intoView, useInvalidFocus } from '../../components/use-invalid-focus';
import { startConnectionTask } from '../../stores/navigation-store';
import { useConnections } from '../../stores/use-stores';
import styles from './form.module.css';

/** A name is all that a manual account takes; what is in it comes next. */
export function ManualForm() {
  const venue = useConnections(({ venues }) => venues?.find(({ kind }) => kind === 'manual'));
  const [label, setLabel] = useState('');
  const [busy, setBusy] = useState(false);
  const [unnamed, setUnnamed] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const leadToInvalid = useInvalidFocus(form);
  const [problem, setProblem] = useState<Failure | undefined>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (label.trim() === '') {
      setUnnamed(true);
      leadToInvalid();
      return;
    }
    if (venue === undefined) {
      setProblem(failure('unsupported', 'Manual accounts are not there yet. Try again.'));
      return;
    }
    setBusy(true);
    const result = await addConnection({
      venue: venue.id,
      label: label.trim(),
      credentials: {},
      secretStorage: 'keychain',
      acceptWithdrawalKey: false,
      acceptOldRuntime: false,
    });
    setBusy(false);
    if (result.ok) startConnectionTask('holdings', result.value.id);
    else setProblem(result.failure);
  };
  return (
    <form ref={form} className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      <p className={styles.hint}>
        For what no venue tells: cash at a bank, a deal that is not settled, coins in a place that
        cannot be read. It is counted with everything else, at market prices.
      </p>
      <TextField
        label="Name"
        value={label}
        placeholder="Bank"
        required
        maxLength={60}
        autoFocus
        error={unnamed ? 'Give it a name.' : undefined}
        onChange={(event) => {
          setLabel(event.currentTarget.value);
          setUnnamed(false);
        }}
      />
      {problem === undefined ? null : (
        <p ref={intoView} className={styles.failure} role="alert">
          {sentence(problem)}
        </p>
      )}
      <div className={styles.buttons}>
        <Button type="submit" look="primary" busy={busy}>
          Create and fill
        </Button>
      </div>
    </form>
  );
}
