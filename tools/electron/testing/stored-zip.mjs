// @ts-check
import { Buffer } from 'node:buffer';

/**
 * A zip archive of uncompressed, executable files.
 * Layout: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3)
 * @param {Record<string, Buffer>} files
 * @returns {Buffer}
 */
export function storedZip(files) {
  /** @type {Buffer[]} */
  const locals = [];
  /** @type {Buffer[]} */
  const centrals = [];
  let offset = 0;
  for (const [name, contents] of Object.entries(files)) {
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt32LE(checksum(contents), 10);
    common.writeUInt32LE(contents.length, 14);
    common.writeUInt32LE(contents.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([signature(0x04034b50), common, Buffer.from(name), contents]);
    const madeBy = Buffer.from([20, 3]);
    const attributes = Buffer.alloc(14);
    attributes.writeUInt32LE((0o100755 << 16) >>> 0, 6);
    attributes.writeUInt32LE(offset, 10);
    centrals.push(signature(0x02014b50), madeBy, common, attributes, Buffer.from(name));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(locals.length, 4);
  end.writeUInt16LE(locals.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, signature(0x06054b50), end]);
}

/** @param {number} value */
function signature(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/**
 * CRC-32 as zip archives use it.
 * @param {Buffer} bytes
 */
function checksum(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
