import { ArrowUp, Trash2 } from 'lucide-react';
import { useRef, useState, type FormEvent } from 'react';
import type { Result } from '../../../shared/base/failure';
import { endpointUrl, type CustomChain } from '../../../shared/chains/chain-records';
import type { RecordsPatch } from '../../../shared/records/records-view';
import { evmChainId, type Chain } from '../../../shared/chains/chain';
import { sentence } from '../../bridge/connection-calls';
import { setChainEndpoints, setCustomChain } from '../../bridge/records-calls';
import { Button, IconButton } from '../../components/button';
import { TextField } from '../../components/field';
import { schemaError } from '../../components/schema-error';
import { useInvalidFocus } from '../../components/use-invalid-focus';
import styles from './chain-settings.module.css';

const MOST_SERVERS = 10;

/** The servers that are asked about a chain, the first one first. */
export function ChainServers({
  chain,
  custom,
  own,
}: {
  readonly chain: Chain;
  readonly custom: CustomChain | undefined;
  readonly own: readonly string[];
}) {
  const [refusal, setRefusal] = useState<string | undefined>();
  const keep = async (urls: readonly string[]): Promise<boolean> => {
    const result = await save(chain, custom, urls);
    setRefusal(result.ok ? undefined : sentence(result.failure));
    return result.ok;
  };
  return (
    <section aria-label={`Servers for ${chain.name}`}>
      <h3 className={styles.heading}>{own.length === 0 ? 'Public servers' : 'Your servers'}</h3>
      <ol className={styles.servers}>
        {own.length === 0
          ? chain.publicEndpoints.map(({ url, operator }) => (
              <li key={url}>
                <code>{url}</code>
                <span className={styles.operator}>{operator}</span>
              </li>
            ))
          : own.map((url, index) => (
              <li key={url}>
                <code>{url}</code>
                <span className={styles.tools}>
                  {index === 0 ? null : (
                    <IconButton
                      label={`Ask ${url} earlier`}
                      onClick={() => void keep(moveUp(own, index))}
                    >
                      <ArrowUp />
                    </IconButton>
                  )}
                  <IconButton
                    label={`Remove ${url}`}
                    why={
                      custom !== undefined && own.length === 1
                        ? 'A chain of your own needs one server at least: add another first'
                        : undefined
                    }
                    onClick={() => void keep(own.filter((one) => one !== url))}
                  >
                    <Trash2 />
                  </IconButton>
                </span>
              </li>
            ))}
      </ol>
      <p className={styles.hint}>{explanation(chain, custom, own)}</p>
      {own.length < MOST_SERVERS ? <AddServer own={own} chain={chain} onAdd={keep} /> : null}
      {refusal === undefined ? null : (
        <p className={styles.failure} role="alert">
          {refusal}
        </p>
      )}
    </section>
  );
}

function save(
  chain: Chain,
  custom: CustomChain | undefined,
  urls: readonly string[],
): Promise<Result<RecordsPatch>> {
  if (custom === undefined) return setChainEndpoints(chain.id, urls);
  const { name, nativeCode } = custom;
  return setCustomChain({ name, nativeCode, chainId: evmChainId(chain), endpoints: [...urls] });
}

function moveUp(urls: readonly string[], index: number): readonly string[] {
  const next = [...urls];
  next.splice(index - 1, 0, ...next.splice(index, 1));
  return next;
}

function explanation(
  chain: Chain,
  custom: CustomChain | undefined,
  own: readonly string[],
): string {
  const keys =
    chain.family === 'bitcoin'
      ? ' An extended public key is never sent, but its addresses are, one after the other.'
      : '';
  if (own.length === 0)
    return `Asked in this order; the next one when one does not answer.${keys} Servers that you add take their place.`;
  if (custom !== undefined) return 'Asked in this order. A chain of your own needs one at least.';
  return `Only these are asked, in this order.${keys} Without any, the public ones are asked again.`;
}

function AddServer({
  own,
  chain,
  onAdd,
}: {
  readonly own: readonly string[];
  readonly chain: Chain;
  readonly onAdd: (urls: readonly string[]) => Promise<boolean>;
}) {
  const [url, setUrl] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const leadToInvalid = useInvalidFocus(form);
  const typed = url.trim();
  const error = own.includes(typed)
    ? 'This server is in the list already.'
    : schemaError(endpointUrl, typed);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (error !== undefined) leadToInvalid();
    if (error !== undefined) return;
    setBusy(true);
    const isKept = await onAdd([...own, typed]);
    setBusy(false);
    if (!isKept) return;
    setUrl('');
    setTried(false);
  };
  return (
    <form ref={form} className={styles.add} noValidate onSubmit={(event) => void submit(event)}>
      <TextField
        label={chain.family === 'bitcoin' ? 'Esplora address' : 'RPC address'}
        placeholder={
          chain.family === 'bitcoin' ? 'http://umbrel.local:3002/api' : 'https://rpc.example.com'
        }
        value={url}
        error={tried ? error : undefined}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <Button type="submit" busy={busy} className={styles.addButton}>
        Add server
      </Button>
    </form>
  );
}
