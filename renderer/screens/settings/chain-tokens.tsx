import { Trash2 } from 'lucide-react';
import { useRef, useState, type FormEvent } from 'react';
import type { AddedToken } from '../../../shared/chains/chain-records';
import type { Chain } from '../../../shared/chains/chain';
import { sentence } from '../../bridge/connection-calls';
import { addToken, removeToken } from '../../bridge/records-calls';
import { Button, IconButton } from '../../components/button';
import { AddressField } from '../../components/address-field';
import styles from './chain-settings.module.css';
import { contractError } from './token-contract';

/** Tokens that are looked for beside those of the list, by their contract: a name is no identity. */
export function ChainTokens({
  chain,
  tokens,
}: {
  readonly chain: Chain;
  readonly tokens: readonly AddedToken[];
}) {
  const form = useRef<HTMLFormElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | undefined>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const value = new FormData(form.current ?? undefined).get('address');
    const contract = typeof value === 'string' ? value.trim() : '';
    const error = contractError(contract, chain.family);
    setProblem(error);
    if (error !== undefined) return;
    setBusy(true);
    const result = await addToken(chain.id, contract);
    setBusy(false);
    if (result.ok) form.current?.reset();
    else setProblem(sentence(result.failure));
  };
  return (
    <section aria-label={`Tokens on ${chain.name}`}>
      <h3 className={styles.heading}>Tokens added by contract</h3>
      {tokens.length === 0 ? (
        <p className={styles.hint}>
          None. Well-known tokens are found without this; what else is found waits in quarantine.
        </p>
      ) : (
        <ul className={styles.servers}>
          {tokens.map(({ contract }) => (
            <li key={contract}>
              <code>{contract}</code>
              <IconButton
                label={`Remove ${contract}`}
                onClick={() => void removeToken(chain.id, contract)}
              >
                <Trash2 />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      <form ref={form} className={styles.add} noValidate onSubmit={(event) => void submit(event)}>
        <AddressField
          label={chain.family === 'evm' ? 'Contract of a token' : 'Mint of a token'}
          placeholder={chain.family === 'evm' ? '0x…' : ''}
          onChange={() => setProblem(undefined)}
        />
        <Button type="submit" busy={busy} className={styles.addButton}>
          Add token
        </Button>
      </form>
      {problem === undefined ? null : (
        <p className={styles.failure} role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
