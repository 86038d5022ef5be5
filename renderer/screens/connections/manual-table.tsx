import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { IconButton } from '../../components/button';
import { VisuallyHidden } from '../../components/visually-hidden';
import styles from './holdings-dialog.module.css';
import { rowErrors, type ManualRow } from './manual-rows';

/** Lines of asset, amount and note, each field with what is wrong with it. */
export function ManualTable({
  rows,
  showErrors,
  onChange,
}: {
  readonly rows: readonly ManualRow[];
  readonly showErrors: boolean;
  readonly onChange: (rows: readonly ManualRow[]) => void;
}) {
  const table = useRef<HTMLTableElement>(null);
  const removed = useRef<number | undefined>(undefined);
  // The focus goes to the line that took the place of the one that was removed.
  useEffect(() => {
    if (removed.current === undefined) return;
    const buttons = table.current?.querySelectorAll<HTMLElement>('tbody button') ?? [];
    [...buttons].at(Math.min(removed.current, buttons.length - 1))?.focus();
    removed.current = undefined;
  }, [rows]);
  if (rows.length === 0) return <p>There is nothing in it.</p>;
  return (
    <table ref={table} className={styles.table}>
      <thead>
        <tr>
          <th scope="col">Asset</th>
          <th scope="col" className={styles.amount}>
            Amount
          </th>
          <th scope="col">Note</th>
          <th scope="col">
            <VisuallyHidden>Remove</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <Line
            key={row.key}
            row={row}
            number={index + 1}
            showErrors={showErrors}
            autoFocus={index === rows.length - 1 && row.code === ''}
            onChange={(next) => onChange(rows.map((one) => (one.key === row.key ? next : one)))}
            onRemove={() => {
              removed.current = index;
              onChange(rows.filter((one) => one.key !== row.key));
            }}
          />
        ))}
      </tbody>
    </table>
  );
}

function Line({
  row,
  number,
  showErrors,
  autoFocus,
  onChange,
  onRemove,
}: {
  readonly row: ManualRow;
  readonly number: number;
  readonly showErrors: boolean;
  readonly autoFocus: boolean;
  readonly onChange: (row: ManualRow) => void;
  readonly onRemove: () => void;
}) {
  const errors = showErrors ? rowErrors(row) : {};
  const field = (name: 'code' | 'amount' | 'note', label: string, placeholder: string) => {
    const error = errors[name];
    const noteId = `manual-${row.key}-${name}`;
    return (
      <>
        <input
          className={`${styles.input} ${name === 'amount' ? styles.amount : ''}`}
          aria-label={`${label} in line ${number}`}
          placeholder={placeholder}
          value={row[name]}
          inputMode={name === 'amount' ? 'decimal' : 'text'}
          autoComplete="off"
          spellCheck={false}
          autoFocus={autoFocus && name === 'code'}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error === undefined ? undefined : noteId}
          onChange={(event) => onChange({ ...row, [name]: event.currentTarget.value })}
        />
        {error === undefined ? null : (
          <div id={noteId} className={styles.error}>
            {error}
          </div>
        )}
      </>
    );
  };
  return (
    <tr>
      <td>{field('code', 'Asset', 'EUR')}</td>
      <td>{field('amount', 'Amount', '1234.56')}</td>
      <td>{field('note', 'Note', '')}</td>
      <td>
        <IconButton label={`Remove line ${number}`} onClick={onRemove}>
          <X />
        </IconButton>
      </td>
    </tr>
  );
}
