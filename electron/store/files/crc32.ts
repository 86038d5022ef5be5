import * as zlib from 'node:zlib';

/** Table of the reflected polynomial 0xEDB88320 (ISO 3309, as in zip and PNG). */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++)
    value = (value & 1) === 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** CRC-32 of bytes, unsigned; `before` continues the sum of the bytes that came before them. */
export function crc32(bytes: Uint8Array, before = 0): number {
  // Several times as fast, where the runtime has it: Node 20.15 and 22.2 on.
  return typeof zlib.crc32 === 'function' ? zlib.crc32(bytes, before) : crc32ByTable(bytes, before);
}

/** The same without help of the runtime. */
export function crc32ByTable(bytes: Uint8Array, before = 0): number {
  let value = ~before;
  for (let index = 0; index < bytes.length; index++)
    value = (TABLE[(value ^ (bytes[index] ?? 0)) & 0xff] ?? 0) ^ (value >>> 8);
  return ~value >>> 0;
}
