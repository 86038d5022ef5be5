import { fail, succeed, type Result } from '../../shared/portfolio/failure';
import { CREDENTIAL_FIELDS, type Credentials } from '../../shared/portfolio/venue';
import type { SecretStore } from '../services/ports/keychain';

/** What is used of keytar. */
export interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

export interface KeytarSecretStoreOptions {
  /** Name the secrets are listed under in the system's keychain. */
  readonly service?: string;
  /** Loads keytar, whose native part may fail to; the real one unless said otherwise. */
  readonly load?: () => Promise<Keychain>;
  readonly platform?: NodeJS.Platform;
  /** How long a keychain may take to answer; it may be asking the user to unlock it. */
  readonly timeoutMs?: number;
}

const SERVICE = 'Portolan';
/** Never written: reading it shows whether a keychain answers at all. */
const PROBE_ACCOUNT = 'availability';
const TIMEOUT_MS = 60_000;
const PROBE_TIMEOUT_MS = 5000;

/**
 * Keeps secrets in the system's keychain (Keychain on macOS, Credential Manager on Windows, the Secret
 * Service on Linux), one entry per connection. Errors of the keychain never quote a secret.
 */
export function createKeytarSecretStore(options: KeytarSecretStoreOptions = {}): SecretStore {
  const service = options.service ?? SERVICE;
  const platform = options.platform ?? process.platform;
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  let loading: Promise<Keychain> | undefined;
  const keytar = (): Promise<Keychain> => {
    loading ??= (options.load ?? loadKeytar)().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };

  /** @throws NoKeychain when it does not answer, or not in time */
  async function ask<T>(limitMs: number, run: (keychain: Keychain) => Promise<T>): Promise<T> {
    const answering = keytar()
      .then(run)
      .catch((error: unknown) => {
        throw new NoKeychain(reasonOf(error));
      });
    return before(limitMs, answering);
  }

  async function attempt<T>(run: (keychain: Keychain) => Promise<Result<T>>): Promise<Result<T>> {
    try {
      return await ask(timeoutMs, run);
    } catch (error) {
      if (!(error instanceof NoKeychain)) throw error;
      return fail('keychain-unavailable', cannotBeUsed(error), {
        hint: hintFor(platform),
      });
    }
  }

  return {
    status: async () => {
      try {
        await ask(Math.min(timeoutMs, PROBE_TIMEOUT_MS), (keychain) =>
          keychain.getPassword(service, PROBE_ACCOUNT),
        );
        return { state: 'available' };
      } catch (error) {
        if (!(error instanceof NoKeychain)) throw error;
        return { state: 'unavailable', reason: cannotBeUsed(error), hint: hintFor(platform) };
      }
    },
    read: (id) =>
      attempt(async (keychain) => {
        const text = await keychain.getPassword(service, id);
        const credentials = text === null ? undefined : parseCredentials(text);
        return credentials === undefined
          ? fail('secret-missing', 'The keychain holds no key for this connection.', {
              hint: 'Edit the connection and enter its key again.',
            })
          : succeed(credentials);
      }),
    write: (id, credentials) =>
      attempt(async (keychain) => {
        const given = CREDENTIAL_FIELDS.filter((field) => credentials[field] !== undefined);
        const kept = Object.fromEntries(given.map((field) => [field, credentials[field]]));
        await keychain.setPassword(service, id, JSON.stringify(kept));
        return succeed(undefined);
      }),
    remove: (id) =>
      attempt(async (keychain) => {
        await keychain.deletePassword(service, id);
        return succeed(undefined);
      }),
  };
}

class NoKeychain extends Error {
  override readonly name = 'NoKeychain';
}

function cannotBeUsed({ message }: NoKeychain): string {
  return `The keychain cannot be used: ${message}.`;
}

async function loadKeytar(): Promise<Keychain> {
  const module = await import('keytar');
  return module.default;
}

function before<T>(milliseconds: number, answering: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NoKeychain('it did not answer')), milliseconds);
    const settle =
      <V>(settled: (value: V) => void) =>
      (value: V): void => {
        clearTimeout(timer);
        settled(value);
      };
    answering.then(settle(resolve), settle(reject));
  });
}

function parseCredentials(text: string): Credentials | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    const fields = CREDENTIAL_FIELDS.map((field): [string, unknown] => [
      field,
      Reflect.get(parsed, field),
    ]);
    return Object.fromEntries(
      fields.filter(([, value]) => typeof value === 'string'),
    ) as Credentials;
  } catch {
    return undefined;
  }
}

const NO_BUS = /autolaunch|dbus|d-bus|DISPLAY|org\.freedesktop\.secrets/i;
const NO_LIBRARY = /libsecret|shared object|ERR_DLOPEN|cannot open/i;

/** Only what is known to be harmless of an error's text: the rest could quote what was being written. */
function reasonOf(error: unknown): string {
  const text = String(error instanceof Error ? error.message : error);
  if (NO_LIBRARY.test(text)) return 'its system library is missing';
  if (NO_BUS.test(text)) return 'no keychain service is running';
  return 'it refused the request';
}

function hintFor(platform: NodeJS.Platform): string {
  if (platform === 'linux')
    return 'Install and unlock a Secret Service, such as gnome-keyring with libsecret-1-0 (or KWallet), in a session with D-Bus, then start Portolan again.';
  if (platform === 'darwin') return 'Unlock the login keychain and allow Portolan to use it.';
  return 'Check that the Credential Manager service is running.';
}
