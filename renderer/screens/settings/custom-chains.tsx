import { Plus } from 'lucide-react';
import { useRef, useState, type FormEvent } from 'react';
import type { Chain } from '../../../shared/chains/chain';
import { sentence } from '../../bridge/connection-calls';
import { removeCustomChain, setCustomChain } from '../../bridge/records-calls';
import { Button } from '../../components/button';
import { TextField } from '../../components/field';
import { useInvalidFocus } from '../../components/use-invalid-focus';
import { useRecords } from '../../stores/use-stores';
import { chainsWith } from '../chains';
import styles from './chain-settings.module.css';
import {
  customChainFrom,
  type CustomChainDraft,
  type CustomChainErrors,
} from './custom-chain-input';

const EMPTY: CustomChainDraft = { name: '', chainId: '', nativeCode: '', url: '' };

/** Any EVM chain can be watched that has a server to ask. */
export function AddCustomChain({ onAdded }: { readonly onAdded: (id: string) => void }) {
  const [state, setState] = useState<'unused' | 'open' | 'closed'>('unused');
  if (state !== 'open')
    return (
      // The focus was in the form that it took the place of.
      <Button
        className={styles.addChain}
        autoFocus={state === 'closed'}
        onClick={() => setState('open')}
      >
        <Plus /> Add an EVM chain
      </Button>
    );
  return (
    <CustomChainForm
      onClose={(id) => {
        setState('closed');
        if (id !== undefined) onAdded(id);
      }}
    />
  );
}

function CustomChainForm({ onClose }: { readonly onClose: (id?: string) => void }) {
  const custom = useRecords(({ records }) => records['custom-chain']);
  const [draft, setDraft] = useState(EMPTY);
  const [errors, setErrors] = useState<CustomChainErrors>({});
  const [refusal, setRefusal] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const leadToInvalid = useInvalidFocus(form);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const typed = customChainFrom(draft, chainsWith(custom));
    setErrors(typed.ok ? {} : typed.errors);
    setRefusal(undefined);
    if (!typed.ok) {
      leadToInvalid();
      return;
    }
    setBusy(true);
    const result = await setCustomChain(typed.chain);
    setBusy(false);
    if (result.ok) onClose(`evm${typed.chain.chainId}`);
    else setRefusal(sentence(result.failure));
  };
  const field = (name: keyof CustomChainDraft, label: string, placeholder: string) => (
    <TextField
      label={label}
      placeholder={placeholder}
      value={draft[name]}
      error={errors[name]}
      autoFocus={name === 'name'}
      onChange={(event) => setDraft({ ...draft, [name]: event.currentTarget.value })}
    />
  );
  return (
    <form
      ref={form}
      className={styles.chainForm}
      aria-label="An EVM chain"
      noValidate
      onSubmit={(event) => void submit(event)}
    >
      {field('name', 'Name', 'Gnosis')}
      {field('chainId', 'Chain id', '100')}
      {field('nativeCode', 'Its coin', 'XDAI')}
      <div className={styles.whole}>{field('url', 'RPC address', 'https://rpc.example.com')}</div>
      {refusal === undefined ? null : (
        <p className={`${styles.failure} ${styles.whole}`} role="alert">
          {refusal}
        </p>
      )}
      <div className={`${styles.buttons} ${styles.whole}`}>
        <Button onClick={() => onClose()}>Cancel</Button>
        <Button type="submit" busy={busy}>
          Add chain
        </Button>
      </div>
    </form>
  );
}

/** Refused by main while a wallet is watched on it. */
export function RemoveCustomChain({ chain }: { readonly chain: Chain }) {
  const [refusal, setRefusal] = useState<string | undefined>();
  const remove = async () => {
    const result = await removeCustomChain(chain.id);
    if (!result.ok) setRefusal(sentence(result.failure));
  };
  return (
    <div>
      <Button look="danger" onClick={() => void remove()}>
        Remove {chain.name}
      </Button>
      {refusal === undefined ? null : (
        <p className={styles.failure} role="alert">
          {refusal}
        </p>
      )}
    </div>
  );
}
