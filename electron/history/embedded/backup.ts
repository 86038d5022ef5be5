import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Instant } from '../../../shared/portfolio/failure';
import {
  exists,
  isMissing,
  listFolder,
  makeFolder,
  renameDurably,
  syncFolder,
  writeDurably,
} from '../files/durable-files';
import { parseJsonObject, readJsonObject } from '../files/json-file';
import { copyFileDurably, fileChecksum } from '../files/copy-file';

/** A copy of the engine's folder, taken while it was checkpointed and still, flushed to disk. */
export interface Backup {
  readonly folder: string;
  readonly journal: string;
  /** Number of the last journal entry that it contains. */
  readonly sequence: number;
  readonly at: Instant;
  readonly bytes: number;
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
  await makeFolder(backups);
  const name = `${String(about.sequence).padStart(16, '0')}-${about.at}`;
  const unfinished = path.join(backups, name + UNFINISHED);
  const content = path.join(unfinished, CONTENT);
  await makeFolder(content);
  const files = await copyTree(engineFolder, content);
  const bytes = files.reduce((total, { size }) => total + size, 0);
  await writeDurably(path.join(unfinished, MANIFEST), JSON.stringify({ ...about, bytes, files }));
  const folder = path.join(backups, name);
  await renameDurably(unfinished, folder);
  for (const other of await readdir(backups))
    if (other !== name) await rm(path.join(backups, other), { recursive: true, force: true });
  return { ...about, folder, bytes };
}

/** The newest whole backup that belongs to a journal. Removes what a killed backup left. */
export async function latestBackup(backups: string, journal: string): Promise<Backup | undefined> {
  if (!(await exists(backups))) return undefined;
  const names = (await readdir(backups)).sort().reverse();
  for (const name of names) {
    const folder = path.join(backups, name);
    if (name.endsWith(UNFINISHED)) await rm(folder, { recursive: true, force: true });
  }
  for (const name of names) {
    const folder = path.join(backups, name);
    const manifest = await readJsonObject(path.join(folder, MANIFEST)).catch(() => undefined);
    if (manifest?.['journal'] !== journal) continue;
    const { sequence, at, bytes } = manifest;
    if (typeof sequence === 'number' && typeof at === 'number' && typeof bytes === 'number')
      return { folder, journal, sequence, at, bytes };
  }
  return undefined;
}

/**
 * Copies a backup into a folder that does not exist yet, checking every file.
 * @returns false when the backup is not what was written
 */
export async function restoreBackup(backup: Backup, target: string): Promise<boolean> {
  const files = await readManifestFiles(backup);
  if (files === undefined) return false;
  const source = path.join(backup.folder, CONTENT);
  for (const file of files) {
    if (!(await isWhole(path.join(source, file.path), file))) return false;
  }
  await makeFolder(target);
  await copyTree(source, target);
  return true;
}

async function copyTree(source: string, target: string): Promise<readonly CopiedFile[]> {
  const { folders, files } = await listFolder(source);
  for (const folder of folders) await makeFolder(path.join(target, folder));
  const copied: CopiedFile[] = [];
  for (const file of files) {
    const sum = await copyFileDurably(path.join(source, file), path.join(target, file));
    copied.push({ path: file, ...sum });
  }
  for (const folder of [...folders, '']) await syncFolder(path.join(target, folder));
  return copied;
}

async function isWhole(file: string, expected: CopiedFile): Promise<boolean> {
  try {
    if ((await stat(file)).size !== expected.size) return false;
    return (await fileChecksum(file)) === expected.crc32;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

async function readManifestFiles(backup: Backup): Promise<readonly CopiedFile[] | undefined> {
  const manifest = await readJsonObject(path.join(backup.folder, MANIFEST));
  const files = manifest?.['files'];
  if (!Array.isArray(files)) return undefined;
  return files.map((entry: unknown) => {
    const file = parseJsonObject(JSON.stringify(entry)) ?? {};
    return { path: String(file['path']), size: Number(file['size']), crc32: Number(file['crc32']) };
  });
}
