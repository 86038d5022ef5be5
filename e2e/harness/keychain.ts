import keytar from 'keytar';

/** The name under which the app keeps its entries in the system's keychain. */
const KEYCHAIN_SERVICE = 'Portolan';

/** The ids of the connections that have a secret in the keychain. */
export async function keychainIds(): Promise<string[]> {
  const entries = await keytar.findCredentials(KEYCHAIN_SERVICE);
  return entries.map(({ account }) => account);
}

/** What the keychain holds for a connection, as it was stored; `undefined` when there is nothing. */
export async function keychainSecret(connectionId: string): Promise<string | undefined> {
  return (await keytar.getPassword(KEYCHAIN_SERVICE, connectionId)) ?? undefined;
}

/** As from cron or over SSH: without a session bus nobody can be asked for a keychain. */
export const withoutKeychain = { DBUS_SESSION_BUS_ADDRESS: '' } as const;
