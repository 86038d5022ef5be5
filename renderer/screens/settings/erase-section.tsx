import { useRef, useState, type FormEvent } from 'react';
import { ERASE_WORD } from '../../../shared/contract/erase-word';
import type { ErasedView } from '../../../shared/contract/erased-view';
import { sentence } from '../../bridge/connection-calls';
import { eraseEverything } from '../../bridge/erase-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { TextField } from '../../components/field';
import { intoView, useInvalidFocus } from '../../components/use-invalid-focus';
import form from '../connections/form.module.css';
import styles from './settings-screen.module.css';

/** The way out: everything that Portolan keeps, on this computer, at once. */
export function EraseSection() {
  const [open, setOpen] = useState(false);
  return (
    <section aria-labelledby="erase">
      <h2 id="erase" tabIndex={-1} className={styles.heading}>
        Erase everything
      </h2>
      <div className={styles.line}>
        <div>
          <div className={styles.name}>Connections, keys, history, settings, logs and caches</div>
          <div className={styles.hint}>
            All that Portolan keeps on this computer. Copies that you or the system made elsewhere
            stay, and so do the keys at the venues.
          </div>
        </div>
        <Button look="danger" onClick={() => setOpen(true)}>
          Erase everything…
        </Button>
      </div>
      {open ? <EraseDialog onClose={() => setOpen(false)} /> : null}
    </section>
  );
}

function EraseDialog({ onClose }: { readonly onClose: () => void }) {
  const [word, setWord] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const box = useRef<HTMLFormElement>(null);
  const leadToInvalid = useInvalidFocus(box);
  const [error, setError] = useState<string | undefined>();
  const [erased, setErased] = useState<ErasedView | undefined>();
  const isOther = word.trim() !== ERASE_WORD;
  if (erased !== undefined) return <ErasedDialog erased={erased} />;
  const erase = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setTried(true);
    if (isOther) {
      leadToInvalid();
      return;
    }
    setBusy(true);
    const result = await eraseEverything();
    setBusy(false);
    if (result.ok) setErased(result.value);
    else setError(sentence(result.failure));
  };
  return (
    <Dialog
      open
      title="Erase everything?"
      onClose={() => {
        if (!busy) onClose();
      }}
    >
      <form ref={box} className={form.form} onSubmit={(event) => void erase(event)}>
        <p>
          Every connection and its key, everything recorded and entered, the settings, logs and
          caches are deleted from this computer. This cannot be undone.
        </p>
        <TextField
          label={`Type ${ERASE_WORD} to go on`}
          value={word}
          autoFocus
          autoComplete="off"
          readOnly={busy}
          error={
            tried && isOther
              ? `Nothing was erased: type ${ERASE_WORD}, in capitals, to go on.`
              : undefined
          }
          onChange={(event) => setWord(event.currentTarget.value)}
        />
        {error === undefined ? null : (
          <p ref={intoView} className={form.failure} role="alert">
            {error}
          </p>
        )}
        <div className={form.buttons}>
          <Button why={busy ? 'It is being erased' : undefined} onClick={onClose}>
            Keep everything
          </Button>
          <Button type="submit" look="danger" busy={busy}>
            Erase everything
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Nothing runs any more: all that is left is to close the window. */
function ErasedDialog({ erased: { left } }: { readonly erased: ErasedView }) {
  const quit = () => window.close();
  return (
    <Dialog
      open
      title={left.length === 0 ? 'Everything is erased' : 'Nearly everything is erased'}
      onClose={quit}
    >
      <div className={form.form}>
        {left.length === 0 ? (
          <p>
            Portolan keeps nothing on this computer any more. Delete your keys at the venues too.
          </p>
        ) : (
          left.map((one) => <p key={one}>{one}</p>)
        )}
        <div className={form.buttons}>
          <Button look="primary" autoFocus onClick={quit}>
            Close Portolan
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
