import { exists, makeFolder, renameDurably } from '../files/durable-files';
import type { Journal } from '../journal/journal';
import { runMigrations, type SchemaState } from '../migrations/run-migrations';
import { describe, StorageError } from '../storage-error';
import { latestBackup, restoreBackup } from './backup';
import { openEngine, type EmbeddedEngine } from './engine';
import { clearRebuild, engineTrust, markEngineInUse, setEngineAside } from './engine-state';
import { readPosition } from './journal-delivery';
import type { StorePaths } from './store-paths';

export interface OpenedEngine {
  readonly engine: EmbeddedEngine;
  readonly schema: SchemaState;
  /** Number of the last journal entry that the engine holds. */
  readonly position: number;
}

export interface OpenEngineContext {
  readonly paths: StorePaths;
  readonly journal: Journal;
  /** True when the journal goes back to an empty history, so that it alone can rebuild everything. */
  readonly journalIsWhole: boolean;
  readonly log: (message: string) => void;
  readonly now: () => number;
}

/**
 * Opens the engine's folder, or rebuilds it when it is missing, cannot be trusted or does not open. The
 * old folder is set aside, never deleted, and only when there is something to rebuild from.
 * @throws StorageError
 */
export async function openEngineFolder(context: OpenEngineContext): Promise<OpenedEngine> {
  const { paths, log } = context;
  await clearRebuild(paths);
  const trust = await engineTrust(paths);
  if (trust === 'missing') return rebuild(context, 'there is none');
  if (trust === 'untrusted' && (await canRebuild(context)))
    return rebuild(context, 'the machine went down while it was in use');
  if (trust === 'untrusted')
    log(
      'the engine was in use when the machine went down, and there is nothing to rebuild it from',
    );
  let opened: OpenedEngine;
  try {
    opened = await openInPlace(context);
  } catch (error) {
    if (error instanceof StorageError) throw error;
    await assertEngineWorks(error);
    return rebuild(context, `it does not open: ${describe(error)}`);
  }
  if (opened.position >= context.journal.first - 1) return opened;
  await opened.engine.close();
  return rebuild(context, 'it is older than the journal');
}

async function openInPlace({ paths, journal }: OpenEngineContext): Promise<OpenedEngine> {
  await markEngineInUse(paths);
  const engine = await openEngine(paths.engine);
  try {
    const schema = await runMigrations(engine);
    return { engine, schema, position: await readPosition(engine, journal.id) };
  } catch (error) {
    await engine.close().catch(() => undefined);
    throw error;
  }
}

async function canRebuild({ paths, journal, journalIsWhole }: OpenEngineContext): Promise<boolean> {
  return journalIsWhole || (await latestBackup(paths.backups, journal.id)) !== undefined;
}

async function rebuild(context: OpenEngineContext, reason: string): Promise<OpenedEngine> {
  const { paths, log, journal, journalIsWhole } = context;
  const backup = await latestBackup(paths.backups, journal.id);
  const restored = backup !== undefined && (await restoreBackup(backup, paths.rebuild));
  if (!restored) {
    await clearRebuild(paths);
    if (!journalIsWhole) throw nothingToRebuildFrom(reason);
    await makeFolder(paths.rebuild);
  }
  if (await exists(paths.engine)) {
    const aside = await setEngineAside(paths, new Date(context.now()));
    const source = restored ? 'the backup and the journal' : 'the journal';
    log(`the engine's folder was set aside as ${aside} (${reason}) and is rebuilt from ${source}`);
  }
  await renameDurably(paths.rebuild, paths.engine);
  return openInPlace(context);
}

/** A folder is not at fault when the engine does not start without it either. */
async function assertEngineWorks(cause: unknown): Promise<void> {
  try {
    const engine = await openEngine();
    await engine.close();
  } catch {
    throw new StorageError(`The database engine does not start: ${describe(cause)}`, {
      hint: 'Install Portolan again. Your history has not been touched.',
      cause,
    });
  }
}

function nothingToRebuildFrom(reason: string): StorageError {
  return new StorageError(
    `The history cannot be opened (${reason}), and there is no backup to rebuild it from.`,
    { hint: 'Nothing has been changed. Restore the data folder from a backup of your own.' },
  );
}
