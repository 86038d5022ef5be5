import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { chmod, readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { exists, listFolder } from '../files/durable-files';

/** The engine opens no folder without it, so that half a copy never passes for a whole one. */
const LAST = path.join('global', 'pg_control');
const LAST_ASIDE = `${LAST}.aside`;

/** Makes the folder of a closed engine one that {@link copyEmptyEngine} copies, whoever installed it. */
export async function keepAsEmptyEngine(folder: string): Promise<void> {
  await rename(path.join(folder, LAST), path.join(folder, LAST_ASIDE));
  const { folders, files } = await listFolder(folder);
  for (const each of ['', ...folders]) await chmod(path.join(folder, each), 0o755);
  for (const each of files) await chmod(path.join(folder, each), 0o644);
}

/**
 * Copies an engine without a history to a folder that is missing or has nothing in it. Any other, and one to
 * which there is nothing to copy, is left as it is: the engine then makes what it needs, which takes seconds.
 */
export async function copyEmptyEngine(emptyEngine: string, folder: string): Promise<void> {
  if (!(await exists(emptyEngine))) return;
  if ((await exists(folder)) && (await readdir(folder)).length > 0) return;
  const { folders, files } = await listFolder(emptyEngine);
  for (const each of ['', ...folders])
    mkdirSync(path.join(folder, each), { recursive: true, mode: 0o700 });
  // A thousand small files, at once: nothing else can be done before they are there.
  for (const each of files)
    writeFileSync(path.join(folder, each), readFileSync(path.join(emptyEngine, each)), {
      mode: 0o600,
    });
  await rename(path.join(folder, LAST_ASIDE), path.join(folder, LAST));
}
