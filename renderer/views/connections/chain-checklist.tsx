import type { Chain } from '../../../shared/wallets/chain';
import { Checkbox } from '../../components/field';
import styles from './form.module.css';

/** On which chains to look for one address. */
export function ChainChecklist({
  chains,
  chosen,
  onChange,
}: {
  readonly chains: readonly Chain[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}) {
  const every = chains.every(({ id }) => chosen.has(id));
  return (
    <fieldset className={styles.checklist}>
      <legend className={styles.legend}>
        Chains
        <button
          type="button"
          className={styles.link}
          onClick={() => onChange(new Set(every ? [] : chains.map(({ id }) => id)))}
        >
          {every ? 'None' : 'All'}
        </button>
      </legend>
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
