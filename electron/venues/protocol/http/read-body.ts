import type { IncomingMessage } from 'node:http';
import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Clock } from '../../../engine/ports/clock';
import { VenueFailure } from '../../reading/venue-failure';

/** A server that began to answer and then sends nothing for so long has stopped. */
const SILENT_MS = 6000;

const UNPACKERS: Readonly<Record<string, () => Transform>> = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

export interface BodyLimits {
  readonly clock: Clock;
  /** The most that is taken, both of what is sent and of what it unpacks to. */
  readonly mostBytes: number;
  /** What is longer is cut there, not refused. */
  readonly cut: boolean;
}

/**
 * Reads the body of an answer as text, unpacked; its length is counted while it is unpacked, so that a
 * small body that unpacks to gigabytes is stopped, too.
 * @param done called once, with the text or with what was wrong with it
 * @returns what ends it without a word
 */
export function readBody(
  response: IncomingMessage,
  { clock, mostBytes, cut }: BodyLimits,
  done: (body: string | VenueFailure) => void,
): () => void {
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  let sent = 0;
  let unpacked = 0;
  let heardAt = clock.elapsed();
  let cancelTimer = (): void => undefined;
  let unpacker: Transform | undefined;
  let ended = false;

  const stop = (): void => {
    ended = true;
    cancelTimer();
    pieces.length = 0;
    // A connection whose answer was read to its end is used again.
    if (!response.complete) response.destroy();
    unpacker?.destroy();
  };
  const finish = (body: string | VenueFailure): void => {
    if (ended) return;
    stop();
    done(body);
  };
  const end = (): void => finish(pieces.join('') + decoder.decode());
  const isTooLong = (bytes: number): boolean => {
    if (bytes <= mostBytes) return false;
    if (cut) end();
    else finish(tooLong(mostBytes));
    return true;
  };
  const take = (chunk: Uint8Array): void => {
    unpacked += chunk.byteLength;
    if (ended || isTooLong(unpacked)) return;
    pieces.push(decoder.decode(chunk, { stream: true }));
  };
  const hear = (chunk: Uint8Array): void => {
    heardAt = clock.elapsed();
    sent += chunk.byteLength;
    isTooLong(sent);
  };
  const watchForSilence = (): void => {
    const silentMs = clock.elapsed() - heardAt;
    if (silentMs >= SILENT_MS) finish(new VenueFailure('timeout', 'it stopped halfway'));
    else cancelTimer = clock.after(SILENT_MS - silentMs, watchForSilence);
  };

  const breakOff = (): void => finish(new VenueFailure('network', 'the answer broke off'));
  response.on('error', breakOff);
  const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const isPlain = encoding === 'identity' || encoding === '';
  const unpack = Object.hasOwn(UNPACKERS, encoding) ? UNPACKERS[encoding] : undefined;
  if (!isPlain && unpack === undefined) {
    finish(new VenueFailure('bad-response', 'it was packed in a way that was not asked for'));
    return stop;
  }
  if (isPlain && !cut && Number(response.headers['content-length']) > mostBytes) {
    finish(tooLong(mostBytes));
    return stop;
  }
  watchForSilence();
  response.on('data', hear);
  response.on('close', () => {
    if (!response.complete) breakOff();
  });
  if (unpack === undefined) response.on('data', take).on('end', end);
  else {
    unpacker = unpack();
    unpacker.on('error', () => finish(new VenueFailure('bad-response', 'it was not complete')));
    unpacker.on('data', take).on('end', end);
    response.pipe(unpacker);
  }
  return stop;
}

function tooLong(mostBytes: number): VenueFailure {
  const megabytes = Math.floor(mostBytes / 1024 ** 2);
  return new VenueFailure('bad-response', `it was longer than ${megabytes} MB`);
}
