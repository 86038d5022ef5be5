import { mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { inject } from 'vitest';
import { exists } from '../store/files/durable-files';

/**
 * A folder that takes seconds to make and is the same for every test file of a run: the first that asks makes
 * it, the others get it as it is. Two that ask at the same time both make it, and one of the two is kept.
 * Nobody may change what is in it.
 * @param name of what is in it
 * @param make fills an empty folder
 */
export async function madeOnce(
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const made = path.join(inject('runFolder'), name);
  if (await exists(made)) return made;
  const own = await mkdtemp(`${made}-`);
  await make(own);
  try {
    await rename(own, made);
  } catch (error) {
    if (!(await exists(made))) throw error;
    await rm(own, { recursive: true });
  }
  return made;
}
