import { randomUUID } from 'node:crypto';
import { readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { isMissing, makeFolder, syncFolder, writeDurably } from '../files/durable-files';
import { StorageError } from '../storage-error';
import { decodeFrames, encodeFrame, LARGEST_PAYLOAD, type Frame } from './frame';
import { openSegmentWriter, type SegmentWriter } from './segment-writer';
import { listSegments, segmentAt, type Segment } from './segments';

/** A new segment is begun beyond this size, so that old ones can be dropped as whole files. */
const SEGMENT_BYTES = 8 * 1024 * 1024;
const ID_FILE = 'journal-id';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

interface Waiting {
  readonly payload: string;
  readonly resolve: (sequence: number) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * An append-only log of everything acknowledged, flushed to disk before it is acknowledged. Entries are
 * numbered from 1 without gaps; an entry torn by a crash was never acknowledged and is cut off.
 */
export class Journal {
  /** Its numbers mean something only together with this. */
  readonly id: string;
  readonly #folder: string;
  readonly #segmentBytes: number;
  #segments: Segment[];
  #writer: SegmentWriter;
  #next: number;
  #waiting: Waiting[] = [];
  #working: Promise<void> = Promise.resolve();
  #flushing = false;
  #closed = false;

  private constructor(
    id: string,
    folder: string,
    segmentBytes: number,
    segments: Segment[],
    writer: SegmentWriter,
    next: number,
  ) {
    this.id = id;
    this.#folder = folder;
    this.#segmentBytes = segmentBytes;
    this.#segments = segments;
    this.#writer = writer;
    this.#next = next;
  }

  /** Opens the journal in a folder, or begins it. The caller holds the lock on the folder. */
  static async open(
    folder: string,
    options: { readonly segmentBytes?: number } = {},
  ): Promise<Journal> {
    await makeFolder(folder);
    const id = await readOrMakeId(folder);
    const segments = await listSegments(folder);
    const last = segments.at(-1) ?? segmentAt(folder, 1);
    if (segments.length === 0) segments.push(last);
    const { frames, validBytes } = decodeFrames(await readOrEmpty(last.file));
    const writer = await openSegmentWriter(last.file, validBytes);
    const next = last.first + frames.length;
    return new Journal(id, folder, options.segmentBytes ?? SEGMENT_BYTES, segments, writer, next);
  }

  /** Number of the oldest entry that is still here (or of the next one, when none is). */
  get first(): number {
    return this.#segments[0]?.first ?? this.#next;
  }

  /** Number of the newest entry; one less than the first when there is none. */
  get last(): number {
    return this.#next - 1;
  }

  /**
   * Appends an entry and resolves with its number once it is on disk. Entries that arrive during a
   * flush share the next one. Numbers follow the order of the calls.
   */
  append(payload: string): Promise<number> {
    if (this.#closed) return Promise.reject(new StorageError('The history is closed.'));
    if (Buffer.byteLength(payload) > LARGEST_PAYLOAD)
      return Promise.reject(new StorageError('This is too large to be recorded in one piece.'));
    const appended = new Promise<number>((resolve, reject) => {
      this.#waiting.push({ payload, resolve, reject });
    });
    if (!this.#flushing) {
      this.#flushing = true;
      void this.#exclusively(() => this.#flush());
    }
    return appended;
  }

  /**
   * Entries after a number, in order.
   * @throws StorageError when one of them is missing or damaged.
   */
  async *read(after: number): AsyncGenerator<Frame, void, void> {
    const segments = [...this.#segments];
    for (const [index, segment] of segments.entries()) {
      const following = segments[index + 1]?.first ?? this.#next;
      if (following <= after + 1) continue;
      const { frames } = decodeFrames(await readFile(segment.file));
      let expected = segment.first;
      for (const frame of frames) {
        if (frame.sequence !== expected) break;
        if (frame.sequence > after) yield frame;
        expected += 1;
      }
      if (expected < following) throw damaged(segment, expected);
    }
  }

  /** Continues after a number that is beyond the last: the engine has entries that this log lost. */
  async advanceTo(sequence: number): Promise<void> {
    await this.#exclusively(async () => {
      if (sequence < this.#next) return;
      this.#next = sequence + 1;
      await this.#begin();
    });
  }

  /** Drops whole segments of which every entry is up to this number. */
  async dropThrough(sequence: number): Promise<void> {
    await this.#exclusively(async () => {
      if (this.#writer.bytes > 0 && this.last <= sequence) await this.#begin();
      const kept = this.#segments.filter((_, index) => {
        const following = this.#segments[index + 1]?.first;
        return following === undefined || following > sequence + 1;
      });
      const dropped = this.#segments.filter((segment) => !kept.includes(segment));
      this.#segments = kept;
      for (const segment of dropped) await rm(segment.file, { force: true });
      if (dropped.length > 0) await syncFolder(this.#folder);
    });
  }

  /** Size on disk. */
  async bytes(): Promise<number> {
    let total = 0;
    for (const segment of this.#segments) total += (await stat(segment.file)).size;
    return total;
  }

  /** Flushes what was appended and closes the file. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#exclusively(() => this.#writer.close());
  }

  async #flush(): Promise<void> {
    for (let batch = this.#take(); batch.length > 0; batch = this.#take()) {
      try {
        await this.#write(batch);
      } catch (error) {
        const refused = new StorageError('The journal could not be written to disk.', {
          hint: 'Check that the disk of the data folder is writable and has room.',
          cause: error,
        });
        for (const entry of batch) entry.reject(refused);
      }
    }
    this.#flushing = false;
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    if (this.#writer.bytes >= this.#segmentBytes) await this.#begin();
    const first = this.#next;
    await this.#writer.append(
      Buffer.concat(batch.map((entry, index) => encodeFrame(first + index, entry.payload))),
    );
    this.#next = first + batch.length;
    for (const [index, entry] of batch.entries()) entry.resolve(first + index);
  }

  #take(): readonly Waiting[] {
    const batch = this.#waiting;
    this.#waiting = [];
    return batch;
  }

  /** Begins a new segment with the next number. */
  async #begin(): Promise<void> {
    const segment = segmentAt(this.#folder, this.#next);
    const writer = await openSegmentWriter(segment.file, 0);
    await this.#writer.close();
    this.#writer = writer;
    this.#segments = [...this.#segments.filter(({ first }) => first !== segment.first), segment];
  }

  #exclusively<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#working.then(work);
    this.#working = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }
}

async function readOrMakeId(folder: string): Promise<string> {
  const file = path.join(folder, ID_FILE);
  const id = (await readOrEmpty(file)).toString('utf8').trim();
  if (UUID.test(id)) return id;
  if ((await listSegments(folder)).length > 0)
    throw new StorageError('The journal of the history has lost its identity file.', {
      hint: `Restore ${file} from a backup of the data folder.`,
    });
  const made = randomUUID();
  await writeDurably(file, made);
  return made;
}

async function readOrEmpty(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    if (isMissing(error)) return Buffer.alloc(0);
    throw error;
  }
}

function damaged(segment: Segment, sequence: number): StorageError {
  return new StorageError(
    `The journal of the history is damaged at entry ${sequence} (${path.basename(segment.file)}).`,
    { hint: 'Nothing has been changed. Restore the data folder from a backup, or ask for help.' },
  );
}
