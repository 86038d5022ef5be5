import { useRef, useState, type FormEvent } from 'react';
import type { Connection } from '../../../shared/portfolio/venue';
import { sentence } from '../../bridge/connection-calls';
import { setWalletSearch } from '../../bridge/records-calls';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { usePortfolio, useRecords } from '../../stores/use-stores';
import { intoView } from '../../components/use-invalid-focus';
import styles from './form.module.css';
import { reachWords } from './reach-words';
import { searchedFamily, searchIn, WalletSearchField } from './wallet-search-field';

/** How far a wallet was looked through, and how far it is from now on. */
export function WalletSearchDialog({
  connection,
  onClose,
}: {
  readonly connection: Connection;
  readonly onClose: () => void;
}) {
  const form = useRef<HTMLFormElement>(null);
  const records = useRecords((state) => state.records);
  const reach = usePortfolio((state) =>
    state.phase === 'ready'
      ? state.coverage.find(({ connectionId }) => connectionId === connection.id)?.reach
      : undefined,
  );
  const [error, setError] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const family = searchedFamily(connection.venue, records['custom-chain']);
  const search = records['wallet-search'].find((one) => one.connectionId === connection.id);
  if (family === undefined) return null;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const data = new FormData(form.current ?? undefined);
    const read = (name: string): string => {
      const value = data.get(name);
      return typeof value === 'string' ? value : '';
    };
    setBusy(true);
    const chosen = searchIn(family, read);
    const result = await setWalletSearch({ ...chosen, connectionId: connection.id });
    setBusy(false);
    if (result.ok) onClose();
    else setError(sentence(result.failure));
  };
  return (
    <Dialog open title={`How far to look in ${connection.label}`} onClose={onClose}>
      <form ref={form} className={styles.form} onSubmit={(event) => void submit(event)}>
        {reach === undefined ? null : <p className={styles.hint}>{reachWords(reach)}</p>}
        <WalletSearchField family={family} {...(search === undefined ? {} : { search })} />
        {error === undefined ? null : (
          <p ref={intoView} className={styles.failure} role="alert">
            {error}
          </p>
        )}
        <div className={styles.buttons}>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" busy={busy}>
            Look again
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
