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

type Done = (body: string | VenueFailure) => void;

/**
 * Reads the body of an answer as text, unpacked; its length is counted while it is unpacked, so that a
 * small body that unpacks to gigabytes is stopped, too.
 * @param done called once, with the text or with what was wrong with it
 * @returns what ends it without a word
 */
export function readBody(response: IncomingMessage, limits: BodyLimits, done: Done): () => void {
  const reading = new BodyReading(response, limits, done);
  reading.begin();
  return () => reading.stop();
}

/** One body while it comes. */
class BodyReading {
  readonly #response: IncomingMessage;
  readonly #limits: BodyLimits;
  readonly #done: Done;
  readonly #decoder = new TextDecoder();
  readonly #pieces: string[] = [];
  #sent = 0;
  #unpacked = 0;
  #heardAt: number;
  #cancelTimer = (): void => undefined;
  #unpacker: Transform | undefined;
  #ended = false;

  constructor(response: IncomingMessage, limits: BodyLimits, done: Done) {
    this.#response = response;
    this.#limits = limits;
    this.#done = done;
    this.#heardAt = limits.clock.elapsed();
  }

  begin(): void {
    const response = this.#response;
    response.on('error', () => this.#breakOff());
    const encoding = (response.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
    const isPlain = encoding === 'identity' || encoding === '';
    const unpack = Object.hasOwn(UNPACKERS, encoding) ? UNPACKERS[encoding] : undefined;
    if (!isPlain && unpack === undefined) {
      this.#finish(
        new VenueFailure('bad-response', 'it was packed in a way that was not asked for'),
      );
      return;
    }
    const { cut, mostBytes } = this.#limits;
    if (isPlain && !cut && Number(response.headers['content-length']) > mostBytes) {
      this.#finish(tooLong(mostBytes));
      return;
    }
    this.#watchForSilence();
    response.on('data', (chunk: Uint8Array) => this.#hear(chunk));
    response.on('close', () => {
      if (!response.complete) this.#breakOff();
    });
    if (unpack === undefined) this.#takeFrom(response);
    else this.#takeFrom(response.pipe(this.#unpackWith(unpack())));
  }

  stop(): void {
    this.#ended = true;
    this.#cancelTimer();
    this.#pieces.length = 0;
    // A connection whose answer was read to its end is used again.
    if (!this.#response.complete) this.#response.destroy();
    this.#unpacker?.destroy();
  }

  #unpackWith(unpacker: Transform): Transform {
    this.#unpacker = unpacker;
    unpacker.on('error', () =>
      this.#finish(new VenueFailure('bad-response', 'it was not complete')),
    );
    return unpacker;
  }

  #takeFrom(source: IncomingMessage | Transform): void {
    source.on('data', (chunk: Uint8Array) => this.#take(chunk));
    source.on('end', () => this.#end());
  }

  #hear(chunk: Uint8Array): void {
    this.#heardAt = this.#limits.clock.elapsed();
    this.#sent += chunk.byteLength;
    this.#stopsAt(this.#sent);
  }

  #take(chunk: Uint8Array): void {
    this.#unpacked += chunk.byteLength;
    if (this.#ended || this.#stopsAt(this.#unpacked)) return;
    this.#pieces.push(this.#decoder.decode(chunk, { stream: true }));
  }

  /** Ends it when there is more than is taken. */
  #stopsAt(bytes: number): boolean {
    const { mostBytes, cut } = this.#limits;
    if (bytes <= mostBytes) return false;
    if (cut) this.#end();
    else this.#finish(tooLong(mostBytes));
    return true;
  }

  #watchForSilence(): void {
    const { clock } = this.#limits;
    const silentMs = clock.elapsed() - this.#heardAt;
    if (silentMs >= SILENT_MS) this.#finish(new VenueFailure('timeout', 'it stopped halfway'));
    else this.#cancelTimer = clock.after(SILENT_MS - silentMs, () => this.#watchForSilence());
  }

  #breakOff(): void {
    this.#finish(new VenueFailure('network', 'the answer broke off'));
  }

  #end(): void {
    this.#finish(this.#pieces.join('') + this.#decoder.decode());
  }

  #finish(body: string | VenueFailure): void {
    if (this.#ended) return;
    this.stop();
    this.#done(body);
  }
}

function tooLong(mostBytes: number): VenueFailure {
  const megabytes = Math.floor(mostBytes / 1024 ** 2);
  return new VenueFailure('bad-response', `it was longer than ${megabytes} MB`);
}
