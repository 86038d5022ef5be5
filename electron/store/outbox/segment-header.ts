import type { Instant } from '../../../shared/base/failure';
import { crc32 } from '../files/crc32';

/** First bytes of a segment; like those of PNG they show a transfer that changed line ends. */
const MAGIC = Buffer.from([0x89, 0x50, 0x4a, 0x4c, 0x0d, 0x0a, 0x1a, 0x0a]);
export const FORMAT = 2;
export const SEGMENT_HEADER_BYTES = 72;

const AT = {
  format: 8,
  schema: 12,
  journal: 16,
  installation: 32,
  first: 48,
  began: 56,
  flags: 64,
  sum: 68,
} as const;
const FROM_THE_BEGINNING = 1;

/** What each segment says about itself and its journal, so that each can be understood alone. */
export interface SegmentHeader {
  readonly format: number;
  /** Newest schema that the version of the app knew which began it. */
  readonly schema: number;
  readonly journal: string;
  readonly installation: string;
  /** Number of its first entry. */
  readonly first: number;
  readonly began: Instant;
  /** Before entry 1 of the journal there was no history. */
  readonly fromTheBeginning: boolean;
}

export function encodeSegmentHeader(header: Omit<SegmentHeader, 'format'>): Buffer {
  const bytes = Buffer.alloc(SEGMENT_HEADER_BYTES);
  MAGIC.copy(bytes);
  bytes.writeUInt32LE(FORMAT, AT.format);
  bytes.writeUInt32LE(header.schema, AT.schema);
  uuidBytes(header.journal).copy(bytes, AT.journal);
  uuidBytes(header.installation).copy(bytes, AT.installation);
  bytes.writeBigUInt64LE(BigInt(header.first), AT.first);
  bytes.writeBigInt64LE(BigInt(Math.trunc(header.began)), AT.began);
  bytes.writeUInt32LE(header.fromTheBeginning ? FROM_THE_BEGINNING : 0, AT.flags);
  bytes.writeUInt32LE(crc32(bytes.subarray(0, AT.sum)), AT.sum);
  return bytes;
}

/** The header of a segment; `undefined` when it is damaged. Later formats begin alike. */
export function readSegmentHeader(bytes: Buffer): SegmentHeader | undefined {
  if (bytes.length < SEGMENT_HEADER_BYTES) return undefined;
  if (bytes.compare(MAGIC, 0, MAGIC.length, 0, MAGIC.length) !== 0) return undefined;
  if (crc32(bytes.subarray(0, AT.sum)) !== bytes.readUInt32LE(AT.sum)) return undefined;
  return {
    format: bytes.readUInt32LE(AT.format),
    schema: bytes.readUInt32LE(AT.schema),
    journal: uuidText(bytes.subarray(AT.journal, AT.installation)),
    installation: uuidText(bytes.subarray(AT.installation, AT.first)),
    first: Number(bytes.readBigUInt64LE(AT.first)),
    began: Number(bytes.readBigInt64LE(AT.began)),
    fromTheBeginning: (bytes.readUInt32LE(AT.flags) & FROM_THE_BEGINNING) !== 0,
  };
}

function uuidBytes(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex');
}

function uuidText(bytes: Buffer): string {
  return bytes
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, (_, ...parts) => parts.slice(0, 5).join('-'));
}
