import { closeSync, openSync, readSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';
import { crc32 } from './crc32';

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

const piece = Buffer.allocUnsafeSlow(1024 * 1024);

/**
 * Sums up what is in a file. At once, in the caller's thread: the history's process has nothing else to do
 * meanwhile, and a thousand small files one by one through the pool of threads take many times as long.
 */
export function sumOfFile(file: string): FileSum {
  const descriptor = openSync(file, 'r');
  try {
    let [size, sum] = [0, 0];
    for (;;) {
      const length = readSync(descriptor, piece);
      if (length === 0) return { size, crc32: sum };
      sum = crc32(piece.subarray(0, length), sum);
      size += length;
    }
  } finally {
    closeSync(descriptor);
  }
}
