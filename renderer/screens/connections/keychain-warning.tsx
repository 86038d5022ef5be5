import type { Failure } from '../../../shared/base/failure';
import type { KeychainStatus } from '../../../shared/contract/status-view';
import { Checkbox } from '../../components/field';
import { useStatus } from '../../stores/use-stores';
import styles from './form.module.css';

/** There is no keychain to use; one that is locked only has to be unlocked. */
export function isKeychainMissing({ state }: KeychainStatus): boolean {
  return state !== 'available' && state !== 'locked';
}

/** Whether it is missing as far as is known, also by the failure of what needed it. */
export function useIsKeychainMissing(failure: Failure | undefined): boolean {
  const keychain = useStatus(({ status }) => status?.keychain);
  return (
    (keychain !== undefined && isKeychainMissing(keychain)) ||
    failure?.code === 'keychain-unavailable'
  );
}

/** Without a keychain there is only this run's memory, if the user says so. */
export function KeychainWarning({
  what,
  forThisRun,
  error,
  onChange,
}: {
  readonly what: string;
  readonly forThisRun: boolean;
  readonly error?: string | undefined;
  readonly onChange: (forThisRun: boolean) => void;
}) {
  const keychain = useStatus(({ status }) => status?.keychain);
  return (
    <div className={styles.warning}>
      <p>
        There is no keychain to keep {what} in.{' '}
        {keychain === undefined || keychain.state === 'available' ? null : keychain.hint}
      </p>
      <Checkbox checked={forThisRun} error={error} onChange={onChange}>
        Keep it for this run only, in memory
      </Checkbox>
    </div>
  );
}
