import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';

/** Makes what was written to a file survive a power cut. */
export async function syncFile(file: string): Promise<void> {
  // Windows flushes only handles that may write.
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the creation, renaming and removal of a folder's entries survive a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows has no handles on folders to flush; NTFS journals its entries itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Replaces a file as a whole: after a power cut it is the old one or the new one. */
export async function writeDurably(file: string, content: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}.new`;
  try {
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(file));
}

const TEMPORARY = /^\.[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\.new$/;

/** Removes what a killed {@link writeDurably} of files of these names has left in a folder. */
export async function removeTemporaries(folder: string, names: readonly string[]): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (
      entry.isFile() &&
      names.some(
        (name) => entry.name.startsWith(name) && TEMPORARY.test(entry.name.slice(name.length)),
      )
    )
      await rm(path.join(folder, entry.name), { force: true });
}

/** Renames within one folder, durably. */
export async function renameDurably(from: string, to: string): Promise<void> {
  await rename(from, to);
  await syncFolder(path.dirname(to));
  if (path.dirname(from) !== path.dirname(to)) await syncFolder(path.dirname(from));
}

/** Creates a folder and its missing parents, private to the user, durably. */
export async function makeFolder(folder: string): Promise<void> {
  const target = path.resolve(folder);
  const first = await mkdir(target, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  const above = path.dirname(path.resolve(first));
  for (let parent = path.dirname(target); parent.length >= above.length;) {
    await syncFolder(parent);
    if (parent === above) return;
    parent = path.dirname(parent);
  }
}

/** Creates a folder as {@link makeFolder}; something else that is in its place is kept, in the folder. */
export async function makeFolderInPlace(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => undefined);
  if (found === undefined || found.isDirectory()) return makeFolder(folder);
  const away = `${folder}.${randomUUID()}.new`;
  await rename(folder, away);
  await makeFolder(folder);
  await renameDurably(away, path.join(folder, path.basename(away, '.new')));
}

export interface FolderContent {
  /** Paths relative to the folder, parents before their children. */
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/** Everything below a folder, in a stable order. */
export async function listFolder(folder: string): Promise<FolderContent> {
  const folders: string[] = [];
  const files: string[] = [];
  const pending = [''];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const entries = await readdir(path.join(folder, next), { withFileTypes: true });
    entries.sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const entry of entries) {
      const relative = path.join(next, entry.name);
      if (entry.isDirectory()) {
        folders.push(relative);
        pending.push(relative);
      } else if (entry.isFile()) files.push(relative);
    }
  }
  return { folders, files };
}

export async function exists(target: string): Promise<boolean> {
  return (await nameIn(path.dirname(target))).includes(path.basename(target));
}

async function nameIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isMissing(error)) return [];
    throw error;
  }
}

/** True for the error of a file that is not there. */
export function isMissing(error: unknown): boolean {
  return hasCode(error, 'ENOENT');
}

/** True for the error of a folder that is not there, or is none. */
export function isNoFolder(error: unknown): boolean {
  return isMissing(error) || hasCode(error, 'ENOTDIR');
}

/** True for a file system error with this code. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
