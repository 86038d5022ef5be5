import { readFile } from 'node:fs/promises';
import {
  FRAME_HEADER_BYTES,
  isPayloadWhole,
  MARKER,
  readHeader,
  type FrameHeader,
  type FrameRef,
} from './frame';
import { findFormat1, readFormat1 } from './frame-format-1';
import { readSegmentHeader, SEGMENT_HEADER_BYTES, type SegmentHeader } from './segment-header';
import type { Segment } from './segments';

/** What stands between whole frames, or after the last one. */
export interface BadRegion {
  readonly from: number;
  readonly to: number;
  /** Kind of entry that its readable beginning names. */
  readonly kind?: string;
  /** How many entries it was, as far as can be told: at least one, unless it is torn. */
  readonly entries: number;
  /** It is the beginning of a frame whose end was never written: what a crash leaves at the end. */
  readonly torn: boolean;
}

export interface ScannedSegment extends Segment {
  readonly bytes: number;
  readonly header: SegmentHeader | undefined;
  readonly frames: readonly FrameRef[];
  readonly bad: readonly BadRegion[];
  /** Something of it is not as it was written, beyond what a crash explains. */
  readonly damaged: boolean;
}

/**
 * Reads a segment and finds every whole frame in it, also behind damage. A file that cannot be read counts
 * as wholly damaged. `tag` tells frames of another journal; without it any are taken.
 */
export async function scanSegment(segment: Segment, tag?: number): Promise<ScannedSegment> {
  let bytes: Buffer;
  try {
    bytes = await readFile(segment.file);
  } catch {
    return { ...segment, bytes: 0, header: undefined, frames: [], bad: [], damaged: true };
  }
  return segment.format === 1 ? scanFormat1(segment, bytes) : scanFormat2(segment, bytes, tag);
}

function scanFormat2(segment: Segment, bytes: Buffer, tag?: number): ScannedSegment {
  const header = readSegmentHeader(bytes);
  const frames: FrameRef[] = [];
  const bad: BadRegion[] = [];
  // A header that is damaged is still as long as one.
  let offset = Math.min(SEGMENT_HEADER_BYTES, bytes.length);
  while (offset < bytes.length) {
    const next = readHeader(bytes, offset);
    const isOwn = next !== undefined && (tag === undefined || next.tag === tag);
    if (isOwn && isPayloadWhole(bytes, next)) {
      frames.push(next.ref);
      offset = next.end;
      continue;
    }
    const end = nextFrame(bytes, offset + 1) ?? bytes.length;
    bad.push(describeRegion(bytes, offset, end, next));
    offset = end;
  }
  const isTornHeader = bytes.length < SEGMENT_HEADER_BYTES;
  const damaged =
    (header === undefined && !isTornHeader) ||
    (header !== undefined && header.first !== segment.first) ||
    bad.some(({ torn }) => !torn);
  return { ...segment, bytes: bytes.length, header, frames, bad, damaged };
}

/** Where the next frame with a whole header begins. */
function nextFrame(bytes: Buffer, from: number): number | undefined {
  for (let at = bytes.indexOf(MARKER, from); at !== -1; at = bytes.indexOf(MARKER, at + 1))
    if (readHeader(bytes, at) !== undefined) return at;
  return undefined;
}

function describeRegion(
  bytes: Buffer,
  from: number,
  to: number,
  header: FrameHeader | undefined,
): BadRegion {
  const kind = kindIn(bytes.subarray(from + FRAME_HEADER_BYTES, to));
  const torn = to === bytes.length && isTorn(bytes.subarray(from), header, from);
  const entries = torn ? 0 : Math.max(1, markersIn(bytes.subarray(from, to)));
  return { from, to, torn, entries, ...(kind === undefined ? {} : { kind }) };
}

function markersIn(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(MARKER); at !== -1; at = bytes.indexOf(MARKER, at + 1)) count += 1;
  return count;
}

/** The rest of a file after its last whole frame: what a write left that was cut short. */
function isTorn(rest: Buffer, header: FrameHeader | undefined, from: number): boolean {
  if (isZero(rest)) return true;
  if (rest.length < FRAME_HEADER_BYTES)
    return rest.subarray(0, MARKER.length).equals(MARKER.subarray(0, rest.length));
  if (header === undefined) return false;
  if (header.end - from > rest.length) return true;
  // The file grew but its last blocks were not written: no payload contains a zero byte.
  return header.end - from === rest.length && rest.at(-1) === 0;
}

function scanFormat1(segment: Segment, bytes: Buffer): ScannedSegment {
  const frames: FrameRef[] = [];
  const bad: BadRegion[] = [];
  let offset = 0;
  let last = segment.first - 1;
  while (offset < bytes.length) {
    const next = readFormat1(bytes, offset);
    if (next !== undefined && next.ref.sequence > 0) {
      frames.push(next.ref);
      last = next.ref.sequence;
      offset = next.end;
      continue;
    }
    const end = findFormat1(bytes, offset + 1, last) ?? bytes.length;
    const kind = kindIn(bytes.subarray(offset + 16, end));
    const torn = end === bytes.length && isTornFormat1(bytes.subarray(offset));
    const entries = torn ? 0 : 1;
    bad.push({ from: offset, to: end, torn, entries, ...(kind === undefined ? {} : { kind }) });
    offset = end;
  }
  const damaged = bad.some(({ torn }) => !torn);
  return { ...segment, bytes: bytes.length, header: undefined, frames, bad, damaged };
}

/** Format 1 has no checksum of its length: a tail that claims to be longer than it is, and is no whole entry. */
function isTornFormat1(rest: Buffer): boolean {
  if (isZero(rest) || rest.length < 16) return true;
  return 16 + rest.readUInt32LE(0) > rest.length && !isJson(rest.toString('utf8', 16));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function isZero(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0);
}

function kindIn(payload: Buffer): string | undefined {
  return /^\{"kind":"([a-z0-9-]{1,40})"/.exec(payload.toString('latin1', 0, 80))?.[1];
}
