import { promises as disk, type BigIntStats } from 'node:fs';
import path from 'node:path';

/** A file or folder, whatever it is called: its number alone is given to another once it is gone. */
type Identity = string;

/** What was flushed of a folder: its entries. Of a file: its bytes. */
const folders = new Map<Identity, ReadonlyMap<string, Identity>>();
const files = new Map<Identity, Buffer>();
let flushesLeft = Infinity;
let refusal: string | undefined;
let flushRefusal: string | undefined;

class PowerCut extends Error {}

/** After so many more flushes the power goes: none succeeds any more, so nothing is acknowledged either. */
export function cutPowerAfter(flushes: number): void {
  flushesLeft = flushes;
}

/** Makes each write fail as a full or read-only disk does; undefined makes it take writes again. */
export function refuseWrites(code: string | undefined): void {
  refusal = code;
}

/** Makes only flushes fail: all was written, but may not be on the disk. */
export function refuseFlushes(code: string | undefined): void {
  flushRefusal = code;
}

/**
 * `node:fs/promises` with an `open` that remembers what was flushed: to be put in its place by `vi.mock`.
 * Everything else a power cut throws away.
 */
export function recording<T extends { readonly open: typeof disk.open }>(original: T): T {
  return {
    ...original,
    open: async (...parameters: Parameters<typeof disk.open>) => {
      const handle = await original.open(...parameters);
      const write = handle.write.bind(handle);
      Object.assign(handle, {
        sync: () => flush(handle),
        datasync: () => flush(handle),
        write: (...given: Parameters<typeof write>) => {
          if (refusal === undefined) return write(...given);
          return Promise.reject(refused(refusal));
        },
      });
      return handle;
    },
  };
}

type Handle = Awaited<ReturnType<typeof disk.open>>;

async function flush(handle: Handle): Promise<void> {
  const code = refusal ?? flushRefusal;
  if (code !== undefined) throw refused(code);
  if (flushesLeft <= 0) throw new PowerCut('the power is gone');
  flushesLeft -= 1;
  const found = await handle.stat({ bigint: true });
  const name = await disk.readlink(`/proc/self/fd/${handle.fd}`);
  if (found.isDirectory()) folders.set(identityOf(found), await entriesOf(name));
  else files.set(identityOf(found), await disk.readFile(`/proc/self/fd/${handle.fd}`));
}

async function entriesOf(folder: string): Promise<ReadonlyMap<string, Identity>> {
  const entries = new Map<string, Identity>();
  for (const name of await disk.readdir(folder)) {
    const found = await disk.stat(path.join(folder, name), { bigint: true }).catch(() => undefined);
    if (found !== undefined) entries.set(name, identityOf(found));
  }
  return entries;
}

/** Makes a folder of what a power cut leaves of another: only what was flushed, by name and by content. */
export async function restoreFlushed(folder: string, target: string): Promise<void> {
  await restore(identityOf(await disk.stat(folder, { bigint: true })), target);
}

async function restore(identity: Identity, target: string): Promise<void> {
  await disk.mkdir(target, { recursive: true });
  for (const [name, inner] of folders.get(identity) ?? []) {
    const place = path.join(target, name);
    // What was never flushed has a name without content: a file of no bytes, or nothing at all.
    const content = files.get(inner);
    if (folders.has(inner)) await restore(inner, place);
    else if (content !== undefined) {
      await disk.writeFile(place, content);
      files.set(identityOf(await disk.stat(place, { bigint: true })), content);
    }
  }
  // What is found after the cut is on the disk.
  folders.set(identityOf(await disk.stat(target, { bigint: true })), await entriesOf(target));
}

function identityOf({ ino, birthtimeNs }: BigIntStats): Identity {
  return `${ino}-${birthtimeNs}`;
}

function refused(code: string): Error {
  return Object.assign(new Error(`${code}: the disk refuses`), { code });
}
