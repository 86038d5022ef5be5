import { useId } from 'react';
import type { Chain } from '../../../shared/chains/chain';
import { Checkbox } from '../../components/field';
import styles from './form.module.css';

/** On which chains to look for one address. */
export function ChainChecklist({
  chains,
  chosen,
  error,
  onChange,
}: {
  readonly chains: readonly Chain[];
  readonly chosen: ReadonlySet<string>;
  readonly error?: string | undefined;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}) {
  const noteId = useId();
  const every = chains.every(({ id }) => chosen.has(id));
  return (
    <fieldset className={styles.checklist}>
      <legend className={styles.legend}>
        Chains
        <button
          type="button"
          className={styles.link}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error === undefined ? undefined : noteId}
          onClick={() => onChange(new Set(every ? [] : chains.map(({ id }) => id)))}
        >
          {every ? 'None' : 'All'}
        </button>
      </legend>
      {error === undefined ? null : (
        <p id={noteId} className={styles.refusal} role="alert">
          {error}
        </p>
      )}
      {chains.map(({ id, name }) => (
        <Checkbox
          key={id}
          checked={chosen.has(id)}
          onChange={(checked) => {
            const next = new Set(chosen);
            if (checked) next.add(id);
            else next.delete(id);
            onChange(next);
          }}
        >
          {name}
        </Checkbox>
      ))}
    </fieldset>
  );
}
