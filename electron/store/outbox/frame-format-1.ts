import { crc32 } from '../files/crc32';
import { LARGEST_PAYLOAD, type FrameRef } from './frame';

/**
 * Frames of format 1 (`*.journal`), which are read for ever and written no more: length and checksum,
 * then the sequence and the payload that the checksum covers.
 */
const SUM_AT = 4;
const SEQUENCE_AT = 8;
const PAYLOAD_AT = 16;
const OPENING_BRACE = 0x7b;

/** A whole frame at an offset. */
export function readFormat1(
  bytes: Buffer,
  offset: number,
): { readonly ref: FrameRef; readonly end: number } | undefined {
  const start = offset + PAYLOAD_AT;
  if (start > bytes.length) return undefined;
  const length = bytes.readUInt32LE(offset);
  const end = start + length;
  if (length > LARGEST_PAYLOAD || end > bytes.length) return undefined;
  const covered = bytes.subarray(offset + SEQUENCE_AT, end);
  if (crc32(covered) !== bytes.readUInt32LE(offset + SUM_AT)) return undefined;
  const sequence = Number(covered.readBigUInt64LE(0));
  const payload = covered.subarray(PAYLOAD_AT - SEQUENCE_AT);
  return { ref: { sequence, offset: start, length, sum: crc32(payload) }, end };
}

/**
 * The next whole frame from an offset on. The format has no marker: an offset is tried when a length, a
 * sequence after `after` and the beginning of a JSON object stand where they must.
 */
export function findFormat1(bytes: Buffer, from: number, after: number): number | undefined {
  for (
    let brace = bytes.indexOf(OPENING_BRACE, from + PAYLOAD_AT);
    brace !== -1;
    brace = bytes.indexOf(OPENING_BRACE, brace + 1)
  ) {
    const offset = brace - PAYLOAD_AT;
    const end = brace + bytes.readUInt32LE(offset);
    if (end > bytes.length) continue;
    const sequence = bytes.readBigUInt64LE(offset + SEQUENCE_AT);
    if (sequence <= after || sequence > after + 1_000_000_000) continue;
    if (readFormat1(bytes, offset) !== undefined) return offset;
  }
  return undefined;
}
