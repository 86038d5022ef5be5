import { cp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { listFolder } from '../files/durable-files';

/** One of several, each as likely. */
export function pick<T>(random: () => number, choices: readonly T[]): T {
  const one = choices[Math.floor(random() * choices.length)];
  if (one === undefined) throw new RangeError('nothing to choose from');
  return one;
}

/** A whole number between two, both included. */
export function between(random: () => number, from: number, to: number): number {
  return from + Math.floor(random() * (to - from + 1));
}

const DAMAGES = ['flip', 'zero', 'truncate', 'empty', 'delete', 'garbage', 'append'] as const;

/** Damages a file in some way, and says how. */
export async function damageFile(file: string, random: () => number): Promise<string> {
  const bytes = await readFile(file);
  const how = bytes.length === 0 ? 'delete' : pick(random, DAMAGES);
  const at = Math.floor(random() * bytes.length);
  const end = Math.min(bytes.length, at + between(random, 1, 200));
  switch (how) {
    case 'flip':
      bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << between(random, 0, 7)), at);
      await writeFile(file, bytes);
      break;
    case 'zero':
      await writeFile(file, bytes.fill(0, at, end));
      break;
    case 'garbage':
      for (let index = at; index < end; index++) bytes.writeUInt8(between(random, 0, 255), index);
      await writeFile(file, bytes);
      break;
    case 'truncate':
      await truncate(file, at);
      break;
    case 'empty':
      await truncate(file, 0);
      break;
    case 'append':
      await writeFile(file, Buffer.concat([bytes, bytes.subarray(at, end)]));
      break;
    case 'delete':
      await rm(file);
      break;
  }
  return `${how} ${path.basename(file)} at ${at} of ${bytes.length}`;
}

/** Damages one file below a target, which may be a file itself, swaps two of it, or deletes it whole. */
export async function damageSome(
  target: string,
  random: () => number,
): Promise<string | undefined> {
  const found = await stat(target).catch(() => undefined);
  if (found === undefined) return undefined;
  if (!found.isDirectory()) return damageFile(target, random);
  if (random() < 0.1) {
    await rm(target, { recursive: true });
    return `delete all of ${path.basename(target)}`;
  }
  const { files } = await listFolder(target);
  if (files.length === 0) return undefined;
  const one = path.join(target, pick(random, files));
  const other = path.join(target, pick(random, files));
  if (random() < 0.1 && one !== other) {
    const content = await readFile(one);
    await cp(other, one);
    await writeFile(other, content);
    return `swap ${path.basename(one)} and ${path.basename(other)}`;
  }
  return damageFile(one, random);
}

/**
 * What a power cut may leave of a folder that is never flushed: each file as it is, as it was before, cut
 * short, or gone.
 */
export async function mixPages(
  folder: string,
  before: string | undefined,
  random: () => number,
): Promise<void> {
  const { files } = await listFolder(folder);
  for (const name of files) {
    const file = path.join(folder, name);
    const fate = random();
    if (fate < 0.3) continue;
    if (fate < 0.7 && before !== undefined)
      await cp(path.join(before, name), file).catch(() => rm(file, { force: true }));
    else if (fate < 0.85) await truncate(file, Math.floor(random() * (await stat(file)).size));
    else await rm(file);
  }
}
