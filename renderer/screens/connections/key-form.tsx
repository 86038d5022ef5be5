import { useRef, useState, type FormEvent } from 'react';
import type { NewConnection } from '../../../shared/contract/connections';
import { WITHDRAWAL_KEY_REFUSED } from '../../../shared/contract/withdrawal-refusal';
import type { Failure, Result } from '../../../shared/base/failure';
import type {
  Connection,
  CredentialField,
  KeyProbe,
  VenueInfo,
} from '../../../shared/portfolio/venue';
import { openKeyPage, tell } from '../../bridge/actions';
import { sentence, testCredentials } from '../../bridge/connection-calls';
import { Button } from '../../components/button';
import { Checkbox, TextField } from '../../components/field';
import { intoView, useInvalidFocus } from '../../components/use-invalid-focus';
import { useIsOpen } from '../../components/use-is-open';
import { useStatus } from '../../stores/use-stores';
import { AddressField } from '../../components/address-field';
import styles from './form.module.css';
import { isKeychainMissing, KeychainWarning } from './keychain-warning';
import { ProbeReport } from './probe-report';

const FIELD_NAMES: Readonly<Record<CredentialField, string>> = {
  apiKey: 'API key',
  secret: 'Secret',
  password: 'Passphrase',
  address: 'Address',
};

const OLD_UNCONFIRMED = 'Confirm this first: a key is sent to its venue by this Electron.';
const KEYCHAIN_UNCONFIRMED = 'Confirm this first, or start the keychain.';
const WITHDRAWAL_UNCONFIRMED = 'Confirm this first, or make a key that can only read.';

export type KeyInput = Omit<NewConnection, 'venue' | 'label'>;

export interface KeyFormProps {
  readonly venue: Pick<VenueInfo, 'id' | 'name' | 'kind' | 'credentials'> &
    Pick<Partial<VenueInfo>, 'credentialNames' | 'keyPage'>;
  /** Asked for when given. */
  readonly defaultLabel?: string;
  readonly action: string;
  readonly onSubmit: (key: KeyInput, label: string) => Promise<Result<Connection>>;
  readonly onDone: () => void;
  readonly onBack?: () => void;
}

/**
 * Asks for what a venue's key consists of. The secrets stay in their inputs, which the browser owns,
 * until they are sent; no state holds them, and they are wiped when the form has done its work.
 */
export function KeyForm(props: KeyFormProps) {
  const { venue, defaultLabel, action, onSubmit, onDone, onBack } = props;
  const form = useRef<HTMLFormElement>(null);
  const old = useStatus(({ app }) => app?.electron.old ?? false);
  const keychain = useStatus(({ status }) => status?.keychain);
  const [busy, setBusy] = useState<'test' | 'save' | undefined>();
  const [failure, setFailure] = useState<Failure | undefined>();
  const [probe, setProbe] = useState<KeyProbe | undefined>();
  const [acceptOld, setAcceptOld] = useState(false);
  const [acceptWithdrawal, setAcceptWithdrawal] = useState(false);
  const [forThisRun, setForThisRun] = useState(false);
  const [tried, setTried] = useState<'test' | 'save' | undefined>();
  const leadToInvalid = useInvalidFocus(form);
  const isOpen = useIsOpen();

  const noKeychain =
    (keychain !== undefined && isKeychainMissing(keychain)) ||
    failure?.code === 'keychain-unavailable';
  const isWithdrawalRefusal = failure?.message === WITHDRAWAL_KEY_REFUSED;
  const canWithdraw = probe?.permissions.withdraw === 'yes' || isWithdrawalRefusal;
  // What must be agreed to before the key is sent to the venue, and before it is connected.
  const oldError = old && !acceptOld ? OLD_UNCONFIRMED : undefined;
  const keychainError = noKeychain && !forThisRun ? KEYCHAIN_UNCONFIRMED : undefined;
  const withdrawalError = canWithdraw && !acceptWithdrawal ? WITHDRAWAL_UNCONFIRMED : undefined;
  const missing = { test: oldError, save: oldError ?? keychainError ?? withdrawalError };

  const read = (): { readonly credentials: KeyInput['credentials']; readonly label: string } => {
    const data = new FormData(form.current ?? undefined);
    const text = (name: string) => {
      const value = data.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    return {
      credentials: Object.fromEntries(venue.credentials.map((field) => [field, text(field)])),
      label: text('label'),
    };
  };

  // What was found out, and accepted, of one key says nothing of another.
  const forgetAnswers = () => {
    setProbe(undefined);
    setFailure(undefined);
    setAcceptWithdrawal(false);
    setTried(undefined);
  };
  /** Says what must be agreed to first, where it is agreed to. */
  const isHeldUp = (action: 'test' | 'save'): boolean => {
    setTried(action);
    if (missing[action] === undefined) return false;
    leadToInvalid();
    return true;
  };
  const nameOf = (field: CredentialField) => venue.credentialNames?.[field] ?? FIELD_NAMES[field];

  const test = async () => {
    if (busy !== undefined || form.current?.reportValidity() !== true || isHeldUp('test')) return;
    setBusy('test');
    setFailure(undefined);
    setProbe(undefined);
    const { credentials } = read();
    const result = await testCredentials({
      venue: venue.id,
      credentials,
      acceptOldRuntime: acceptOld,
    });
    setBusy(undefined);
    setTried(undefined);
    if (result.ok) setProbe(result.value);
    else setFailure(result.failure);
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy !== undefined || isHeldUp('save')) return;
    setBusy('save');
    setFailure(undefined);
    const { credentials, label } = read();
    const result = await onSubmit(
      {
        credentials,
        secretStorage: forThisRun ? 'session' : 'keychain',
        acceptWithdrawalKey: acceptWithdrawal,
        acceptOldRuntime: acceptOld,
      },
      label,
    );
    if (!isOpen.current) {
      // Another dialog may be open by now: it is not this one's to close.
      if (!result.ok) tell(result.failure);
      return;
    }
    setBusy(undefined);
    if (result.ok) {
      form.current?.reset();
      onDone();
    } else {
      setFailure(result.failure);
      // It is marked, so that the focus goes to what must be agreed to.
      if (result.failure.message === WITHDRAWAL_KEY_REFUSED) leadToInvalid();
    }
  };

  return (
    <form
      ref={form}
      className={styles.form}
      autoComplete="off"
      onSubmit={(event) => void submit(event)}
    >
      <KeyAdvice venue={venue} />
      {defaultLabel === undefined ? null : (
        <TextField
          label="Name"
          name="label"
          defaultValue={defaultLabel}
          required
          maxLength={60}
          hint="Yours to choose; it tells apart several keys at one venue."
        />
      )}
      {venue.credentials.map((field, index) =>
        field === 'address' ? (
          <AddressField
            key={field}
            label={nameOf(field)}
            hint="Never a seed phrase or a private key."
            autoFocus={index === 0}
            onChange={forgetAnswers}
          />
        ) : (
          <TextField
            key={field}
            label={nameOf(field)}
            name={field}
            type="password"
            required
            autoComplete="off"
            autoFocus={index === 0}
            onInput={forgetAnswers}
          />
        ),
      )}
      {old ? (
        <div className={styles.warning}>
          <p>This Electron is old and no longer gets security fixes.</p>
          <Checkbox
            checked={acceptOld}
            error={tried === undefined ? undefined : oldError}
            onChange={setAcceptOld}
          >
            I understand, and enter a real key all the same
          </Checkbox>
        </div>
      ) : null}
      {noKeychain ? (
        <KeychainWarning
          what="the secret"
          forThisRun={forThisRun}
          error={tried === 'save' ? keychainError : undefined}
          onChange={setForThisRun}
        />
      ) : null}
      {probe === undefined ? null : (
        <div ref={intoView} className={styles.news}>
          <ProbeReport probe={probe} isWallet={venue.kind === 'chain'} />
        </div>
      )}
      <div className={styles.foot}>
        {canWithdraw ? (
          <div className={styles.warning} role="alert">
            <p>{isWithdrawalRefusal ? sentence(failure) : WITHDRAWAL_KEY_REFUSED}</p>
            <Checkbox
              checked={acceptWithdrawal}
              error={tried === 'save' ? withdrawalError : undefined}
              onChange={setAcceptWithdrawal}
            >
              I understand that whoever gets hold of this key can take my funds
            </Checkbox>
          </div>
        ) : null}
        {failure === undefined || isWithdrawalRefusal ? null : (
          <p className={styles.failure} role="alert">
            {sentence(failure)}
          </p>
        )}
        <div className={styles.buttons}>
          {onBack === undefined ? null : (
            <Button className={styles.start} look="quiet" onClick={onBack}>
              Back
            </Button>
          )}
          <Button busy={busy !== undefined} onClick={() => void test()}>
            {busy === 'test' ? 'Testing…' : 'Test'}
          </Button>
          <Button type="submit" look="primary" busy={busy !== undefined}>
            {busy === 'save' ? 'Connecting…' : action}
          </Button>
        </div>
      </div>
    </form>
  );
}

/** Where a key is made and what it must be able to do; a public address needs no such words. */
function KeyAdvice({ venue }: { readonly venue: KeyFormProps['venue'] }) {
  if (venue.credentials.every((field) => field === 'address'))
    return (
      <p className={styles.hint}>
        {venue.kind === 'chain' ? 'Wallets are' : `${venue.name} is`} read by public address alone:
        there is no key to make.
      </p>
    );
  return (
    <p className={styles.hint}>
      Make a key that can <strong>only read</strong>
      {venue.keyPage === undefined ? (
        <> in {venue.name}’s settings.</>
      ) : (
        <>
          {' '}
          at{' '}
          <button
            type="button"
            className={styles.link}
            onClick={() => void openKeyPage(venue.id)}
            data-tip="Open in the browser"
          >
            {venue.keyPage}
          </button>
          .
        </>
      )}{' '}
      Portolan needs no right to trade or withdraw, and has no use for it.
    </p>
  );
}
