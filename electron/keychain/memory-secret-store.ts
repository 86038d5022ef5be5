import { fail, succeed } from '../../shared/base/failure';
import type { Credentials } from '../../shared/portfolio/venue';
import type { SecretStore } from '../engine/ports/keychain';

/** Keeps secrets for this run only: they are gone when the app ends. Always available. */
export function createMemorySecretStore(): SecretStore {
  const secrets = new Map<string, Credentials>();
  return {
    status: async () => ({ state: 'available' }),
    read: async (id) => {
      const credentials = secrets.get(id);
      return credentials === undefined
        ? fail('secret-missing', 'The key of this connection was kept for an earlier run only.', {
            hint: 'Enter the key again.',
          })
        : succeed(credentials);
    },
    write: async (id, credentials) => {
      secrets.set(id, { ...credentials });
      return succeed(undefined);
    },
    remove: async (id) => {
      secrets.delete(id);
      return succeed(undefined);
    },
  };
}
