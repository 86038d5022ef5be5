import { open, readFile } from 'node:fs/promises';
import { crc32 } from '../journal/crc32';

export interface FileSum {
  readonly size: number;
  readonly crc32: number;
}

/** Copies a file that nobody writes to, flushes the copy, and sums up what was copied. */
export async function copyFileDurably(source: string, target: string): Promise<FileSum> {
  // The engine splits its files at 1 GB; those of a history stay far below.
  const content = await readFile(source);
  const handle = await open(target, 'wx', 0o600);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { size: content.length, crc32: crc32(content) };
}

export async function fileChecksum(file: string): Promise<number> {
  return crc32(await readFile(file));
}
