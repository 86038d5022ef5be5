import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { exists, listFolder } from '../../files/durable-files';
import { MIGRATIONS } from '../../migrations/migrations';
import { engineVersion } from './engine-module';

/** In a folder for as long as not all of an archive is in it: half of one never passes for a whole one. */
const UNFINISHED = 'unpacking';
const LENGTH_BYTES = 4;

/** What is in an archive, before the contents of its files one after the other, equal ones once. */
interface Header {
  readonly madeBy: string;
  readonly folders: readonly string[];
  /** Where the contents of each begin, after this header, and their length. */
  readonly files: readonly (readonly [name: string, start: number, size: number])[];
}

/** By default it would be unpacked in two thousand pieces. */
const PIECE_BYTES = 4 * 1024 ** 2;

/** The engine and the tables that an archive was made with: one of others is not used. */
function maker(): string {
  const tables = JSON.stringify(MIGRATIONS.map(({ number, variants }) => [number, variants]));
  return `${engineVersion()} ${createHash('sha256').update(tables).digest('hex')}`;
}

/** Packs the folder of a closed engine into one file: what packs the app leaves out empty folders. */
export async function packEngine(folder: string, archive: string): Promise<void> {
  const { folders, files } = await listFolder(folder);
  const contents: Buffer[] = [];
  let size = 0;
  const known = new Map<string, number>();
  const placed = files.map((name) => {
    const content = readFileSync(path.join(folder, name));
    const sum = createHash('sha256').update(content).digest('hex');
    const start = known.get(sum) ?? size;
    if (!known.has(sum)) {
      known.set(sum, start);
      contents.push(content);
      size += content.length;
    }
    return [portable(name), start, content.length] as const;
  });
  const header: Header = { madeBy: maker(), folders: folders.map(portable), files: placed };
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(text.length);
  await writeFile(archive, gzipSync(Buffer.concat([length, text, ...contents])));
}

/**
 * Unpacks an archive into a folder that is missing or empty, or into which one was unpacked in part.
 * @returns whether it did: not where there is no such archive, it is damaged, or another engine or other
 *   tables made it; the folder is left empty then, or as it was where it is an engine's
 */
export async function unpackEngine(archive: string, folder: string): Promise<boolean> {
  const unfinished = path.join(folder, UNFINISHED);
  if (await exists(folder)) {
    if (await exists(unfinished)) await emptyFolder(folder);
    if ((await readdir(folder)).length > 0) return false;
  }
  try {
    const packed = gunzipSync(readFileSync(archive), { chunkSize: PIECE_BYTES });
    const headerEnd = LENGTH_BYTES + packed.readUInt32LE();
    const header = JSON.parse(packed.toString('utf8', LENGTH_BYTES, headerEnd)) as Header;
    if (header.madeBy !== maker()) return false;
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(unfinished, '');
    for (const name of header.folders)
      mkdirSync(path.join(folder, name), { recursive: true, mode: 0o700 });
    // A thousand small files, at once: nothing else can be done before they are there.
    for (const [name, start, size] of header.files) {
      const content = packed.subarray(headerEnd + start, headerEnd + start + size);
      if (content.length !== size) throw new Error(`${name} is not whole`);
      writeFileSync(path.join(folder, name), content, { mode: 0o600 });
    }
  } catch {
    await emptyFolder(folder);
    return false;
  }
  await rm(unfinished);
  return true;
}

/** Leaves nothing in a folder, if it is there. */
export async function emptyFolder(folder: string): Promise<void> {
  if (!(await exists(folder))) return;
  const names = (await readdir(folder)).filter((name) => name !== UNFINISHED);
  for (const name of names) await rm(path.join(folder, name), { recursive: true, force: true });
  await rm(path.join(folder, UNFINISHED), { force: true });
}

function portable(name: string): string {
  return name.split(path.sep).join('/');
}
