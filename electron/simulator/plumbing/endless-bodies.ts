import type { ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import { startRepeating } from '../../timing/timer';

/**
 * Bodies that no client may read to their end. Each writes the whole answer, head included, and stops when
 * the connection is closed.
 */

const JSON_TYPE = { 'content-type': 'application/json' };
const CHUNK_BYTES = 64 * 1024;
const MEGABYTE = 1024 ** 2;

/** Never ends, as fast as it is read. */
export function pourEndless(response: ServerResponse, status = 200): void {
  response.writeHead(status, JSON_TYPE);
  sendRepeated(response, Buffer.alloc(CHUNK_BYTES, '[1,'), Number.POSITIVE_INFINITY);
}

/** Some kilobytes that unpack to so many megabytes. */
export function pourBomb(
  response: ServerResponse,
  encoding: 'gzip' | 'br',
  megabytes: number,
): void {
  response.writeHead(200, { ...JSON_TYPE, 'content-encoding': encoding });
  const quick = { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } };
  const packer = encoding === 'gzip' ? createGzip({ level: 1 }) : createBrotliCompress(quick);
  packer.pipe(response);
  response.on('close', () => packer.destroy());
  sendRepeated(packer, Buffer.alloc(MEGABYTE, ' '), megabytes);
}

/** A byte each so many milliseconds, never all. */
export function sendSlowly(response: ServerResponse, everyMs: number): void {
  response.writeHead(200, JSON_TYPE);
  const end = startRepeating(everyMs, () => response.write(' '), { mayEnd: true });
  response.on('close', end);
}

function sendRepeated(to: Writable, chunk: Buffer, times: number): void {
  let left = times;
  const goOn = (): void => {
    while (left > 0 && !to.destroyed) {
      left -= 1;
      if (!to.write(chunk)) {
        to.once('drain', goOn);
        return;
      }
    }
    if (left <= 0) to.end();
  };
  to.on('error', () => undefined);
  goOn();
}
