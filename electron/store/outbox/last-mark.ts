import { open, type FileHandle } from 'node:fs/promises';
import { crc32 } from '../files/crc32';
import { startTimer } from '../../timing/timer';

/** Between two writes of the mark: a bulk load need not flush a second file as often as its own. */
const INTERVAL_MS = 250;
const SLOT_BYTES = 24;
const SUM_AT = 16;

/**
 * The number of the newest entry, kept beside the journal so that a lost end of it is noticed. It follows
 * the journal by a moment and never leads: what it names has been acknowledged or is about to be.
 */
export class LastMark {
  readonly #file: string;
  readonly #tag: number;
  #handle: FileHandle | undefined;
  #slot = 0;
  #wanted = 0;
  #written = 0;
  #cancelWriting: (() => void) | undefined;
  #working: Promise<void> = Promise.resolve();

  constructor(folder: string, tag: number) {
    this.#file = markFile(folder);
    this.#tag = tag;
  }

  /** To be told after each flush of the journal. Costs its caller nothing. */
  reached(sequence: number): void {
    this.#wanted = sequence;
    const write = (): void => {
      this.#cancelWriting = undefined;
      void this.flush();
    };
    this.#cancelWriting ??= startTimer(INTERVAL_MS, write, { mayEnd: true });
  }

  /** Writes what was reached. A mark that cannot be written is only a clue less. */
  flush(): Promise<void> {
    this.#working = this.#working.then(() => this.#write()).catch(() => undefined);
    return this.#working;
  }

  async close(): Promise<void> {
    this.#cancelWriting?.();
    await this.flush();
    await this.#handle?.close().catch(() => undefined);
    this.#handle = undefined;
  }

  async #write(): Promise<void> {
    if (this.#wanted === this.#written) return;
    const sequence = this.#wanted;
    this.#handle ??= await openOrMake(this.#file);
    const slot = Buffer.alloc(SLOT_BYTES);
    slot.writeBigUInt64LE(BigInt(sequence), 0);
    slot.writeUInt32LE(this.#tag, 8);
    slot.writeUInt32LE(crc32(slot.subarray(0, SUM_AT)), SUM_AT);
    // In turns: a write that is torn leaves the other one.
    await this.#handle.write(slot, 0, SLOT_BYTES, this.#slot * SLOT_BYTES);
    await this.#handle.datasync();
    this.#slot = 1 - this.#slot;
    this.#written = sequence;
  }
}

/** What {@link LastMark} last wrote for a journal; 0 when nothing of it can be read. */
export function readLastMark(bytes: Buffer, tag: number): number {
  let last = 0;
  for (const at of [0, SLOT_BYTES]) {
    if (at + SLOT_BYTES > bytes.length) continue;
    const slot = bytes.subarray(at, at + SLOT_BYTES);
    if (crc32(slot.subarray(0, SUM_AT)) !== slot.readUInt32LE(SUM_AT)) continue;
    if (slot.readUInt32LE(8) === tag) last = Math.max(last, Number(slot.readBigUInt64LE(0)));
  }
  return last;
}

export function markFile(folder: string): string {
  // Beside the folder: what takes the one need not take the other.
  return `${folder}.last`;
}

async function openOrMake(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r+');
  } catch {
    return open(file, 'w+', 0o600);
  }
}
