import type { Keychain } from '../engine/ports/keychain';
import type { Credentials } from '../../shared/portfolio/venue';
import type { KeychainStatus } from '../../shared/contract/status-view';
import { fail, succeed, type Result } from '../../shared/base/failure';
import { KeychainTrouble, statusOf, troubleOf } from './keychain-trouble';
import {
  KeychainAccess,
  PROBE_ACCOUNT,
  type KeychainAccessOptions,
  type Keytar,
} from './keychain-access';
import { readCredentials, writtenCredentials } from './stored-credentials';

/**
 * Keeps secrets in the system's keychain (Keychain on macOS, Credential Manager on Windows, the Secret
 * Service on Linux), one entry per connection. Errors of the keychain never quote a secret. It is asked
 * for one thing at a time, and in the background not again while it is locked: each question could
 * open a dialog, and one that is not answered holds a thread.
 */
export function createKeytarSecretStore(options: KeychainAccessOptions = {}): Keychain {
  const access = new KeychainAccess(options);
  const { knowledge, service } = access;
  return {
    status: () =>
      statusAfter(access, async () => {
        await knowledge.requireUnlocked();
        await access.askShortly((keychain) => keychain.getPassword(service, PROBE_ACCOUNT));
      }),
    unlock: () => {
      knowledge.mayAskAgain();
      return statusAfter(access, () => access.ask((keychain) => access.writeProbe(keychain)));
    },
    read: (id) => access.attempt((keychain) => readEntry(access, keychain, id)),
    write: (id, credentials) =>
      access.attempt((keychain) => writeEntry(access, keychain, id, credentials)),
    remove: (id) => access.attempt((keychain) => removeEntry(access, keychain, id)),
  };
}

async function statusAfter(
  { platform }: KeychainAccess,
  question: () => Promise<void>,
): Promise<KeychainStatus> {
  try {
    await question();
    return { state: 'available' };
  } catch (error) {
    return statusOf(troubleOf(error), platform);
  }
}

async function readEntry(
  access: KeychainAccess,
  keychain: Keytar,
  id: string,
): Promise<Result<Credentials>> {
  await access.knowledge.requireNotKnownLocked();
  const text = await keychain.getPassword(access.service, id);
  if (text === null) {
    await access.requireMissing(keychain, id);
    return fail('secret-missing', 'The keychain holds no key for this connection.', {
      hint: 'Edit the connection and enter its key again.',
    });
  }
  access.knowledge.unlocked();
  const credentials = readCredentials(text);
  return credentials === undefined
    ? fail('secret-damaged', 'What the keychain holds for this connection is damaged.', {
        hint: 'Enter the key again, which replaces it.',
      })
    : succeed(credentials);
}

async function writeEntry(
  { knowledge, service }: KeychainAccess,
  keychain: Keytar,
  id: string,
  credentials: Credentials,
): Promise<Result<void>> {
  const text = writtenCredentials(credentials);
  await keychain.setPassword(service, id, text);
  if ((await keychain.getPassword(service, id)) !== text)
    throw new KeychainTrouble('refused', 'it did not keep what was written');
  knowledge.unlocked();
  return succeed(undefined);
}

async function removeEntry(
  access: KeychainAccess,
  keychain: Keytar,
  id: string,
): Promise<Result<void>> {
  const { knowledge, service } = access;
  await knowledge.requireNotKnownLocked();
  const wasThere = await keychain.deletePassword(service, id);
  if ((await keychain.getPassword(service, id)) !== null)
    throw new KeychainTrouble('refused', 'it did not delete what it was told to');
  if (!wasThere) await access.requireMissing(keychain, id);
  return succeed(undefined);
}
