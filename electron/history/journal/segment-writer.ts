import { open, type FileHandle } from 'node:fs/promises';
import { syncFolder } from '../files/durable-files';
import path from 'node:path';

/** Appends to one segment; every write is on disk when it resolves. */
export interface SegmentWriter {
  /** Bytes that are known to be whole and flushed. */
  readonly bytes: number;
  append(content: Buffer): Promise<void>;
  close(): Promise<void>;
}

/** Opens a segment for appending after `validBytes`, cutting off what follows them. */
export async function openSegmentWriter(file: string, validBytes: number): Promise<SegmentWriter> {
  // Append mode would ignore the position that a repair needs.
  const handle = await open(file, validBytes === 0 ? 'w' : 'r+', 0o600);
  try {
    await cutOff(handle, validBytes);
    await syncFolder(path.dirname(file));
  } catch (error) {
    await handle.close();
    throw error;
  }
  return new FileSegmentWriter(handle, validBytes);
}

class FileSegmentWriter implements SegmentWriter {
  readonly #handle: FileHandle;
  #bytes: number;
  #torn = false;

  constructor(handle: FileHandle, bytes: number) {
    this.#handle = handle;
    this.#bytes = bytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  async append(content: Buffer): Promise<void> {
    if (this.#torn) await this.#repair();
    this.#torn = true;
    let written = 0;
    while (written < content.length) {
      const { bytesWritten } = await this.#handle.write(
        content,
        written,
        content.length - written,
        this.#bytes + written,
      );
      written += bytesWritten;
    }
    await this.#handle.datasync();
    this.#bytes += content.length;
    this.#torn = false;
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  /** What a failed write left would hide all later entries from the reader. */
  async #repair(): Promise<void> {
    await cutOff(this.#handle, this.#bytes);
    this.#torn = false;
  }
}

async function cutOff(handle: FileHandle, bytes: number): Promise<void> {
  await handle.truncate(bytes);
  await handle.sync();
}
