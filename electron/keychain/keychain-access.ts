import type { Result } from '../../shared/base/failure';
import { failureOf, KeychainTrouble, locked, troubleOf } from './keychain-trouble';
import { LockKnowledge } from './lock-knowledge';
import { createSecretService, type SecretService } from './secret-service';
import { createTurns, type InTurn } from './turns';

/**
 * What is used of keytar. Its `findCredentials` never is: with a locked keyring it ends the process, since
 * its native part copies a text that is not there.
 */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

export interface KeychainAccessOptions {
  /** Name the secrets are listed under in the system's keychain. */
  readonly service?: string;
  /** Loads keytar, whose native part may fail to; the real one unless said otherwise. */
  readonly load?: () => Promise<Keytar>;
  readonly platform?: NodeJS.Platform;
  /** How long a keychain may take to answer; it may be asking the user to unlock it. */
  readonly timeoutMs?: number;
  /** Tells a locked entry from a missing one on Linux. */
  readonly secretService?: SecretService;
  /** Milliseconds that only grow. */
  readonly elapsed?: () => number;
}

const SERVICE = 'Portolan';
/** There for a moment only, when a keychain is to show that it takes entries. */
export const PROBE_ACCOUNT = 'availability';
const TIMEOUT_MS = 60_000;
const PROBE_TIMEOUT_MS = 5000;

/** The keychain, asked for one thing at a time, with what is known of its being locked. */
export class KeychainAccess {
  readonly service: string;
  readonly platform: NodeJS.Platform;
  readonly knowledge: LockKnowledge;
  readonly #timeoutMs: number;
  readonly #load: () => Promise<Keytar>;
  readonly #inTurn: InTurn = createTurns();
  #loading: Promise<Keytar> | undefined;

  constructor(options: KeychainAccessOptions) {
    this.service = options.service ?? SERVICE;
    this.platform = options.platform ?? process.platform;
    this.#timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    this.#load = options.load ?? loadKeytar;
    this.knowledge = new LockKnowledge({
      service: this.service,
      // Elsewhere the library throws when it may not read, and "nothing found" is just that.
      secretService:
        this.platform === 'linux' ? (options.secretService ?? createSecretService()) : undefined,
      opensDialogs: this.platform !== 'win32',
      elapsed: options.elapsed ?? (() => performance.now()),
    });
  }

  /** @throws KeychainTrouble when it is locked, or does not answer, or not in time */
  ask<T>(run: (keychain: Keytar) => Promise<T>): Promise<T> {
    return this.#askWithin(this.#timeoutMs, run);
  }

  /** The same for a question that opens no dialog, and is answered soon or not at all. */
  askShortly<T>(run: (keychain: Keytar) => Promise<T>): Promise<T> {
    return this.#askWithin(Math.min(this.#timeoutMs, PROBE_TIMEOUT_MS), run);
  }

  /** The same with the trouble as a failure. */
  async attempt<T>(run: (keychain: Keytar) => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await this.ask(run);
    } catch (error) {
      if (!(error instanceof KeychainTrouble)) throw error;
      return { ok: false, failure: failureOf(error, this.platform) };
    }
  }

  /** Shows that entries are taken, which unlocks what can be unlocked. */
  async writeProbe(keychain: Keytar): Promise<void> {
    await keychain.setPassword(this.service, PROBE_ACCOUNT, 'x');
    await keychain.deletePassword(this.service, PROBE_ACCOUNT);
    this.knowledge.unlocked();
  }

  /** @throws KeychainTrouble when the entry may be there all the same, but locked */
  async requireMissing(keychain: Keytar, account: string): Promise<void> {
    const isMissing = await this.knowledge.isMissing(account);
    if (isMissing === false) throw locked();
    // Nobody can be asked: a keychain that takes an entry is unlocked, and has none for this account.
    if (isMissing === undefined) await this.writeProbe(keychain);
  }

  async #askWithin<T>(limitMs: number, run: (keychain: Keytar) => Promise<T>): Promise<T> {
    try {
      return await this.#inTurn(limitMs, async () => run(await this.#keytar()));
    } catch (error) {
      const trouble = troubleOf(error);
      this.knowledge.met(trouble);
      throw trouble;
    }
  }

  #keytar(): Promise<Keytar> {
    this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = undefined;
      throw error;
    });
    return this.#loading;
  }
}

async function loadKeytar(): Promise<Keytar> {
  const module = await import('keytar');
  return module.default;
}
