import type { Clock } from '../ports/clock';
import type { Keychain, SecretStore } from '../ports/keychain';
import type { KeychainStatus } from '../../../shared/contract/status-view';
import { fail, succeed, type Result } from '../../../shared/base/failure';

export interface KeychainWatchOptions {
  readonly keychain: Keychain;
  readonly clock: Clock;
  readonly onChanged: () => void;
  /** It can be used again after it could not. */
  readonly onUsable: () => void;
}

/** Asking whether a keyring is still locked is cheap and opens no dialog. */
const LOCKED_AGAIN_MS = 3_000;
const UNUSABLE_AGAIN_MS = 60_000;

/** How the keychain is; looked at again by itself while it cannot be used. */
export class KeychainWatch {
  #status: KeychainStatus = { state: 'available' };
  #cancel: (() => void) | undefined;
  #checking: Promise<KeychainStatus> | undefined;
  #closed = false;

  constructor(private readonly options: KeychainWatchOptions) {}

  get status(): KeychainStatus {
    return this.#status;
  }

  /** Asks how it is; done at the start, and when a secret could not be reached. */
  check(): Promise<KeychainStatus> {
    this.#checking ??= this.options.keychain
      .status()
      .then((status) => this.#take(status))
      .finally(() => {
        this.#checking = undefined;
      });
    return this.#checking;
  }

  /** Asks the system to unlock it, which may open a dialog of the system's. */
  async unlock(): Promise<Result<void>> {
    const status = this.#take(await this.options.keychain.unlock());
    if (status.state === 'available') return succeed(undefined);
    return fail(
      status.state === 'locked' ? 'keychain-locked' : 'keychain-unavailable',
      status.reason,
      { hint: status.hint },
    );
  }

  close(): void {
    this.#closed = true;
    this.#cancel?.();
  }

  #take(status: KeychainStatus): KeychainStatus {
    const { clock, onChanged, onUsable } = this.options;
    const wasUsable = this.#status.state === 'available';
    this.#status = status;
    this.#cancel?.();
    if (this.#closed) return status;
    if (status.state !== 'available')
      this.#cancel = clock.after(
        status.state === 'locked' ? LOCKED_AGAIN_MS : UNUSABLE_AGAIN_MS,
        () => void this.check(),
      );
    else if (!wasUsable) onUsable();
    onChanged();
    return status;
  }
}

/** The same store; tells when the keychain did not do what it was asked. */
export function reportingTrouble(store: SecretStore, onTrouble: () => void): SecretStore {
  const reported = async <T>(answer: Promise<Result<T>>): Promise<Result<T>> => {
    const result = await answer;
    if (!result.ok && result.failure.code.startsWith('keychain-')) onTrouble();
    return result;
  };
  return {
    status: () => store.status(),
    read: (id) => reported(store.read(id)),
    write: (id, credentials) => reported(store.write(id, credentials)),
    remove: (id) => reported(store.remove(id)),
  };
}
