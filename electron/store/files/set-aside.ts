import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Instant } from '../../../shared/base/failure';
import { exists, isNoFolder, listFolder, makeFolderInPlace, renameDurably } from './durable-files';
import { daysOfUse } from './days-of-use';

/**
 * When copies that were set aside go: after 90 days on which the app was used (days-of-use.ts: not
 * by the clock, which may be wrong), or when all of them together are larger than 2 GiB, the oldest first. The newest one stays in any case, and nothing goes before a backup has been made.
 */
export const SET_ASIDE_RULE = { keptDays: 90, mostBytes: 2 * 1024 ** 3 } as const;

/** Where what was set aside is, and how old it is. */
export interface AsidePaths {
  /** What could not be trusted or opened, moved here whole. Ages out by {@link SET_ASIDE_RULE}. */
  readonly setAside: string;
  /** On how many days the app was used since each finding and set-aside copy was first seen. */
  readonly daysOfUse: string;
}

/** In the folder of the history. */
export function asidePaths(directory: string): AsidePaths {
  return {
    setAside: path.join(directory, 'set-aside'),
    daysOfUse: path.join(directory, 'days-of-use.json'),
  };
}

/** The instant that each name ends with, by {@link stampOf}. */
const STAMP = /(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z(?:-\d+)?$/;

/** Moves a file or folder out of the way, durably, and says where to. */
export async function setAside(folder: string, target: string, now: Instant): Promise<string> {
  await makeFolderInPlace(folder);
  const name = `${path.basename(target)}-${stampOf(now)}`;
  let free = path.join(folder, name);
  for (let count = 2; await exists(free); count++) free = path.join(folder, `${name}-${count}`);
  await renameDurably(target, free);
  return free;
}

/** The copies that were set aside of a file or folder, the newest first. */
export async function listSetAside(folder: string, target: string): Promise<readonly string[]> {
  const own = `${path.basename(target)}-`;
  return (await listCopies(folder))
    .filter(({ name }) => name.startsWith(own))
    .map(({ name }) => path.join(folder, name))
    .reverse();
}

/** Removes what has aged by the rule. To be called after a backup only. */
export async function ageOutSetAside(
  { setAside: folder, daysOfUse: file }: AsidePaths,
  now: Instant,
): Promise<readonly string[]> {
  const found = await listCopies(folder);
  const ages = await daysOfUse(
    file,
    now,
    'set-aside',
    found.map(({ name }) => name),
  );
  const order = [...ages.keys()];
  const copies = [...found].sort(
    (one, other) => order.indexOf(one.name) - order.indexOf(other.name),
  );
  const removed: string[] = [];
  let total = copies.reduce((sum, { bytes }) => sum + bytes, 0);
  // Oldest first; the last is the newest, which stays.
  for (const { name, bytes } of copies.slice(0, -1)) {
    const isOld = (ages.get(name) ?? 0) > SET_ASIDE_RULE.keptDays;
    if (!isOld && total <= SET_ASIDE_RULE.mostBytes) continue;
    await rm(path.join(folder, name), { recursive: true, force: true });
    total -= bytes;
    removed.push(name);
  }
  return removed;
}

interface Copy {
  readonly name: string;
  readonly at: Instant;
  readonly bytes: number;
}

async function listCopies(folder: string): Promise<readonly Copy[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isNoFolder(error)) return [];
    throw error;
  });
  const copies: Copy[] = [];
  for (const name of names) {
    const [, day, hour, minute, second, millisecond] = STAMP.exec(name) ?? [];
    // What the app did not put here it does not remove.
    if (day === undefined) continue;
    const at = Date.parse(`${day}T${hour}:${minute}:${second}.${millisecond}Z`);
    copies.push({ name, at, bytes: await sizeOf(path.join(folder, name)) });
  }
  return copies.sort((one, other) => one.at - other.at);
}

async function sizeOf(target: string): Promise<number> {
  const found = await stat(target);
  if (!found.isDirectory()) return found.size;
  let bytes = 0;
  for (const file of (await listFolder(target)).files)
    bytes += (await stat(path.join(target, file))).size;
  return bytes;
}

function stampOf(now: Instant): string {
  return new Date(now).toISOString().replaceAll(/[:.]/g, '-');
}
