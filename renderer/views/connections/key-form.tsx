import { useRef, useState, type FormEvent } from 'react';
import type { NewConnection } from '../../../shared/ipc/contract';
import type { Failure, Result } from '../../../shared/portfolio/failure';
import type {
  Connection,
  CredentialField,
  KeyProbe,
  VenueInfo,
} from '../../../shared/portfolio/venue';
import { openKeyPage } from '../../bridge/actions';
import { sentence, testCredentials } from '../../bridge/connection-calls';
import { Button } from '../../components/button';
import { Checkbox, TextField } from '../../components/field';
import { useStatus } from '../../stores/use-stores';
import { AddressField } from './address-field';
import styles from './form.module.css';
import { isKeychainMissing, KeychainWarning } from './keychain-warning';
import { ProbeReport } from './probe-report';

const FIELD_NAMES: Readonly<Record<CredentialField, string>> = {
  apiKey: 'API key',
  secret: 'Secret',
  password: 'Passphrase',
  address: 'Address',
};

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

  const noKeychain =
    (keychain !== undefined && isKeychainMissing(keychain)) ||
    failure?.code === 'keychain-unavailable';
  const canWithdraw = probe?.permissions.withdraw === 'yes' || failure?.code === 'refused';
  const blocked =
    (old && !acceptOld) || (canWithdraw && !acceptWithdrawal) || (noKeychain && !forThisRun);

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
  };
  const nameOf = (field: CredentialField) => venue.credentialNames?.[field] ?? FIELD_NAMES[field];

  const test = async () => {
    if (form.current?.reportValidity() !== true) return;
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
    if (result.ok) setProbe(result.value);
    else setFailure(result.failure);
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
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
    setBusy(undefined);
    if (result.ok) {
      form.current?.reset();
      onDone();
    } else {
      setFailure(result.failure);
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
          <Checkbox checked={acceptOld} onChange={setAcceptOld}>
            I understand, and enter a real key all the same
          </Checkbox>
        </div>
      ) : null}
      {noKeychain ? (
        <KeychainWarning what="the secret" forThisRun={forThisRun} onChange={setForThisRun} />
      ) : null}
      {probe === undefined ? null : <ProbeReport probe={probe} isWallet={venue.kind === 'chain'} />}
      {canWithdraw ? (
        <div className={styles.warning} role="alert">
          <p>{failure?.code === 'refused' ? sentence(failure) : 'This key can withdraw.'}</p>
          <Checkbox checked={acceptWithdrawal} onChange={setAcceptWithdrawal}>
            I understand that whoever gets hold of this key can take my funds
          </Checkbox>
        </div>
      ) : null}
      {failure === undefined || failure.code === 'refused' ? null : (
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
        <Button
          busy={busy === 'test'}
          disabled={busy !== undefined || (old && !acceptOld)}
          onClick={() => void test()}
        >
          {busy === 'test' ? 'Testing…' : 'Test'}
        </Button>
        <Button
          type="submit"
          look="primary"
          busy={busy === 'save'}
          disabled={busy !== undefined || blocked}
        >
          {busy === 'save' ? 'Connecting…' : action}
        </Button>
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
