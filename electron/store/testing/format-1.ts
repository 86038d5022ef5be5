import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from '../files/crc32';

/** A frame as versions before journal format 2 wrote it. */
export function format1Frame(sequence: number, payload: string): Buffer {
  const content = Buffer.from(payload, 'utf8');
  const frame = Buffer.alloc(16 + content.length);
  frame.writeUInt32LE(content.length, 0);
  frame.writeBigUInt64LE(BigInt(sequence), 8);
  content.copy(frame, 16);
  frame.writeUInt32LE(crc32(frame.subarray(8)), 4);
  return frame;
}

/** A journal as those versions left it: segments that begin with these numbers, and its id. */
export async function writeFormat1Journal(
  folder: string,
  id: string,
  payloads: readonly string[],
  firsts: readonly number[] = [1],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'journal-id'), id);
  for (const [index, first] of firsts.entries()) {
    const last = (firsts[index + 1] ?? payloads.length + 1) - 1;
    const frames = payloads
      .slice(first - 1, last)
      .map((payload, offset) => format1Frame(first + offset, payload));
    const name = `${String(first).padStart(16, '0')}.journal`;
    await writeFile(path.join(folder, name), Buffer.concat(frames));
  }
}
