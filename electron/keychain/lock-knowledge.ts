import type { KeychainTrouble } from './keychain-trouble';
import { locked } from './keychain-trouble';
import type { SecretService } from './secret-service';

export interface LockKnowledgeOptions {
  /** Name the secrets are listed under. */
  readonly service: string;
  /** Where there is one that can be asked without opening a dialog. */
  readonly secretService: SecretService | undefined;
  /** The system may ask the user something when the keychain is used. */
  readonly opensDialogs: boolean;
  readonly elapsed: () => number;
}

/** After a dialog was refused or left alone, the next one waits this long, or until the user asks. */
const QUIET_MS = 10 * 60_000;

/** What is known of the keychain being locked, so that it is not asked when that would open dialogs. */
export class LockKnowledge {
  #trouble: KeychainTrouble | undefined;
  #quietUntil = 0;

  constructor(private readonly options: LockKnowledgeOptions) {}

  /** It was read or written. */
  unlocked(): void {
    this.#trouble = undefined;
  }

  met(trouble: KeychainTrouble): void {
    if (trouble.kind === 'no-service' || !this.options.opensDialogs) return;
    // Hearing again what is known already does not make the wait longer.
    if (this.#trouble === undefined) this.#quietUntil = this.options.elapsed() + QUIET_MS;
    this.#trouble = trouble;
  }

  mayAskAgain(): void {
    this.#trouble = undefined;
  }

  /** @throws KeychainTrouble when it was locked or refused before, and nothing says that it no longer is */
  async requireNotKnownLocked(): Promise<void> {
    const trouble = this.#trouble;
    if (trouble === undefined) return;
    const isLocked = await this.options.secretService?.isLocked();
    if (isLocked === true) throw trouble.kind === 'locked' ? trouble : locked();
    if (isLocked === undefined && this.options.elapsed() < this.#quietUntil) throw trouble;
    this.#trouble = undefined;
  }

  /** @throws KeychainTrouble when it says that it is locked, or was met as such */
  async requireUnlocked(): Promise<void> {
    if (this.#trouble !== undefined) await this.requireNotKnownLocked();
    else if ((await this.options.secretService?.isLocked()) === true) throw locked();
  }

  /** Whether an entry that could not be read is not there; `undefined` when nobody can tell. */
  async isMissing(account: string): Promise<boolean | undefined> {
    const { secretService, service } = this.options;
    if (secretService === undefined) return true;
    const state = await secretService.entry(service, account);
    // Readable now: it was unlocked in between, and the next reading finds it.
    if (state === 'locked' || state === 'readable') return false;
    const isLocked = await secretService.isLocked();
    return isLocked === undefined ? undefined : !isLocked;
  }
}
