import type { ServerResponse } from 'node:http';
import { sendSlowly, pourBomb, pourEndless } from './endless-bodies';
import type { RequestFault } from './faults';

const BOMB_MEGABYTES = 300;
const DEEP_LISTS = 1_000_000;

/**
 * Gives the answer that a fault asks for, if it is one that no client may read to its end.
 * @returns whether it was
 */
export function misbehave(response: ServerResponse, faults: readonly RequestFault[]): boolean {
  return faults.some((fault) => answerWith(response, fault));
}

function answerWith(response: ServerResponse, fault: RequestFault): boolean {
  switch (fault.kind) {
    case 'hang':
      return true;
    case 'endless':
      pourEndless(response);
      return true;
    case 'bomb':
      pourBomb(response, 'gzip', BOMB_MEGABYTES);
      return true;
    case 'drip':
      sendSlowly(response, fault.everyMs);
      return true;
    case 'deep':
      response.writeHead(200, { 'content-type': 'application/json' }).end('['.repeat(DEEP_LISTS));
      return true;
    default:
      return false;
  }
}
