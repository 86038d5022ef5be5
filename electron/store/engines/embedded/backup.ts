import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Instant } from '../../../../shared/base/failure';
import {
  isNoFolder,
  listFolder,
  makeFolder,
  makeFolderInPlace,
  renameDurably,
  syncFolder,
} from '../../files/durable-files';
import { readChecked, writeChecked } from '../../files/checked-json';
import { parseJsonObject, readJsonObject } from '../../files/json-file';
import { copyFileDurably, sumOfFile } from '../../files/copy-file';

/** A copy of the engine's folder, taken while it was checkpointed and still, flushed to disk. */
export interface Backup {
  readonly folder: string;
  readonly journal: string;
  /** Number of the last journal entry that it contains. */
  readonly sequence: number;
  readonly at: Instant;
  readonly bytes: number;
  /** Its schema; 0 when the version that made it did not write it down. */
  readonly schema: number;
}

interface CopiedFile {
  readonly path: string;
  readonly size: number;
  readonly crc32: number;
}

const MANIFEST = 'backup.json';
const CONTENT = 'engine';
const UNFINISHED = '.unfinished';

/**
 * Copies a still engine folder beside the earlier backup and, once the copy is on disk, removes the
 * earlier one. At every instant there is a whole backup, or none yet.
 */
export async function makeBackup(
  backups: string,
  engineFolder: string,
  about: Omit<Backup, 'folder' | 'bytes'>,
): Promise<Backup> {
  await makeFolderInPlace(backups);
  const name = `${String(about.sequence).padStart(16, '0')}-${about.at}`;
  const folder = path.join(backups, name);
  const unfinished = path.join(backups, name + UNFINISHED);
  const bytes = await copyEngine(engineFolder, unfinished, about).catch(async (error: unknown) => {
    // On a full disk half a backup would keep all else from being written.
    await rm(unfinished, { recursive: true, force: true }).catch(() => undefined);
    throw error;
  });
  await rm(folder, { recursive: true, force: true });
  await renameDurably(unfinished, folder);
  for (const other of await readdir(backups))
    if (other !== name) await rm(path.join(backups, other), { recursive: true, force: true });
  return { ...about, folder, bytes };
}

async function copyEngine(
  engineFolder: string,
  target: string,
  about: Omit<Backup, 'folder' | 'bytes'>,
): Promise<number> {
  const content = path.join(target, CONTENT);
  await makeFolder(content);
  const files = await copyTree(engineFolder, content);
  const bytes = files.reduce((total, { size }) => total + size, 0);
  await writeChecked(path.join(target, MANIFEST), { ...about, bytes, files });
  return bytes;
}

/** All backups that say what they are, newest first. Changes nothing. */
export async function listBackups(backups: string): Promise<readonly Backup[]> {
  const found: Backup[] = [];
  for (const folder of await backupFolders(backups)) {
    const manifest = await readManifest(folder);
    if (manifest !== undefined) found.push({ ...manifest, folder });
  }
  return found;
}

/** Folders of backups that no longer say what they are: their engine may still be whole. */
export async function unlabelledBackups(backups: string): Promise<readonly string[]> {
  const folders = await backupFolders(backups);
  const named = new Set((await listBackups(backups)).map(({ folder }) => folder));
  return folders.filter((folder) => !named.has(folder));
}

/** The newest backup that belongs to a journal. */
export async function latestBackup(backups: string, journal: string): Promise<Backup | undefined> {
  return (await listBackups(backups)).find((backup) => backup.journal === journal);
}

/** Removes what a killed backup left. */
export async function clearUnfinished(backups: string): Promise<void> {
  for (const name of await namesIn(backups))
    if (name.endsWith(UNFINISHED))
      await rm(path.join(backups, name), { recursive: true, force: true });
}

/** Whether a backup is still what was written; with `quick` only by the sizes of its files. */
export async function isBackupWhole(backup: Backup, quick = false): Promise<boolean> {
  const files = await readFiles(backup.folder);
  if (files === undefined) return false;
  const source = path.join(backup.folder, CONTENT);
  for (const file of files)
    if (!(await isWhole(path.join(source, file.path), file, quick))) return false;
  return true;
}

/**
 * Copies a backup into a folder that does not exist yet, checking every file.
 * @returns false when the backup is not what was written
 */
export async function restoreBackup(backup: Backup, target: string): Promise<boolean> {
  if (!(await isBackupWhole(backup))) return false;
  await restoreAsItIs(backup.folder, target);
  return true;
}

/** Copies what a backup holds, whatever it is. */
export async function restoreAsItIs(folder: string, target: string): Promise<void> {
  await makeFolder(target);
  await copyTree(path.join(folder, CONTENT), target);
}

/** Copies a folder that nobody writes to, and flushes the copy. */
export async function copyTree(source: string, target: string): Promise<readonly CopiedFile[]> {
  const { folders, files } = await listFolder(source);
  await makeFolder(target);
  for (const folder of folders) await makeFolder(path.join(target, folder));
  const copied: CopiedFile[] = [];
  for (const file of files) {
    const sum = await copyFileDurably(path.join(source, file), path.join(target, file));
    copied.push({ path: file, ...sum });
  }
  for (const folder of [...folders, '']) await syncFolder(path.join(target, folder));
  return copied;
}

async function isWhole(file: string, expected: CopiedFile, quick: boolean): Promise<boolean> {
  try {
    if ((await stat(file)).size !== expected.size) return false;
    return quick || sumOfFile(file).crc32 === expected.crc32;
  } catch {
    return false;
  }
}

async function backupFolders(backups: string): Promise<readonly string[]> {
  return (await namesIn(backups))
    .filter((name) => !name.endsWith(UNFINISHED))
    .sort()
    .reverse()
    .map((name) => path.join(backups, name));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isNoFolder(error)) return [];
    throw error;
  }
}

async function readManifest(folder: string): Promise<Omit<Backup, 'folder'> | undefined> {
  const manifest = await manifestOf(folder);
  if (manifest === undefined) return undefined;
  const { journal, sequence, at, bytes, schema } = manifest;
  if (typeof journal !== 'string' || typeof sequence !== 'number') return undefined;
  if (typeof at !== 'number' || typeof bytes !== 'number') return undefined;
  return { journal, sequence, at, bytes, schema: typeof schema === 'number' ? schema : 0 };
}

/** Manifests of versions before journal format 2 have no checksum and no schema. */
async function manifestOf(folder: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const file = path.join(folder, MANIFEST);
  const checked = await readChecked(file);
  if (checked !== undefined) return checked;
  const former = await readJsonObject(file).catch(() => undefined);
  return former === undefined || 'sum' in former || 'schema' in former ? undefined : former;
}

async function readFiles(folder: string): Promise<readonly CopiedFile[] | undefined> {
  const files = (await manifestOf(folder))?.['files'];
  if (!Array.isArray(files)) return undefined;
  return files.map((entry: unknown) => {
    const file = parseJsonObject(JSON.stringify(entry)) ?? {};
    return { path: String(file['path']), size: Number(file['size']), crc32: Number(file['crc32']) };
  });
}
