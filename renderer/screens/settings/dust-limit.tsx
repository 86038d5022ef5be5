import { useId, useState } from 'react';
import { changeSettings } from '../../bridge/actions';
import { amountError } from './check-amount';
import styles from './settings-screen.module.css';

/** Takes effect when the field is left or Enter is pressed; what cannot be used says why. */
export function DustLimit({ value }: { readonly value: string }) {
  const [typed, setTyped] = useState<string | undefined>();
  const text = typed ?? value;
  const noteId = useId();
  const error = amountError(text);
  const apply = () => {
    const next = text.trim();
    if (error !== undefined) return;
    setTyped(undefined);
    if (next !== value) void changeSettings({ dustBelowUsd: next });
  };
  return (
    <div className={styles.end}>
      <label className={styles.amount}>
        <input
          className={styles.input}
          aria-label="Dust limit in US dollars"
          inputMode="decimal"
          value={text}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error === undefined ? undefined : noteId}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onBlur={apply}
          onKeyDown={(event) => {
            if (event.key === 'Enter') apply();
          }}
        />
        USD
      </label>
      {error === undefined ? null : (
        <span id={noteId} className={styles.error}>
          {error}
        </span>
      )}
    </div>
  );
}
