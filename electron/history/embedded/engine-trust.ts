import { open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { exists, listFolder, syncFolder } from '../files/durable-files';
import { readChecked, writeChecked } from '../files/checked-json';
import { readJsonObject } from '../files/json-file';
import { crc32 } from '../journal/crc32';
import type { StorePaths } from './store-paths';

/**
 * The engine writes without ever flushing. When its process is killed the operating system still holds
 * what it wrote; when the machine goes down it does not, and any mixture of old and new pages may be
 * on disk, which can open without an error. So a folder that was in use when the machine went down is
 * never trusted, nor one that is not as it was left: it is rebuilt from the backup and the journal.
 */
export type EngineTrust =
  | { readonly state: 'missing' | 'trusted' }
  | { readonly state: 'untrusted'; readonly reason: string };

/** Judges the engine's folder as it was left. `boot` names this run of the machine. */
export async function engineTrust(paths: StorePaths, boot: string): Promise<EngineTrust> {
  if (!(await exists(paths.engine))) return { state: 'missing' };
  const found = await readChecked(paths.engineTrust);
  if (found === undefined) return formerTrust(paths, boot);
  switch (found['state']) {
    case 'clean': {
      const altered = await alteredFiles(paths.engine, found['files']);
      if (altered.length === 0) return { state: 'trusted' };
      const names = `${altered.slice(0, 3).join(', ')}${altered.length > 3 ? ' and others' : ''}`;
      return { state: 'untrusted', reason: `its files are not as they were left: ${names}` };
    }
    case 'in-use':
      if (found['boot'] === boot) return { state: 'trusted' };
      return { state: 'untrusted', reason: 'the machine went down while it was in use' };
    default:
      return { state: 'untrusted', reason: 'it reported that its files are damaged' };
  }
}

/** To be called before the engine writes. */
export async function markEngineInUse(paths: StorePaths, boot: string): Promise<void> {
  await writeChecked(paths.engineTrust, { state: 'in-use', boot });
  // A version that still reads this one must not find it true.
  await rm(paths.formerEngineState, { force: true });
}

/** To be called when the engine said that its files are damaged: the next opening rebuilds them. */
export async function markEngineDamaged(paths: StorePaths): Promise<void> {
  await writeChecked(paths.engineTrust, { state: 'damaged' });
}

/** To be called when the engine is closed: flushes its files, and only then says so, and how they are. */
export async function markEngineClean(paths: StorePaths): Promise<void> {
  const { folders, files } = await listFolder(paths.engine);
  const sums: (readonly [string, number, number])[] = [];
  for (const file of files) {
    const content = await flushAndRead(path.join(paths.engine, file));
    sums.push([file, content.length, crc32(content)]);
  }
  for (const folder of [...folders, '']) await syncFolder(path.join(paths.engine, folder));
  await writeChecked(paths.engineTrust, { state: 'clean', files: sums });
}

async function flushAndRead(file: string): Promise<Buffer> {
  // Windows flushes only handles that may write.
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

/** Files of a folder that are not, or no longer, as they were listed. */
async function alteredFiles(folder: string, listed: unknown): Promise<readonly string[]> {
  const sums = new Map<string, readonly [number, number]>();
  for (const entry of Array.isArray(listed) ? listed : []) {
    const [file, size, sum]: readonly unknown[] = Array.isArray(entry) ? entry : [];
    if (typeof file === 'string') sums.set(file, [Number(size), Number(sum)]);
  }
  const altered: string[] = [];
  const { files } = await listFolder(folder);
  for (const file of files) {
    const [size, sum] = sums.get(file) ?? [];
    sums.delete(file);
    const content = await readFile(path.join(folder, file)).catch(() => undefined);
    if (content?.length !== size || crc32(content ?? Buffer.alloc(0)) !== sum) altered.push(file);
  }
  return [...altered, ...sums.keys()];
}

/** The judgement of versions before journal format 2, for a folder that one of them left. */
async function formerTrust(paths: StorePaths, boot: string): Promise<EngineTrust> {
  const former = await readJsonObject(paths.formerEngineState).catch(() => undefined);
  if (former?.['state'] === 'clean' || (former !== undefined && former['boot'] === boot))
    return { state: 'trusted' };
  return {
    state: 'untrusted',
    reason:
      former === undefined
        ? 'nothing says how it was left'
        : 'the machine went down while it was in use',
  };
}
