import { readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Instant } from '../../../shared/base/failure';
import { exists, makeFolder, syncFolder, writeDurably } from '../files/durable-files';
import { diskFailure } from '../files/disk-room';
import { StorageError } from '../storage-error';
import { keptByAll, writeBounds, type KeptBy } from './bounds';
import { encodeFrame, LARGEST_PAYLOAD, tagOf, type Frame, type FrameRef } from './frame';
import { LastMark } from './last-mark';
import type { Range } from './ranges';
import { assess, ID_FILE, lastMarkOf, type JournalContent, type JournalScan } from './scan-journal';
import { encodeSegmentHeader, SEGMENT_HEADER_BYTES } from './segment-header';
import { openSegmentWriter, type SegmentWriter } from './segment-writer';
import { barrierAt, segmentAt, type Segment } from './segments';

/** A new segment is begun beyond this size, so that old ones can be dropped as whole files. */
const SEGMENT_BYTES = 8 * 1024 * 1024;
/** What a version that cannot read this journal finds instead of its id. */
const BARRIER_TEXT =
  'This history was written by a newer version of Portolan. Update Portolan to open it.\n';

interface Waiting {
  readonly payload: string;
  readonly resolve: (sequence: number) => void;
  readonly reject: (error: unknown) => void;
}

/** Who the journal is and who writes it: stands in each of its segments. */
export interface JournalIdentity {
  readonly id: string;
  readonly installation: string;
  readonly schema: number;
  readonly fromTheBeginning: boolean;
}

export interface JournalOptions extends JournalIdentity {
  readonly now: () => Instant;
  readonly segmentBytes?: number;
  /** Moves a file that may not be deleted out of the journal's folder. */
  readonly setAside: (file: string) => Promise<void>;
}

interface LiveSegment extends Segment {
  readonly frames: FrameRef[];
}

/**
 * An append-only log of everything acknowledged, flushed to disk before it is acknowledged. Entries are
 * numbered from 1. Files that were there at the opening are never written to again, and those that are
 * damaged are never deleted: their whole frames are read where they are.
 */
export class Journal {
  /** Its numbers mean something only together with this. */
  readonly id: string;
  /** What was found at the opening. */
  readonly found: JournalContent;
  readonly #folder: string;
  readonly #options: JournalOptions;
  readonly #tag: number;
  readonly #mark: LastMark;
  #segments: LiveSegment[];
  #writer: SegmentWriter | undefined;
  #next: number;
  #droppedThrough: number;
  #missing: readonly Range[];
  #waiting: Waiting[] = [];
  #working: Promise<void> = Promise.resolve();
  #flushing = false;
  #closed = false;

  private constructor(
    folder: string,
    content: JournalContent,
    scan: JournalScan,
    options: JournalOptions,
  ) {
    this.id = options.id;
    this.found = content;
    this.#folder = folder;
    this.#options = options;
    this.#tag = tagOf(options.id);
    this.#mark = new LastMark(folder, this.#tag);
    this.#segments = scan.segments.map(({ first, file, format }) => ({
      first,
      file,
      format,
      frames: [...(content.frames.get(file) ?? [])],
    }));
    this.#next = content.last + 1;
    this.#droppedThrough = content.droppedThrough;
    this.#missing = content.missing;
  }

  /** Goes on with a journal that was scanned, or begins it. The caller holds the lock on the folder. */
  static async open(folder: string, scan: JournalScan, options: JournalOptions): Promise<Journal> {
    await makeFolder(folder);
    await raiseBarrier(folder);
    const kept = scan.bounds?.destinations.map(({ keeps }) => keeps) ?? [];
    const mark = Math.max(await lastMarkOf(folder, options.id), ...kept);
    const content = assess(scan, mark);
    return new Journal(folder, content, scan, options);
  }

  /** Number of the oldest entry that may be here: all before it have been dropped. */
  get first(): number {
    return this.#droppedThrough + 1;
  }

  /** Number of the newest entry; one less than the first when there is none. */
  get last(): number {
    return this.#next - 1;
  }

  /** What is not here although it has not been dropped. */
  get missing(): readonly Range[] {
    return this.#missing;
  }

  /** Whether an entry comes next after a number: directly, or over entries that are lost. */
  follows(sequence: number, after: number): boolean {
    const next = after + 1;
    return (
      sequence === next ||
      this.#missing.some(({ from, to }) => from <= next && to === sequence - 1) ||
      (next < this.first && sequence >= this.first)
    );
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

  /** Entries after a number that are here, in order; what is {@link missing} is left out. */
  async *read(after: number): AsyncGenerator<Frame, void, void> {
    // A damaged journal may have its files in any order.
    const files = this.#segments
      .map(({ file, frames }) => ({
        file,
        frames: frames.filter(({ sequence }) => sequence > after),
      }))
      .filter(({ frames }) => frames.length > 0);
    const order = files
      .flatMap(({ file, frames }) => frames.map((ref) => ({ file, ref })))
      .sort((one, other) => one.ref.sequence - other.ref.sequence);
    let open: { readonly file: string; readonly bytes: Buffer } | undefined;
    for (const { file, ref } of order) {
      if (open?.file !== file) open = { file, bytes: await readFile(file) };
      const payload = open.bytes.toString('utf8', ref.offset, ref.offset + ref.length);
      yield { sequence: ref.sequence, payload };
    }
  }

  /** Continues after a number that is beyond the last: a database has entries that this log lost. */
  async advanceTo(sequence: number): Promise<void> {
    await this.#exclusively(() => {
      if (sequence >= this.#next) {
        this.#missing = [...this.#missing, { from: this.#next, to: sequence }];
        this.#next = sequence + 1;
      }
      return this.#closeWriter();
    });
  }

  /**
   * Drops whole segments of which every entry is kept by all destinations. Damaged ones are set aside.
   */
  async dropFor(destinations: readonly KeptBy[]): Promise<void> {
    const sequence = keptByAll(destinations);
    await this.#exclusively(async () => {
      if (this.last <= sequence) await this.#closeWriter();
      const isWritten = (index: number): boolean =>
        index === this.#segments.length - 1 && this.#writer !== undefined;
      const dropped = this.#segments.filter(
        (segment, index) => !isWritten(index) && endOf(segment) <= sequence,
      );
      const kept = this.#segments.filter((segment) => !dropped.includes(segment));
      const droppedThrough = Math.max(
        this.#droppedThrough,
        Math.min(sequence, ...kept.map(({ frames, first }) => (frames[0]?.sequence ?? first) - 1)),
      );
      // Before anything goes: a head that is missing without this was lost.
      await writeBounds(this.#folder, { journal: this.id, droppedThrough, destinations });
      this.#droppedThrough = droppedThrough;
      for (const { file } of dropped) {
        if (this.found.damaged.has(file)) await this.#options.setAside(file);
        else await rm(file, { force: true });
      }
      this.#segments = kept;
      if (dropped.length > 0) await syncFolder(this.#folder);
    });
  }

  /** Size on disk of the files that have entries after a number; of all by default. */
  async bytes(after = 0): Promise<number> {
    let total = 0;
    for (const segment of this.#segments.filter((one) => endOf(one) > after))
      total += await stat(segment.file).then(
        ({ size }) => size,
        () => 0,
      );
    return total;
  }

  /** Writes down the newest entry's number, which else follows by a quarter of a second. */
  settle(): Promise<void> {
    return this.#mark.flush();
  }

  /** Flushes what was appended and closes the file. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#exclusively(() => this.#closeWriter());
    await this.#mark.close();
  }

  async #flush(): Promise<void> {
    for (let batch = this.#take(); batch.length > 0; batch = this.#take()) {
      try {
        await this.#write(batch);
      } catch (error) {
        const refused =
          diskFailure(error) ??
          new StorageError('The journal could not be written to disk.', {
            hint: 'Check that the disk of the data folder is writable and has room.',
            cause: error,
          });
        for (const entry of batch) entry.reject(refused);
      }
    }
    this.#flushing = false;
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    const { now, segmentBytes = SEGMENT_BYTES } = this.#options;
    if (this.#writer !== undefined && this.#writer.bytes >= segmentBytes) await this.#closeWriter();
    const writer = (this.#writer ??= await this.#begin());
    const first = this.#next;
    const at = now();
    const encoded = batch.map((entry, index) =>
      encodeFrame({ sequence: first + index, payload: entry.payload }, at, this.#tag),
    );
    let offset = writer.bytes;
    await writer.append(Buffer.concat(encoded));
    const frames = this.#segments.at(-1)?.frames;
    for (const [index, frame] of encoded.entries()) {
      const length = batch[index] === undefined ? 0 : Buffer.byteLength(batch[index].payload);
      const start = offset + frame.length - length;
      frames?.push({ sequence: first + index, offset: start, length, sum: 0, at });
      offset += frame.length;
    }
    this.#next = first + batch.length;
    this.#mark.reached(this.last);
    for (const [index, entry] of batch.entries()) entry.resolve(first + index);
  }

  #take(): readonly Waiting[] {
    const batch = this.#waiting;
    this.#waiting = [];
    return batch;
  }

  /** Begins a new segment with the next number. */
  async #begin(): Promise<SegmentWriter> {
    const segment = segmentAt(this.#folder, this.#next);
    // What is there by this name holds no whole entry, but perhaps what was left of one.
    const there = await stat(segment.file).catch(() => undefined);
    if (there !== undefined && there.size > SEGMENT_HEADER_BYTES)
      await this.#options.setAside(segment.file);
    const { id: journal, now, installation, schema, fromTheBeginning } = this.#options;
    const header = encodeSegmentHeader({
      schema,
      journal,
      installation,
      first: this.#next,
      began: now(),
      fromTheBeginning,
    });
    const writer = await openSegmentWriter(segment.file, header);
    const others = this.#segments.filter(({ file }) => file !== segment.file);
    this.#segments = [...others, { ...segment, frames: [] }];
    return writer;
  }

  async #closeWriter(): Promise<void> {
    const writer = this.#writer;
    this.#writer = undefined;
    await writer?.close();
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

/** Number of the last entry of a segment, or of the one before it. */
function endOf({ first, frames }: LiveSegment): number {
  return Math.max(first - 1, frames.at(-1)?.sequence ?? 0);
}

/**
 * Makes versions before format 2 refuse the folder, at the first thing they look at: segments of their own
 * format without an id. Replacing the id file is one step, so at every instant either they or this version
 * can open it, whatever the power does. To be called once the id is kept elsewhere.
 */
async function raiseBarrier(folder: string): Promise<void> {
  const barrier = barrierAt(folder);
  if (!(await exists(barrier))) await writeDurably(barrier, BARRIER_TEXT);
  const idFile = path.join(folder, ID_FILE);
  const content = await readFile(idFile, 'utf8').catch(() => undefined);
  if (content !== BARRIER_TEXT) await writeDurably(idFile, BARRIER_TEXT);
}
