import { useRef } from 'react';
import { WITHDRAWAL_KEY_REFUSED } from '../../../shared/contract/withdrawal-refusal';
import type { CredentialField, VenueInfo } from '../../../shared/portfolio/venue';
import { openKeyPage } from '../../bridge/actions';
import { sentence } from '../../bridge/connection-calls';
import { AddressField } from '../../components/address-field';
import { Button } from '../../components/button';
import { Checkbox, TextField } from '../../components/field';
import { intoView } from '../../components/use-invalid-focus';
import styles from './form.module.css';
import { KeychainWarning } from './keychain-warning';
import { ProbeReport } from './probe-report';
import {
  isWithdrawalRefusal,
  useKeyForm,
  type KeyFormState,
  type KeyFormTask,
} from './use-key-form';

const FIELD_NAMES: Readonly<Record<CredentialField, string>> = {
  apiKey: 'API key',
  secret: 'Secret',
  password: 'Passphrase',
  address: 'Address',
};

export interface KeyFormProps extends KeyFormTask {
  readonly venue: Pick<VenueInfo, 'id' | 'name' | 'kind' | 'credentials'> &
    Pick<Partial<VenueInfo>, 'credentialNames' | 'keyPage'>;
  /** Asked for when given. */
  readonly defaultLabel?: string;
  readonly action: string;
  readonly onBack?: () => void;
}

/**
 * Asks for what a venue's key consists of. The secrets stay in their inputs, which the browser owns,
 * until they are sent; no state holds them, and they are wiped when the form has done its work.
 */
export function KeyForm(props: KeyFormProps) {
  const { venue, defaultLabel } = props;
  const form = useRef<HTMLFormElement>(null);
  const state = useKeyForm(form, props);
  const { answer, consents, agree, risks, missing, tried } = state;
  return (
    <form
      ref={form}
      className={styles.form}
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        void state.submit();
      }}
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
      <KeyFields venue={venue} onChange={state.forget} />
      {risks.isOld ? (
        <div className={styles.warning}>
          <p>This Electron is old and no longer gets security fixes.</p>
          <Checkbox
            checked={consents.acceptOld}
            error={tried === undefined ? undefined : missing.old}
            onChange={(acceptOld) => agree({ acceptOld })}
          >
            I understand, and enter a real key all the same
          </Checkbox>
        </div>
      ) : null}
      {risks.noKeychain ? (
        <KeychainWarning
          what="the secret"
          forThisRun={consents.forThisRun}
          error={tried === 'save' ? missing.keychain : undefined}
          onChange={(forThisRun) => agree({ forThisRun })}
        />
      ) : null}
      {answer.probe === undefined ? null : (
        <div ref={intoView} className={styles.news}>
          <ProbeReport probe={answer.probe} isWallet={venue.kind === 'chain'} />
        </div>
      )}
      <KeyFoot {...props} state={state} />
    </form>
  );
}

/** The parts of the key; what is entered into them is in no state. */
function KeyFields({
  venue,
  onChange,
}: {
  readonly venue: KeyFormProps['venue'];
  readonly onChange: () => void;
}) {
  return venue.credentials.map((field, index) => {
    const label = venue.credentialNames?.[field] ?? FIELD_NAMES[field];
    return field === 'address' ? (
      <AddressField
        key={field}
        label={label}
        hint="Never a seed phrase or a private key."
        autoFocus={index === 0}
        onChange={onChange}
      />
    ) : (
      <TextField
        key={field}
        label={label}
        name={field}
        type="password"
        required
        autoComplete="off"
        autoFocus={index === 0}
        onInput={onChange}
      />
    );
  });
}

/** What was said against the key, and what can be done with it. */
function KeyFoot({
  action,
  onBack,
  state,
}: Pick<KeyFormProps, 'action' | 'onBack'> & { readonly state: KeyFormState }) {
  const { answer, busy, consents, agree, risks, missing, tried } = state;
  const isRefusal = isWithdrawalRefusal(answer.failure);
  return (
    <div className={styles.foot}>
      {risks.canWithdraw ? (
        <div className={styles.warning} role="alert">
          <p>
            {isRefusal && answer.failure !== undefined
              ? sentence(answer.failure)
              : WITHDRAWAL_KEY_REFUSED}
          </p>
          <Checkbox
            checked={consents.acceptWithdrawal}
            error={tried === 'save' ? missing.withdrawal : undefined}
            onChange={(acceptWithdrawal) => agree({ acceptWithdrawal })}
          >
            I understand that whoever gets hold of this key can take my funds
          </Checkbox>
        </div>
      ) : null}
      {answer.failure === undefined || isRefusal ? null : (
        <p className={styles.failure} role="alert">
          {sentence(answer.failure)}
        </p>
      )}
      <div className={styles.buttons}>
        {onBack === undefined ? null : (
          <Button className={styles.start} look="quiet" onClick={onBack}>
            Back
          </Button>
        )}
        <Button busy={busy !== undefined} onClick={() => void state.test()}>
          {busy === 'test' ? 'Testing…' : 'Test'}
        </Button>
        <Button type="submit" look="primary" busy={busy !== undefined}>
          {busy === 'save' ? 'Connecting…' : action}
        </Button>
      </div>
    </div>
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
