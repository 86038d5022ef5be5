import type { Keychain } from '../engine/ports/keychain';
import { fail, succeed, type Result } from '../../shared/base/failure';
import { failureOf, KeychainTrouble, locked, statusOf, troubleOf } from './keychain-trouble';
import { LockKnowledge } from './lock-knowledge';
import { createSecretService, type SecretService } from './secret-service';
import { readCredentials, writtenCredentials } from './stored-credentials';
import { createTurns } from './turns';

/**
 * What is used of keytar. Its `findCredentials` never is: with a locked keyring it ends the process, since
 * its native part copies a text that is not there.
 */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

export interface KeytarSecretStoreOptions {
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

/**
 * Keeps secrets in the system's keychain (Keychain on macOS, Credential Manager on Windows, the Secret
 * Service on Linux), one entry per connection. Errors of the keychain never quote a secret. It is asked
 * for one thing at a time, and in the background not again while it is locked: each question could
 * open a dialog, and one that is not answered holds a thread.
 */
export function createKeytarSecretStore(options: KeytarSecretStoreOptions = {}): Keychain {
  const service = options.service ?? SERVICE;
  const platform = options.platform ?? process.platform;
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const inTurn = createTurns();
  const knowledge = new LockKnowledge({
    service,
    // Elsewhere the library throws when it may not read, and "nothing found" is just that.
    secretService:
      platform === 'linux' ? (options.secretService ?? createSecretService()) : undefined,
    opensDialogs: platform !== 'win32',
    elapsed: options.elapsed ?? (() => performance.now()),
  });
  let loading: Promise<Keytar> | undefined;
  const keytar = (): Promise<Keytar> => {
    loading ??= (options.load ?? loadKeytar)().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };

  /** @throws KeychainTrouble when it is locked, or does not answer, or not in time */
  async function ask<T>(limitMs: number, run: (keychain: Keytar) => Promise<T>): Promise<T> {
    try {
      return await inTurn(limitMs, async () => run(await keytar()));
    } catch (error) {
      const trouble = troubleOf(error);
      knowledge.met(trouble);
      throw trouble;
    }
  }

  async function attempt<T>(run: (keychain: Keytar) => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await ask(timeoutMs, run);
    } catch (error) {
      if (!(error instanceof KeychainTrouble)) throw error;
      return { ok: false, failure: failureOf(error, platform) };
    }
  }

  /** Shows that entries are taken, which unlocks what can be unlocked. */
  async function writeProbe(keychain: Keytar): Promise<void> {
    await keychain.setPassword(service, PROBE_ACCOUNT, 'x');
    await keychain.deletePassword(service, PROBE_ACCOUNT);
    knowledge.unlocked();
  }

  /** @throws KeychainTrouble when the entry may be there all the same, but locked */
  async function requireMissing(keychain: Keytar, account: string): Promise<void> {
    const isMissing = await knowledge.isMissing(account);
    if (isMissing === false) throw locked();
    // Nobody can be asked: a keychain that takes an entry is unlocked, and has none for this account.
    if (isMissing === undefined) await writeProbe(keychain);
  }

  return {
    status: async () => {
      try {
        await knowledge.requireUnlocked();
        await ask(Math.min(timeoutMs, PROBE_TIMEOUT_MS), (keychain) =>
          keychain.getPassword(service, PROBE_ACCOUNT),
        );
        return { state: 'available' };
      } catch (error) {
        return statusOf(troubleOf(error), platform);
      }
    },
    unlock: async () => {
      knowledge.mayAskAgain();
      try {
        await ask(timeoutMs, writeProbe);
        return { state: 'available' };
      } catch (error) {
        return statusOf(troubleOf(error), platform);
      }
    },
    read: (id) =>
      attempt(async (keychain) => {
        await knowledge.requireNotKnownLocked();
        const text = await keychain.getPassword(service, id);
        if (text !== null) {
          knowledge.unlocked();
          const credentials = readCredentials(text);
          return credentials === undefined
            ? fail('secret-damaged', 'What the keychain holds for this connection is damaged.', {
                hint: 'Enter the key again, which replaces it.',
              })
            : succeed(credentials);
        }
        await requireMissing(keychain, id);
        return fail('secret-missing', 'The keychain holds no key for this connection.', {
          hint: 'Edit the connection and enter its key again.',
        });
      }),
    write: (id, credentials) =>
      attempt(async (keychain) => {
        const text = writtenCredentials(credentials);
        await keychain.setPassword(service, id, text);
        if ((await keychain.getPassword(service, id)) !== text)
          throw new KeychainTrouble('refused', 'it did not keep what was written');
        knowledge.unlocked();
        return succeed(undefined);
      }),
    remove: (id) =>
      attempt(async (keychain) => {
        await knowledge.requireNotKnownLocked();
        const wasThere = await keychain.deletePassword(service, id);
        if ((await keychain.getPassword(service, id)) !== null)
          throw new KeychainTrouble('refused', 'it did not delete what it was told to');
        if (!wasThere) await requireMissing(keychain, id);
        return succeed(undefined);
      }),
  };
}

async function loadKeytar(): Promise<Keytar> {
  const module = await import('keytar');
  return module.default;
}
