import type { ServerResponse } from 'node:http';
import type { Writable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { startRepeating } from '../../timing/timer';
import type { RequestFault } from './faults';

const BOMB_MEGABYTES = 300;
const DEEP_LISTS = 1_000_000;

/**
 * Gives the answer that a fault asks for, if it is one that no client may read to its end.
 * @returns whether it was
 */
export function misbehave(response: ServerResponse, faults: readonly RequestFault[]): boolean {
  for (const fault of faults) {
    if (fault.kind === 'hang') return true;
    if (fault.kind === 'endless') {
      response.writeHead(200, JSON_TYPE);
      pour(response, Buffer.alloc(64 * 1024, '[1,'), Number.POSITIVE_INFINITY);
      return true;
    }
    if (fault.kind === 'bomb') {
      response.writeHead(200, { ...JSON_TYPE, 'content-encoding': 'gzip' });
      const packer = createGzip({ level: 1 });
      packer.pipe(response);
      response.on('close', () => packer.destroy());
      pour(packer, Buffer.alloc(1024 ** 2, ' '), BOMB_MEGABYTES);
      return true;
    }
    if (fault.kind === 'drip') {
      response.writeHead(200, JSON_TYPE);
      const end = startRepeating(fault.everyMs, () => response.write(' '), { mayEnd: true });
      response.on('close', end);
      return true;
    }
    if (fault.kind === 'deep') {
      response.writeHead(200, JSON_TYPE).end('['.repeat(DEEP_LISTS));
      return true;
    }
  }
  return false;
}

const JSON_TYPE = { 'content-type': 'application/json' };

function pour(to: Writable, chunk: Buffer, times: number): void {
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
