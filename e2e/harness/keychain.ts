import keytar from 'keytar';

/** The name under which the app keeps its entries in the system's keychain. */
const KEYCHAIN_SERVICE = 'Portolan';

/** The Secret Service lists entries and reads them one by one: the app may delete one in between. */
const GONE_MEANWHILE = /No such secret item/;

/** The ids of the connections that have a secret in the keychain. */
export async function keychainIds(): Promise<string[]> {
  for (;;)
    try {
      const entries = await keytar.findCredentials(KEYCHAIN_SERVICE);
      return entries.map(({ account }) => account);
    } catch (error) {
      if (!GONE_MEANWHILE.test(String(error))) throw error;
    }
}

/** What the keychain holds for a connection, as it was stored; `undefined` when there is nothing. */
export async function keychainSecret(connectionId: string): Promise<string | undefined> {
  return (await keytar.getPassword(KEYCHAIN_SERVICE, connectionId)) ?? undefined;
}

/** As from cron or over SSH: without a session bus nobody can be asked for a keychain. */
export const withoutKeychain = { DBUS_SESSION_BUS_ADDRESS: '' } as const;
