import { rm } from 'node:fs/promises';
import { exists, makeFolder, renameDurably } from '../../files/durable-files';
import { assertRoom } from '../../files/disk-room';
import type { Journal } from '../../outbox/journal';
import { lostBeyond } from '../../outbox/lost-beyond';
import { countOf } from '../../outbox/ranges';
import type { SchemaState } from '../../migrations/run-migrations';
import { describe, StorageError } from '../../storage-error';
import {
  copyTree,
  isBackupWhole,
  listBackups,
  unlabelledBackups,
  restoreAsItIs,
  restoreBackup,
} from './backup';
import type { EmbeddedEngine } from './engine';
import type { EngineDriver } from './engine-driver';
import {
  engineTrust,
  markEngineInUse,
  markEngineReplaced,
  type EngineNotes,
  type FlushedFiles,
} from './engine-trust';
import { listSetAside, setAside } from '../../files/set-aside';
import type { EnginePaths } from './engine-paths';

/** How the engine came to be what it is. */
export interface FolderOrigin {
  /** `in-place`: as it was left. `rebuilt`: from a whole backup, or an empty one, and the journal. */
  readonly how: 'in-place' | 'rebuilt' | 'unverified' | 'fresh';
  /** Why it is not as it was left. */
  readonly reason?: string;
  /** The one before said that it was damaged, and this one has not been read through since. */
  readonly isRebuiltForDamage?: boolean;
  /** What was moved out of its way, or copied before it was opened. */
  readonly setAside: readonly string[];
}

export interface OpenedFolder {
  readonly engine: EmbeddedEngine;
  readonly schema: SchemaState;
  /** Number of the last journal entry that the engine holds. */
  readonly position: number;
  readonly origin: FolderOrigin;
  /** Its files that were on disk before it was opened. */
  readonly flushed?: FlushedFiles;
}

export interface OpenFolderContext {
  readonly paths: EnginePaths;
  readonly driver: EngineDriver;
  readonly journal: Journal;
  /** Before entry 1 of the journal there was no history. */
  readonly fromTheBeginning: boolean;
  /** The journal's id was lost: an engine that holds entries of another one holds those of this one. */
  readonly journalIsGuessed: boolean;
  readonly boot: string;
  readonly log: (message: string) => void;
  readonly now: () => number;
}

/** A state that the engine can be put into, and the number of the last entry that it holds. */
interface Base {
  readonly sequence: number;
  /** Makes the folder `paths.rebuild`; false when it turns out not to be what it said. */
  prepare(): Promise<boolean>;
}

/**
 * Opens the engine's folder, or puts another in its place when it is missing, cannot be trusted or does not
 * open: of the backups and the empty history that the journal goes on from, the one that loses least. What
 * was there is set aside, never deleted. Where nothing of all that is left, whatever still opens is used as
 * it is, and at last an empty history: the app runs in any case, and `origin` says how it came about.
 * @throws StorageError when the disk takes nothing, the schema is newer, or the engine itself does not work
 */
export async function openEngineFolder(context: OpenFolderContext): Promise<OpenedFolder> {
  const { paths, journal } = context;
  const trust = await engineTrust(paths, context.boot);
  if (trust.state === 'replaced') await renameDurably(paths.rebuild, paths.engine);
  else await rm(paths.rebuild, { recursive: true, force: true });
  if (trust.state === 'missing') return rebuild(context, 'its folder is missing');
  if (trust.state === 'untrusted')
    return rebuild(context, trust.reason, true, trust.isDamaged ?? false);
  let opened: OpenedFolder;
  const { unverified, isRebuiltForDamage = false } = trust;
  const common = { isRebuiltForDamage, setAside: [] };
  try {
    opened = await openInPlace(
      context,
      unverified === undefined
        ? { ...common, how: 'in-place' }
        : { ...common, how: 'unverified', reason: unverified },
    );
  } catch (error) {
    await assertNotElsewhere(context, error);
    return rebuild(context, `it does not open: ${describe(error)}`, false);
  }
  const lost = countOf(lostBeyond(journal, opened.position));
  if (lost === 0) return { ...opened, flushed: trust.flushed };
  const [best] = await basesOf(context);
  if (best === undefined || countOf(lostBeyond(journal, best.sequence)) >= lost)
    return { ...opened, flushed: trust.flushed };
  await opened.engine.close();
  return rebuild(context, 'it is older than the journal');
}

/** Whether the backups and the journal could put everything together again, should the power go now. */
export async function canRebuildAll(context: OpenFolderContext): Promise<boolean> {
  const [best] = await basesOf(context);
  return best !== undefined && countOf(lostBeyond(context.journal, best.sequence)) === 0;
}

async function rebuild(
  context: OpenFolderContext,
  reason: string,
  mayOpen = true,
  isRebuiltForDamage = false,
): Promise<OpenedFolder> {
  const { paths } = context;
  const common = { reason, isRebuiltForDamage, setAside: new Array<string>() };
  const wasThere = await exists(paths.engine);
  for (const base of await basesOf(context)) {
    await rm(paths.rebuild, { recursive: true, force: true });
    if (!(await base.prepare())) continue;
    const opened = await openRebuilt(context, { ...common, how: 'rebuilt' }, false);
    if (opened !== undefined) return opened;
  }
  if (mayOpen && (await exists(paths.engine))) {
    // Opening changes it.
    await copyTree(paths.engine, paths.rebuild);
    const opened = await openRebuilt(context, { ...common, how: 'unverified' }, true);
    if (opened !== undefined) return opened;
  }
  for (const folder of await unlabelledBackups(paths.backups)) {
    await rm(paths.rebuild, { recursive: true, force: true });
    await restoreAsItIs(folder, paths.rebuild).catch(() => undefined);
    if (!(await exists(paths.rebuild))) continue;
    const opened = await openRebuilt(context, { ...common, how: 'unverified' }, true);
    if (opened !== undefined) return opened;
  }
  // One that is missing may have been set aside by a process that was killed before it had another.
  for (const folder of wasThere ? [] : await listSetAside(paths.setAside, paths.engine)) {
    await rm(paths.rebuild, { recursive: true, force: true });
    await copyTree(folder, paths.rebuild);
    const opened = await openRebuilt(context, { ...common, how: 'unverified' }, true);
    if (opened !== undefined) return opened;
  }
  await rm(paths.rebuild, { recursive: true, force: true });
  await makeFolder(paths.rebuild);
  const fresh = await openRebuilt(context, { ...common, how: 'fresh' }, false);
  if (fresh === undefined) throw new StorageError('A new database could not be opened.');
  return fresh;
}

/** Replaces the folder that is there by the prepared one, and opens it; undefined when it fails. */
async function openRebuilt(
  context: OpenFolderContext,
  origin: FolderOrigin & { readonly setAside: string[] },
  check: boolean,
): Promise<OpenedFolder | undefined> {
  const { paths, log, now, driver } = context;
  await markEngineReplaced(paths, notesOf(origin));
  if (await exists(paths.engine)) {
    const moved = await setAside(paths.setAside, paths.engine, now());
    origin.setAside.push(moved);
    log(`the engine's folder was set aside as ${moved}: ${origin.reason ?? 'it does not open'}`);
  }
  await renameDurably(paths.rebuild, paths.engine);
  try {
    const opened = await openInPlace(context, origin);
    if (!check) return opened;
    try {
      await driver.check(opened.engine);
      return opened;
    } catch (error) {
      await opened.engine.close().catch(() => undefined);
      throw error;
    }
  } catch (error) {
    await assertNotElsewhere(context, error);
    log(`what was put in its place does not open: ${describe(error)}`);
    return undefined;
  }
}

function notesOf({ how, reason, isRebuiltForDamage = false }: FolderOrigin): EngineNotes {
  return {
    ...(how === 'unverified' ? { unverified: reason ?? 'unknown cause' } : {}),
    ...(isRebuiltForDamage ? { isRebuiltForDamage } : {}),
  };
}

async function openInPlace(
  { paths, journal, driver, boot, journalIsGuessed }: OpenFolderContext,
  origin: FolderOrigin,
): Promise<OpenedFolder> {
  await markEngineInUse(paths, boot, notesOf(origin));
  const engine = await driver.open(paths.engine);
  try {
    const schema = await driver.migrate(engine);
    const known = await driver.position(engine, journal.id);
    const position = known === 0 && journalIsGuessed ? await driver.newestPosition(engine) : known;
    return { engine, schema, position, origin };
  } catch (error) {
    await engine.close().catch(() => undefined);
    throw error;
  }
}

/** Whole backups and, where the history began with this journal, the empty one: what loses least comes first. */
async function basesOf(context: OpenFolderContext): Promise<readonly Base[]> {
  const { paths, journal, fromTheBeginning } = context;
  const bases: Base[] = [];
  for (const backup of await listBackups(paths.backups)) {
    if (backup.journal !== journal.id || !(await isBackupWhole(backup, true))) continue;
    bases.push({
      sequence: backup.sequence,
      prepare: () => restoreBackup(backup, paths.rebuild),
    });
  }
  if (fromTheBeginning) bases.push({ sequence: 0, prepare: () => emptyFolder(paths.rebuild) });
  const lost = (base: Base): number => countOf(lostBeyond(journal, base.sequence));
  return bases.sort((one, other) => lost(one) - lost(other));
}

async function emptyFolder(folder: string): Promise<boolean> {
  await makeFolder(folder);
  return true;
}

/** A folder is not at fault when the disk takes nothing, or when the engine does not start without it. */
async function assertNotElsewhere(
  { paths, driver }: OpenFolderContext,
  cause: unknown,
): Promise<void> {
  if (cause instanceof StorageError) throw cause;
  await assertRoom(paths.directory);
  try {
    const engine = await driver.open();
    await engine.close();
  } catch {
    throw new StorageError(`The database engine does not start: ${describe(cause)}`, {
      hint: 'Install Portolan again. Your history has not been touched.',
      cause,
    });
  }
}
