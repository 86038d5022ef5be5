import { gunzipSync, inflateRawSync } from 'node:zlib';
import type { CcxtExchange, CcxtSocket } from './ccxt-exchange';
import { parseLossless } from '../../reading/lossless-json';
import { checkSocketMessage } from './read-only';
import { VenueFailure } from '../../reading/venue-failure';

/** The longest that venues send are lists of all tickers, about 1 MB. */
export const LONGEST_MESSAGE_BYTES = 8 * 1024 ** 2;

export interface SocketHooks {
  onOpen(): void;
  /** Anything at all came from the venue, if only a pong. */
  heard(): void;
  /** @returns true if ccxt must not see the message */
  message(message: unknown): boolean;
}

/**
 * Puts the app between ccxt's sockets and ccxt: messages are parsed without losing digits and seen
 * before ccxt merges them, nothing but reading is ever sent, and the futures that ccxt rejects without
 * anyone waiting for them do not become unhandled rejections. Those that are awaited still throw.
 */
export function hookSockets(exchange: CcxtExchange, ended: AbortSignal, hooks: SocketHooks): void {
  const originalClient = exchange.client.bind(exchange);
  const hooked = new WeakSet<CcxtSocket>();
  exchange.client = (url) => {
    // What was under way when the connection ended must not open another.
    if (ended.aborted) throw new VenueFailure('cancelled');
    const socket = originalClient(url);
    if (!hooked.has(socket)) {
      hooked.add(socket);
      hookSocket(socket, hooks);
    }
    return socket;
  };
}

function hookSocket(socket: CcxtSocket, hooks: SocketHooks): void {
  const original = {
    future: socket.future.bind(socket),
    send: socket.send.bind(socket),
    onMessage: socket.onMessage.bind(socket),
    onOpen: socket.onOpen.bind(socket),
    onPing: socket.onPing.bind(socket),
    onPong: socket.onPong.bind(socket),
  };
  socket.future = (hash) => {
    const future = original.future(hash);
    future.catch(() => undefined);
    return future;
  };
  socket.send = async (message) => {
    checkSocketMessage(message);
    return original.send(message);
  };
  socket.onOpen = () => {
    original.onOpen();
    hooks.heard();
    hooks.onOpen();
  };
  socket.onPing = () => {
    original.onPing();
    hooks.heard();
  };
  socket.onPong = () => {
    original.onPong();
    hooks.heard();
  };
  socket.onMessage = (event) => {
    hooks.heard();
    try {
      // Whole frames that are packed are only unpacked here; no venue read exactly sends them.
      const unpack = unpackerOf(socket);
      if (unpack !== undefined) {
        original.onMessage({ data: unpack(event.data) });
        return;
      }
      const text = textOf(event.data);
      const message = /^\s*[{[]/.test(text) ? parseLossless(text) : text;
      if (!hooks.message(message)) socket.onMessageCallback(socket, message);
    } catch (error) {
      socket.reject(error);
    }
  };
}

/** ccxt's own way has no limit: a small frame may unpack to all of the memory. */
function unpackerOf({ gunzip, inflate }: CcxtSocket): ((data: unknown) => unknown) | undefined {
  const unpack = gunzip === true ? gunzipSync : inflate === true ? inflateRawSync : undefined;
  if (unpack === undefined) return undefined;
  return (data) =>
    data instanceof Uint8Array
      ? unpack(data, { maxOutputLength: LONGEST_MESSAGE_BYTES }).toString('utf8')
      : data;
}

function textOf(data: unknown): string {
  if (typeof data === 'string') return data;
  if (data instanceof Uint8Array) return Buffer.from(data).toString('utf8');
  return String(data);
}

/** Sends what the venue takes for a sign of life and answers with one. */
export function pingSockets(exchange: CcxtExchange): void {
  for (const socket of Object.values(exchange.clients ?? {})) {
    if (socket.connection === undefined || !socket.isOpen()) continue;
    const message = socket.ping?.(socket);
    if (message === undefined) socket.connection.ping?.();
    else socket.send(message).catch(() => undefined);
  }
}

/** Ends all sockets of an instance at once, dead ones too, whose closing nobody would answer. */
export async function endSockets(exchange: CcxtExchange): Promise<void> {
  const sockets = Object.values(exchange.clients ?? {});
  const closing = exchange.close().catch(() => undefined);
  for (const socket of sockets) socket.connection?.terminate?.();
  await closing;
}
