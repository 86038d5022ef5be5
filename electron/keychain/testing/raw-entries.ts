import keytar from 'keytar';

/** What every version files its entries under, each under the id of its connection. */
const SERVICE = 'Portolan';

/** The app's entries in the system's keychain as texts, without anything of the app in between. */
export const rawEntries = {
  /** What is stored for a connection; `undefined` when there is nothing. */
  read: async (id: string): Promise<string | undefined> =>
    (await keytar.getPassword(SERVICE, id)) ?? undefined,
  write: (id: string, text: string): Promise<void> => keytar.setPassword(SERVICE, id, text),
  remove: (id: string): Promise<boolean> => keytar.deletePassword(SERVICE, id),
} as const;
