import { useState, type RefObject } from 'react';
import type { NewConnection } from '../../../shared/contract/connections';
import { WITHDRAWAL_KEY_REFUSED } from '../../../shared/contract/withdrawal-refusal';
import type { Failure, Result } from '../../../shared/base/failure';
import type {
  Connection,
  CredentialField,
  KeyProbe,
  VenueInfo,
} from '../../../shared/portfolio/venue';
import { tell } from '../../bridge/actions';
import { testCredentials } from '../../bridge/connection-calls';
import { useInvalidFocus } from '../../components/use-invalid-focus';
import { useIsOpen } from '../../components/use-is-open';
import { useStatus } from '../../stores/use-stores';
import {
  heldUpBy,
  missingConsents,
  NO_CONSENTS,
  type KeyAction,
  type KeyConsents,
  type KeyRisks,
} from './key-consents';
import { useIsKeychainMissing } from './keychain-warning';

export type KeyInput = Omit<NewConnection, 'venue' | 'label'>;

/** What a key is asked for, and where it goes. */
export interface KeyFormTask {
  readonly venue: Pick<VenueInfo, 'id' | 'credentials'>;
  readonly onSubmit: (key: KeyInput, label: string) => Promise<Result<Connection>>;
  readonly onDone: () => void;
}

/** What was found out of the key as it stands in the form. */
export interface KeyAnswer {
  readonly failure?: Failure | undefined;
  readonly probe?: KeyProbe | undefined;
}

/** The state of a form for a key: what was found out, agreed to and tried, and what can be done. */
export function useKeyForm(
  form: RefObject<HTMLFormElement | null>,
  { venue, onSubmit, onDone }: KeyFormTask,
) {
  const [busy, setBusy] = useState<KeyAction | undefined>();
  const [tried, setTried] = useState<KeyAction | undefined>();
  const [answer, setAnswer] = useState<KeyAnswer>({});
  const [consents, setConsents] = useState<KeyConsents>(NO_CONSENTS);
  const agree = (change: Partial<KeyConsents>) => setConsents((now) => ({ ...now, ...change }));
  const leadToInvalid = useInvalidFocus(form);
  const isOpen = useIsOpen();
  const risks = useRisks(answer);
  const missing = missingConsents(risks, consents);

  /** Says what must be agreed to first, where it is agreed to. */
  const isHeldUp = (action: KeyAction): boolean => {
    setTried(action);
    if (heldUpBy(action, missing) === undefined) return false;
    leadToInvalid();
    return true;
  };
  const test = async () => {
    if (busy !== undefined || form.current?.reportValidity() !== true || isHeldUp('test')) return;
    setBusy('test');
    setAnswer({});
    const { credentials } = enteredIn(form.current, venue.credentials);
    const acceptOldRuntime = consents.acceptOld;
    const result = await testCredentials({ venue: venue.id, credentials, acceptOldRuntime });
    setBusy(undefined);
    setTried(undefined);
    setAnswer(result.ok ? { probe: result.value } : { failure: result.failure });
  };
  const submit = async () => {
    if (busy !== undefined || form.current === null || isHeldUp('save')) return;
    setBusy('save');
    setAnswer(({ probe }) => ({ probe }));
    const { credentials, label } = enteredIn(form.current, venue.credentials);
    const result = await onSubmit(inputOf(credentials, consents), label);
    // Another dialog may be open by now: it is not this one's to close.
    if (!isOpen.current) return result.ok ? undefined : tell(result.failure);
    setBusy(undefined);
    if (result.ok) {
      form.current.reset();
      return onDone();
    }
    setAnswer(({ probe }) => ({ probe, failure: result.failure }));
    // It is marked, so that the focus goes to what must be agreed to.
    if (isWithdrawalRefusal(result.failure)) leadToInvalid();
  };
  // What was found out, and accepted, of one key says nothing of another.
  const forget = () => {
    setAnswer({});
    agree({ acceptWithdrawal: false });
    setTried(undefined);
  };
  return { busy, tried, answer, consents, agree, risks, missing, test, submit, forget };
}

/** The state of {@link useKeyForm}, for the parts of the form. */
export type KeyFormState = ReturnType<typeof useKeyForm>;

export function isWithdrawalRefusal(failure: Failure | undefined): boolean {
  return failure?.message === WITHDRAWAL_KEY_REFUSED;
}

function useRisks({ failure, probe }: KeyAnswer): KeyRisks {
  return {
    isOld: useStatus(({ app }) => app?.electron.old ?? false),
    noKeychain: useIsKeychainMissing(failure),
    canWithdraw: probe?.permissions.withdraw === 'yes' || isWithdrawalRefusal(failure),
  };
}

/** What stands in the fields. It is read when it is sent: no state holds a secret. */
function enteredIn(form: HTMLFormElement, fields: readonly CredentialField[]) {
  const data = new FormData(form);
  const text = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const credentials: KeyInput['credentials'] = Object.fromEntries(
    fields.map((field) => [field, text(field)]),
  );
  return { credentials, label: text('label') };
}

function inputOf(
  credentials: KeyInput['credentials'],
  { forThisRun, acceptWithdrawal, acceptOld }: KeyConsents,
): KeyInput {
  return {
    credentials,
    secretStorage: forThisRun ? 'session' : 'keychain',
    acceptWithdrawalKey: acceptWithdrawal,
    acceptOldRuntime: acceptOld,
  };
}
