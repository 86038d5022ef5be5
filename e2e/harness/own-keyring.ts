import { execFile } from 'node:child_process';
import process from 'node:process';
import { createSecretService, type EntryState } from '../../electron/keychain/secret-service';
import { startKeyring, type PrivateKeyring } from '../../tools/system/keyring.mjs';

/** A keyring for one test, which may lock it under the app's feet. */
export interface OwnKeyring extends PrivateKeyring {
  /** How the entry of a connection stands in it. */
  entry(connectionId: string): Promise<EntryState | undefined>;
}

export async function startOwnKeyring(): Promise<OwnKeyring> {
  const keyring = await startKeyring();
  const env = { ...process.env, ...keyring.env };
  const service = createSecretService(
    (program, args) =>
      new Promise((resolve) => {
        execFile(program, args, { env }, (error, answer) =>
          resolve(error === null ? answer : undefined),
        );
      }),
  );
  return { ...keyring, entry: (id) => service.entry('Portolan', id) };
}
