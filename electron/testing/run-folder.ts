import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { writeLeanExtension } from '../../tools/build/lean-extension.mjs';

/**
 * Before the first file of a run: makes a folder for what several files need and none changes, and answers
 * what removes it after the last one. See `madeOnce`.
 */
export default async function setUp({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'portolan-run-'));
  // Where the history's process looks for it, which is bundled into a folder in here.
  await writeLeanExtension(path.join(folder, 'timescaledb.tar.gz'));
  provide('runFolder', folder);
  return () => rm(folder, { recursive: true, force: true });
}

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder of this run of the tests, seen by all of its files. */
    readonly runFolder: string;
  }
}
