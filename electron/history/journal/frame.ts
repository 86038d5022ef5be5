import { crc32 } from './crc32';

/** Length and checksum, then the sequence and the payload that they cover. */
const HEADER_BYTES = 8;
const SEQUENCE_BYTES = 8;
/** No entry is as large; a length beyond it is damage. */
export const LARGEST_PAYLOAD = 64 * 1024 * 1024;

export interface Frame {
  readonly sequence: number;
  readonly payload: string;
}

/** One entry as it stands in a segment. Sequences count from 1. */
export function encodeFrame(sequence: number, payload: string): Buffer {
  const content = Buffer.from(payload, 'utf8');
  if (content.length > LARGEST_PAYLOAD) throw new RangeError('journal entry too large');
  const frame = Buffer.allocUnsafe(HEADER_BYTES + SEQUENCE_BYTES + content.length);
  frame.writeBigUInt64LE(BigInt(sequence), HEADER_BYTES);
  content.copy(frame, HEADER_BYTES + SEQUENCE_BYTES);
  frame.writeUInt32LE(content.length, 0);
  frame.writeUInt32LE(crc32(frame.subarray(HEADER_BYTES)), 4);
  return frame;
}

export interface DecodedFrames {
  readonly frames: readonly Frame[];
  /** Bytes up to the end of the last whole frame; what follows was torn or damaged. */
  readonly validBytes: number;
}

/** Reads frames up to the first one that is not whole. */
export function decodeFrames(bytes: Buffer): DecodedFrames {
  const frames: Frame[] = [];
  let offset = 0;
  while (offset + HEADER_BYTES + SEQUENCE_BYTES <= bytes.length) {
    const length = bytes.readUInt32LE(offset);
    const end = offset + HEADER_BYTES + SEQUENCE_BYTES + length;
    if (length > LARGEST_PAYLOAD || end > bytes.length) break;
    const covered = bytes.subarray(offset + HEADER_BYTES, end);
    if (crc32(covered) !== bytes.readUInt32LE(offset + 4)) break;
    frames.push({
      sequence: Number(covered.readBigUInt64LE(0)),
      payload: covered.toString('utf8', SEQUENCE_BYTES),
    });
    offset = end;
  }
  return { frames, validBytes: offset };
}
