import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isMissing } from '../files/durable-files';
import { StorageError } from '../storage-error';
import { readBounds, type JournalBounds } from './bounds';
import { tagOf, type FrameRef } from './frame';
import { markFile, readLastMark } from './last-mark';
import { missingIn, type Range } from './ranges';
import { scanSegment, type ScannedSegment } from './scan-segment';
import { FORMAT } from './segment-header';
import { listSegments } from './segments';

export const ID_FILE = 'journal-id';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A journal's folder as it was found; nothing in it has been changed. */
export interface JournalScan {
  readonly segments: readonly ScannedSegment[];
  readonly bounds: JournalBounds | undefined;
  /** What its own files say of who it is; both may be unknown. */
  readonly id: string | undefined;
  readonly installation: string | undefined;
  /** Newest schema known to any version that wrote to it. */
  readonly schema: number;
  /** Some segment says that before entry 1 there was no history. */
  readonly fromTheBeginning: boolean;
}

/**
 * Reads all of a journal.
 * @param expected the journal's id, as far as it is known from elsewhere
 * @throws StorageError when a version newer than this one wrote it
 */
export async function scanJournal(folder: string, expected?: string): Promise<JournalScan> {
  const bounds = await readBounds(folder);
  const listed = await listSegments(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const known = expected ?? bounds?.journal ?? (await formerId(folder));
  let segments = await Promise.all(listed.map((one) => scanSegment(one)));
  const headers = segments.flatMap(({ header }) => (header === undefined ? [] : [header]));
  const newest = Math.max(0, ...headers.map(({ format }) => format));
  if (newest > FORMAT) throw newerFormat(newest);
  const id = known ?? headers.at(-1)?.journal;
  // Now that the journal is known, frames that another one left are told from its own.
  if (id !== undefined && segments.some(({ format }) => format === 2))
    segments = await Promise.all(listed.map((one) => scanSegment(one, tagOf(id))));
  const own = headers.filter(({ journal }) => journal === id);
  return {
    segments,
    bounds: bounds?.journal === id ? bounds : undefined,
    id,
    installation: own.at(-1)?.installation,
    schema: Math.max(0, ...own.map(({ schema }) => schema)),
    fromTheBeginning: own.some(({ fromTheBeginning }) => fromTheBeginning),
  };
}

/** A journal's entries, in order and each once, and what is missing among them. */
export interface JournalContent {
  /** By file: the frames that count, ascending. */
  readonly frames: ReadonlyMap<string, readonly FrameRef[]>;
  /** Files with something that is damaged, contradicts another one, or belongs to another journal. */
  readonly damaged: ReadonlySet<string>;
  /** Number after which the journal is expected to go on. */
  readonly droppedThrough: number;
  /** Number of the newest entry that is known to have been there. */
  readonly last: number;
  readonly missing: readonly Range[];
}

/** Puts together what a scan found. `mark`: the newest entry that is known from beside the segments. */
export function assess(scan: JournalScan, mark: number): JournalContent {
  const { segments, bounds } = scan;
  const damaged = new Set(segments.flatMap(({ file, damaged }) => (damaged ? [file] : [])));
  const chosen = new Map<number, { readonly file: string; readonly ref: FrameRef }>();
  for (const { file, frames } of segments)
    for (const ref of frames) {
      const rival = chosen.get(ref.sequence);
      if (rival === undefined || (ref.at ?? 0) > (rival.ref.at ?? 0))
        chosen.set(ref.sequence, { file, ref });
      // Two entries of one number: both files are kept, the later entry counts.
      if (rival !== undefined && rival.ref.sum !== ref.sum) damaged.add(file).add(rival.file);
    }
  const numbers = [...chosen.keys()].sort((one, other) => one - other);
  const byFile = new Map<string, FrameRef[]>(segments.map(({ file }) => [file, []]));
  for (const number of numbers) {
    const one = chosen.get(number);
    if (one !== undefined) byFile.get(one.file)?.push(one.ref);
  }
  const firsts = segments.map(({ first }) => first);
  const firstHere = Math.min(numbers[0] ?? Infinity, ...firsts);
  const droppedThrough = bounds?.droppedThrough ?? (firstHere === Infinity ? 0 : firstHere - 1);
  // A segment that begins with an entry says that there was one before it.
  const last = Math.max(
    numbers.at(-1) ?? 0,
    ...firsts.map((first) => first - 1),
    endOf(segments.at(-1)),
    mark,
    droppedThrough,
  );
  const missing = missingIn(numbers, droppedThrough + 1, last);
  return { frames: byFile, damaged, droppedThrough, last, missing };
}

/** The last number that a segment had, damaged ones at its end included. */
function endOf(segment: ScannedSegment | undefined): number {
  if (segment === undefined) return 0;
  const { first, frames, bad } = segment;
  const whole = frames.at(-1);
  const behind = bad.filter(({ from }) => from >= (whole?.offset ?? 0));
  return behind.reduce((end, { entries }) => end + entries, whole?.sequence ?? first - 1);
}

/** The newest entry's number as it was kept beside the segments; 0 when unknown. */
export async function lastMarkOf(folder: string, id: string): Promise<number> {
  try {
    return readLastMark(await readFile(markFile(folder)), tagOf(id));
  } catch {
    return 0;
  }
}

/** The id as versions before format 2 kept it. */
async function formerId(folder: string): Promise<string | undefined> {
  try {
    const id = (await readFile(path.join(folder, ID_FILE), 'utf8')).trim();
    return UUID.test(id) ? id : undefined;
  } catch {
    return undefined;
  }
}

function newerFormat(format: number): StorageError {
  return new StorageError(
    `This history was written by a newer version of Portolan (journal format ${format}; this one knows ${FORMAT}).`,
    { hint: 'Update Portolan to open it. Nothing has been changed.' },
  );
}
