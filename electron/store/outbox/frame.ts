import type { Instant } from '../../../shared/base/failure';
import { crc32 } from '../files/crc32';

/** Neither byte occurs in UTF-8, so no payload contains it: whole frames are found behind damage by it. */
export const MARKER = Buffer.from([0xfe, 0x50, 0xff, 0x4a]);
/** No entry is as large; a length beyond it is damage. */
export const LARGEST_PAYLOAD = 64 * 1024 * 1024;

/** Offsets of the header's fields; the payload follows. All numbers are little-endian. */
const AT = { length: 4, sequence: 8, at: 16, tag: 24, payloadSum: 28, headerSum: 32 } as const;
export const FRAME_HEADER_BYTES = 36;

export interface Frame {
  /** Counts from 1. */
  readonly sequence: number;
  /** JSON of one entry. */
  readonly payload: string;
}

/** Where a frame's payload stands in its file. */
export interface FrameRef {
  readonly sequence: number;
  readonly offset: number;
  readonly length: number;
  /** Checksum of the payload: tells whether two frames of one number say the same. */
  readonly sum: number;
  /** When it was written; unknown in format 1. */
  readonly at?: Instant;
}

/** One entry as it stands in a segment. `tag` binds it to its journal: see {@link tagOf}. */
export function encodeFrame(frame: Frame, at: Instant, tag: number): Buffer {
  const content = Buffer.from(frame.payload, 'utf8');
  if (content.length > LARGEST_PAYLOAD) throw new RangeError('journal entry too large');
  const bytes = Buffer.allocUnsafe(FRAME_HEADER_BYTES + content.length);
  MARKER.copy(bytes);
  bytes.writeUInt32LE(content.length, AT.length);
  bytes.writeBigUInt64LE(BigInt(frame.sequence), AT.sequence);
  bytes.writeBigInt64LE(BigInt(Math.trunc(at)), AT.at);
  bytes.writeUInt32LE(tag, AT.tag);
  bytes.writeUInt32LE(crc32(content), AT.payloadSum);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, AT.headerSum)), AT.headerSum);
  content.copy(bytes, FRAME_HEADER_BYTES);
  return bytes;
}

/** What tells frames of one journal from those that another left on the same disk blocks. */
export function tagOf(journal: string): number {
  return crc32(Buffer.from(journal, 'utf8'));
}

export interface FrameHeader {
  readonly ref: FrameRef;
  readonly tag: number;
  /** Where the next frame begins. */
  readonly end: number;
}

/** The header at an offset, if it is whole; its payload may be damaged or cut off all the same. */
export function readHeader(bytes: Buffer, offset: number): FrameHeader | undefined {
  if (offset + FRAME_HEADER_BYTES > bytes.length) return undefined;
  if (bytes.compare(MARKER, 0, MARKER.length, offset, offset + MARKER.length) !== 0)
    return undefined;
  const header = bytes.subarray(offset, offset + FRAME_HEADER_BYTES);
  if (crc32(header.subarray(0, AT.headerSum)) !== header.readUInt32LE(AT.headerSum))
    return undefined;
  const length = header.readUInt32LE(AT.length);
  const start = offset + FRAME_HEADER_BYTES;
  return {
    ref: {
      sequence: Number(header.readBigUInt64LE(AT.sequence)),
      offset: start,
      length,
      sum: header.readUInt32LE(AT.payloadSum),
      at: Number(header.readBigInt64LE(AT.at)),
    },
    tag: header.readUInt32LE(AT.tag),
    end: start + length,
  };
}

/** True when the payload of a header is all there and is what was written. */
export function isPayloadWhole(bytes: Buffer, { ref, end }: FrameHeader): boolean {
  return end <= bytes.length && crc32(bytes.subarray(ref.offset, end)) === ref.sum;
}
