import { rm } from 'node:fs/promises';
import { exists, renameDurably, makeFolder, syncTree, writeDurably } from '../files/durable-files';
import { readJsonObject } from '../files/json-file';
import { bootIdentity } from '../files/process-identity';
import type { StorePaths } from './store-paths';
import path from 'node:path';

/**
 * The engine writes without ever flushing. When its process is killed the operating system still holds
 * what it wrote; when the machine goes down it does not, and any mixture of old and new pages may be
 * on disk, which can open without an error. So a folder that was in use when the machine went down is
 * never trusted: it is rebuilt from the backup and the journal.
 */
export type EngineTrust = 'missing' | 'trusted' | 'untrusted';

/** Judges the engine's folder as it was left. */
export async function engineTrust(paths: StorePaths): Promise<EngineTrust> {
  if (!(await exists(paths.engine))) return 'missing';
  const state = await readJsonObject(paths.engineState);
  if (state?.['state'] === 'clean') return 'trusted';
  return state?.['boot'] === (await bootIdentity()) ? 'trusted' : 'untrusted';
}

/** To be called before the engine writes. */
export async function markEngineInUse(paths: StorePaths): Promise<void> {
  const state = { state: 'in-use', boot: await bootIdentity() };
  await writeDurably(paths.engineState, JSON.stringify(state));
}

/** To be called when the engine is closed: flushes its files, and only then says so. */
export async function markEngineClean(paths: StorePaths): Promise<void> {
  await syncTree(paths.engine);
  await writeDurably(paths.engineState, JSON.stringify({ state: 'clean' }));
}

/** Moves the engine's folder out of the way and says where to. */
export async function setEngineAside(paths: StorePaths, now: Date): Promise<string> {
  await makeFolder(paths.setAside);
  const stamp = now.toISOString().replaceAll(/[:.]/g, '-');
  let target = path.join(paths.setAside, `engine-${stamp}`);
  for (let count = 2; await exists(target); count++)
    target = path.join(paths.setAside, `engine-${stamp}-${count}`);
  await renameDurably(paths.engine, target);
  return target;
}

/** Removes what a killed rebuild left: a copy of what is kept elsewhere. */
export async function clearRebuild(paths: StorePaths): Promise<void> {
  await rm(paths.rebuild, { recursive: true, force: true });
}
