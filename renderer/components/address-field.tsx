import { useState, type ReactNode } from 'react';
import { secretIn, type SecretKind } from '../../shared/chains/secret-detection';
import { TextField } from './field';

const REFUSALS: Readonly<Record<SecretKind, string>> = {
  'seed-phrase':
    'That looked like a seed phrase, and was wiped. Whoever has it can take everything: give it to no app but your wallet. What is wanted here is public.',
  'private-key':
    'That looked like a private key, and was wiped. Whoever has it can take everything: give it to no app but your wallet. What is wanted here is public.',
  'extended-private-key':
    'That looked like an extended private key, and was wiped. Give the public one, which begins with xpub, ypub or zpub.',
};

/**
 * Asks for something public, and refuses what is secret: a pasted secret does not get into the field,
 * and a typed one makes the field start anew, with nothing to undo. What is in it is in no state.
 */
export function AddressField({
  label,
  hint,
  placeholder,
  autoFocus = false,
  onChange,
}: {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  /** Told what is in the field, unless it is a secret. */
  readonly onChange?: (text: string) => void;
}) {
  const [refused, setRefused] = useState<SecretKind | undefined>();
  const [attempt, setAttempt] = useState(0);
  const refuse = (kind: SecretKind) => {
    setRefused(kind);
    setAttempt((count) => count + 1);
    onChange?.('');
  };
  return (
    <TextField
      key={attempt}
      label={label}
      name="address"
      hint={hint}
      error={refused === undefined ? undefined : REFUSALS[refused]}
      {...(placeholder === undefined ? {} : { placeholder })}
      required
      maxLength={4096}
      autoComplete="off"
      autoFocus={autoFocus || attempt > 0}
      onPaste={(event) => {
        const kind = secretIn(event.clipboardData.getData('text'));
        if (kind === undefined) return;
        event.preventDefault();
        refuse(kind);
      }}
      onInput={(event) => {
        const field = event.currentTarget;
        const kind = secretIn(field.value);
        if (kind !== undefined) {
          field.value = '';
          refuse(kind);
          return;
        }
        setRefused(undefined);
        onChange?.(field.value.trim());
      }}
    />
  );
}
