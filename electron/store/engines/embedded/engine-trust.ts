import { statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { sumOfFile, type FileSum } from '../../files/copy-file';
import { exists, listFolder, syncFile, syncFolder } from '../../files/durable-files';
import { readChecked, writeChecked } from '../../files/checked-json';
import { readJsonObject } from '../../files/json-file';
import type { EnginePaths } from './engine-paths';

/**
 * The engine writes without ever flushing. When its process is killed the operating system still holds
 * what it wrote; when the machine goes down it does not, and any mixture of old and new pages may be
 * on disk, which can open without an error. So a folder that was in use when the machine went down is
 * never trusted, nor one that is not as it was left: it is rebuilt from the backup and the journal.
 */
export type EngineTrust =
  | { readonly state: 'missing' }
  | ({ readonly state: 'trusted'; readonly flushed: FlushedFiles } & EngineNotes)
  /** What takes its place is finished in `rebuild`, and only has to be given its name. */
  | ({ readonly state: 'replaced'; readonly flushed: FlushedFiles } & EngineNotes)
  | { readonly state: 'untrusted'; readonly reason: string; readonly isDamaged?: true };

/** What is to be known of a folder for as long as it is used. */
export interface EngineNotes {
  /** Why it is used although nothing vouches for it; gone once that has been told. */
  readonly unverified?: string;
  /** It was rebuilt since the one before said that it was damaged, and has not been read through since. */
  readonly isRebuiltForDamage?: boolean;
}

/**
 * Files of the engine that are on disk and were read: whichever nobody has touched since then needs neither
 * to be flushed nor to be read again when the engine is closed.
 */
export type FlushedFiles = ReadonlyMap<string, FlushedFile>;

interface FlushedFile extends FileSum {
  readonly touched: Touched;
}

/** Changes with every write to a file, whoever makes it, and when another file takes its name. */
type Touched = string;

const NOTHING_FLUSHED: FlushedFiles = new Map();

/** Judges the engine's folder as it was left. `boot` names this run of the machine. */
export async function engineTrust(paths: EnginePaths, boot: string): Promise<EngineTrust> {
  const found = await readChecked(paths.engineTrust);
  const isReplacing = found?.['state'] === 'replacing' && (await exists(paths.rebuild));
  if (!(await exists(paths.engine)))
    return isReplacing
      ? { state: 'replaced', flushed: NOTHING_FLUSHED, ...notesOf(found) }
      : { state: 'missing' };
  if (found === undefined) return formerTrust(paths, boot);
  switch (found['state']) {
    case 'replacing':
      if (!isReplacing) return { state: 'trusted', flushed: NOTHING_FLUSHED, ...notesOf(found) };
      return {
        state: 'untrusted',
        reason: 'it was about to be replaced',
        ...(found['isRebuiltForDamage'] === true ? { isDamaged: true } : {}),
      };
    case 'clean': {
      const { altered, flushed } = await compareFiles(paths.engine, found['files']);
      if (altered.length === 0) return { state: 'trusted', flushed, ...notesOf(found) };
      const names = `${altered.slice(0, 3).join(', ')}${altered.length > 3 ? ' and others' : ''}`;
      return { state: 'untrusted', reason: `its files are not as they were left: ${names}` };
    }
    case 'in-use':
      if (found['boot'] === boot)
        return { state: 'trusted', flushed: NOTHING_FLUSHED, ...notesOf(found) };
      return { state: 'untrusted', reason: 'the machine went down while it was in use' };
    default:
      return {
        state: 'untrusted',
        reason: 'it reported that its files are damaged',
        isDamaged: true,
      };
  }
}

/** To be called before the engine writes. */
export async function markEngineInUse(
  paths: EnginePaths,
  boot: string,
  notes: EngineNotes = {},
): Promise<void> {
  await writeChecked(paths.engineTrust, { state: 'in-use', boot, ...notes });
  // A version that still reads this one must not find it true.
  await rm(paths.formerEngineState, { force: true });
}

/**
 * To be called when all of `rebuild` is on disk, before the engine's folder is moved out of its way: between
 * the two renames it may be the only copy that is left.
 */
export async function markEngineReplaced(paths: EnginePaths, notes: EngineNotes): Promise<void> {
  await writeChecked(paths.engineTrust, { state: 'replacing', ...notes });
}

/** To be called when the engine said that its files are damaged: the next opening rebuilds them. */
export async function markEngineDamaged(paths: EnginePaths): Promise<void> {
  await writeChecked(paths.engineTrust, { state: 'damaged' });
}

/**
 * To be called when the engine is closed: flushes its files, and only then says so, and how they are.
 * `flushed` is what {@link engineTrust} found of this folder, if it is the same.
 */
export async function markEngineClean(
  paths: EnginePaths,
  flushed?: FlushedFiles,
  notes: EngineNotes = {},
): Promise<void> {
  const { folders, files } = await listFolder(paths.engine);
  const sums: (readonly [string, number, number])[] = [];
  for (const name of files) {
    const file = path.join(paths.engine, name);
    const before = flushed?.get(name);
    const isOnDisk = before !== undefined && before.touched === touched(file);
    if (!isOnDisk) await syncFile(file);
    const { size, crc32 } = isOnDisk ? before : sumOfFile(file);
    sums.push([name, size, crc32]);
  }
  for (const folder of [...folders, '']) await syncFolder(path.join(paths.engine, folder));
  await writeChecked(paths.engineTrust, { state: 'clean', ...notes, files: sums });
}

function notesOf({
  unverified,
  isRebuiltForDamage,
}: Readonly<Record<string, unknown>>): EngineNotes {
  return {
    ...(typeof unverified === 'string' ? { unverified } : {}),
    ...(isRebuiltForDamage === true ? { isRebuiltForDamage } : {}),
  };
}

/** Compares the files of a folder with their list: those that are as they were, and those that are not. */
async function compareFiles(
  folder: string,
  listed: unknown,
): Promise<{ readonly altered: readonly string[]; readonly flushed: FlushedFiles }> {
  const missing = new Map<string, readonly [number, number]>();
  for (const entry of Array.isArray(listed) ? listed : []) {
    const [file, size, sum]: readonly unknown[] = Array.isArray(entry) ? entry : [];
    if (typeof file === 'string') missing.set(file, [Number(size), Number(sum)]);
  }
  const altered: string[] = [];
  const flushed = new Map<string, FlushedFile>();
  const { files } = await listFolder(folder);
  for (const name of files) {
    const [size, sum] = missing.get(name) ?? [];
    missing.delete(name);
    const found = readFlushed(path.join(folder, name));
    if (found?.size === size && found?.crc32 === sum && found !== undefined)
      flushed.set(name, found);
    else altered.push(name);
  }
  return { altered: [...altered, ...missing.keys()], flushed };
}

function readFlushed(file: string): FlushedFile | undefined {
  try {
    // Before it is read: what is written meanwhile shows.
    const before = touched(file);
    return { ...sumOfFile(file), touched: before };
  } catch {
    return undefined;
  }
}

function touched(file: string): Touched {
  const { ino, ctimeNs, size } = statSync(file, { bigint: true });
  return `${ino} ${ctimeNs} ${size}`;
}

/** The judgement of versions before journal format 2, for a folder that one of them left. */
async function formerTrust(paths: EnginePaths, boot: string): Promise<EngineTrust> {
  const former = await readJsonObject(paths.formerEngineState).catch(() => undefined);
  if (former?.['state'] === 'clean' || (former !== undefined && former['boot'] === boot))
    return { state: 'trusted', flushed: NOTHING_FLUSHED };
  return {
    state: 'untrusted',
    reason:
      former === undefined
        ? 'nothing says how it was left'
        : 'the machine went down while it was in use',
  };
}
