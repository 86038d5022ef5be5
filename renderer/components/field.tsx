import { Switch as RadixSwitch } from 'radix-ui';
import { useId, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes } from 'react';
import { classes } from './classes';
import styles from './field.module.css';

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
}

/** A labelled text input with a hint, or what is wrong with what was typed. */
export function TextField({
  label,
  hint,
  error,
  className,
  ...rest
}: FieldProps & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  const noteId = useId();
  const note = error ?? hint;
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        {...rest}
        id={id}
        className={classes(styles.input, className)}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={note === undefined ? undefined : noteId}
        spellCheck={false}
      />
      {note === undefined ? null : (
        <div id={noteId} className={error === undefined ? styles.hint : styles.error}>
          {note}
        </div>
      )}
    </div>
  );
}

/** The system's own select: reachable and readable in every way it should be. */
export function Select({
  label,
  className,
  children,
  ...rest
}: { readonly label: string } & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <select aria-label={label} {...rest} className={classes(styles.select, className)}>
      {children}
    </select>
  );
}

export function Checkbox({
  checked,
  onChange,
  error,
  children,
}: {
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** Why it must be ticked. */
  readonly error?: string | undefined;
  readonly children: ReactNode;
}) {
  const noteId = useId();
  return (
    <>
      <label className={styles.checkbox}>
        <input
          type="checkbox"
          checked={checked}
          aria-invalid={error === undefined ? undefined : true}
          aria-describedby={error === undefined ? undefined : noteId}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{children}</span>
      </label>
      {error === undefined ? null : (
        <div id={noteId} className={styles.error}>
          {error}
        </div>
      )}
    </>
  );
}

export function Switch({
  label,
  checked,
  onChange,
}: {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <RadixSwitch.Root
      className={styles.switch}
      aria-label={label}
      checked={checked}
      onCheckedChange={onChange}
    >
      <RadixSwitch.Thumb className={styles.thumb} />
    </RadixSwitch.Root>
  );
}
