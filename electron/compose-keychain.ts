import { join } from 'node:path';
import { writeDurably } from './store/files/durable-files';
import { createEntriesInDoubtFile, IN_DOUBT_FILE } from './keychain/entries-in-doubt-file';
import { createKeytarSecretStore } from './keychain/keytar-secret-store';
import {
  KeychainWatch,
  reportingTrouble,
  type KeychainWatchOptions,
} from './engine/connections/keychain-watch';
import type { EntriesInDoubt, SecretStore } from './engine/ports/keychain';
import type { Log } from './engine/ports/log';

export interface KeychainParts {
  readonly keychain: SecretStore;
  readonly watch: KeychainWatch;
  readonly inDoubt: EntriesInDoubt;
}

/** The system's keychain, watched while it cannot be used, and the list of its entries in doubt. */
export function composeKeychain(
  dataDirectory: string,
  log: Log,
  options: Omit<KeychainWatchOptions, 'keychain'>,
): KeychainParts {
  const keychain = createKeytarSecretStore();
  const watch = new KeychainWatch({ ...options, keychain });
  return {
    watch,
    keychain: reportingTrouble(keychain, () => void watch.check()),
    inDoubt: createEntriesInDoubtFile({
      path: join(dataDirectory, IN_DOUBT_FILE),
      writeDurably,
      onDamaged: (message) => log.warn(message),
    }),
  };
}
