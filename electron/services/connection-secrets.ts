import type { ExchangeGateway } from './ports/exchanges';
import type { SecretStore } from './ports/keychain';
import { succeed } from '../../shared/portfolio/failure';
import type { Connection } from '../../shared/portfolio/venue';

export interface ConnectionSecretsOptions {
  readonly keychain: SecretStore;
  /** Secrets that are kept for this run only. */
  readonly session: SecretStore;
  readonly gateway: Pick<ExchangeGateway, 'venues'>;
}

/** For venues that need no credentials at all. */
const NO_SECRETS: SecretStore = {
  status: async () => ({ state: 'available' }),
  read: async () => succeed({}),
  write: async () => succeed(undefined),
  remove: async () => succeed(undefined),
};

/** Where a connection's secrets are kept. */
export function secretsOf(
  { venue, secretStorage }: Pick<Connection, 'venue' | 'secretStorage'>,
  { keychain, session, gateway }: ConnectionSecretsOptions,
): SecretStore {
  const info = gateway.venues().find(({ id }) => id === venue);
  if (info?.credentials.length === 0) return NO_SECRETS;
  return secretStorage === 'keychain' ? keychain : session;
}
