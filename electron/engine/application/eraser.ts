import type { ConnectionService } from '../connections/connection-service';
import type { EntriesInDoubt, SecretStore } from '../ports/keychain';
import type { ErasedView } from '../../../shared/contract/erased-view';
import type { ConnectionId } from '../../../shared/base/ids';
import { fail, succeed, type Result } from '../../../shared/base/failure';
import { wholeSentence } from '../../../shared/base/sentences';

export interface EraserOptions {
  readonly connections: Pick<ConnectionService, 'list' | 'listStatus' | 'loaded' | 'hold'>;
  readonly inDoubt: EntriesInDoubt;
  readonly keychain: SecretStore;
  /** Remembers over restarts that all is to be erased, and which keychain entries. */
  readonly mark: (ids: readonly ConnectionId[]) => Promise<void>;
  /** Ends all that runs and writes. */
  readonly stop: () => Promise<void>;
  /** Deletes the files; answers what could not be deleted now. */
  readonly deleteFiles: () => Promise<readonly string[]>;
}

/**
 * Erases everything: what runs is stopped, then the secrets and the files go. It is written down first, so
 * that whatever ends it in between, the next start goes on before it opens anything. What cannot go now
 * is told, and goes then.
 */
export async function eraseEverything(options: EraserOptions): Promise<Result<ErasedView>> {
  const { connections, inDoubt, keychain, mark, stop, deleteFiles } = options;
  await connections.loaded;
  // A key that is being written must be known before all are deleted.
  const release = await connections.hold();
  const doubted = await inDoubt.list();
  const ids = new Set([
    ...connections.list().map(({ id }) => id),
    ...(doubted.ok ? doubted.value : []),
  ]);
  try {
    await mark([...ids]);
  } catch (error) {
    release();
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    return fail('storage', `The data folder could not be written (${code}); nothing was erased.`, {
      hint: 'Check who may write to the data folder, or make room on the disk.',
    });
  }
  await stop();
  const left: string[] = [];
  let keys = 0;
  let why = '';
  for (const [index, id] of [...ids].entries()) {
    const removed = await keychain.remove(id);
    if (removed.ok) continue;
    // One that hangs would do so for each.
    keys = ids.size - index;
    why = wholeSentence(removed.failure.message);
    break;
  }
  if (keys > 0)
    left.push(
      `${keys === 1 ? 'One key is' : `${keys} keys are`} still in the keychain. ${why} Start Portolan once more when it can be used: what is left is deleted then.`,
    );
  if (connections.listStatus.state !== 'known')
    left.push(
      'The database could not be opened, so keys of connections that are not known may still be in the keychain, under “Portolan”.',
    );
  const files = await deleteFiles();
  if (files.length > 0)
    left.push(`Could not be deleted yet, and is at the next start: ${files.join(', ')}.`);
  return succeed({ left });
}
