import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { syncFolder } from '../files/durable-files';

/** Appends to one segment; every write is on disk when it resolves. */
export interface SegmentWriter {
  /** Bytes that are known to be whole and flushed. */
  readonly bytes: number;
  append(content: Buffer): Promise<void>;
  close(): Promise<void>;
}

/** Begins a segment with its header. What was there by its name is replaced: it held nothing whole. */
export async function openSegmentWriter(file: string, header: Buffer): Promise<SegmentWriter> {
  const handle = await open(file, 'w', 0o600);
  try {
    const writer = new FileSegmentWriter(handle);
    await writer.append(header);
    await syncFolder(path.dirname(file));
    return writer;
  } catch (error) {
    await handle.close().catch(() => undefined);
    throw error;
  }
}

class FileSegmentWriter implements SegmentWriter {
  readonly #handle: FileHandle;
  #bytes = 0;
  #torn = false;

  constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  get bytes(): number {
    return this.#bytes;
  }

  async append(content: Buffer): Promise<void> {
    if (this.#torn) await this.#repair();
    this.#torn = true;
    try {
      await this.#write(content);
    } catch (error) {
      // At once: all of it may be in the file, where a process that is killed would leave it to be replayed.
      await this.#repair().catch(() => undefined);
      throw error;
    }
    this.#bytes += content.length;
    this.#torn = false;
  }

  async #write(content: Buffer): Promise<void> {
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
  }

  async close(): Promise<void> {
    // What was refused must not be found here at the next opening.
    if (this.#torn) await this.#repair().catch(() => undefined);
    await this.#handle.close();
  }

  /** What a failed write left would be taken for damage. */
  async #repair(): Promise<void> {
    await this.#handle.truncate(this.#bytes);
    await this.#handle.sync();
    this.#torn = false;
  }
}
