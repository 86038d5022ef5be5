import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { CcxtExchange, CcxtSocket } from './ccxt-exchange';
import { VenueFailure } from '../../reading/venue-failure';
import { hookSockets } from './stream-socket';

interface Wired {
  readonly ended: AbortController;
  readonly exchange: Partial<CcxtExchange>;
  readonly socket: CcxtSocket;
  readonly seen: unknown[];
  readonly passedOn: unknown[];
  readonly rejected: unknown[];
  readonly sent: unknown[];
}

/** A socket as ccxt makes it, hooked; messages that mention `mine` are taken. */
function wire(own: Partial<CcxtSocket> = {}): Wired {
  const ended = new AbortController();
  const [seen, passedOn, rejected, sent]: unknown[][] = [[], [], [], []];
  const socket = {
    url: 'ws://127.0.0.1',
    onMessageCallback: (_socket: unknown, message: unknown) => {
      if (message === 'broken') throw new Error('ccxt did not understand');
      passedOn?.push(message);
    },
    onMessage: () => undefined,
    onOpen: () => undefined,
    onPing: () => undefined,
    onPong: () => undefined,
    reject: (error: unknown) => rejected?.push(error),
    future: () => Promise.reject(new Error('nobody waits for this')),
    send: async (message: unknown) => sent?.push(message),
    isOpen: () => true,
    ...own,
  } satisfies Partial<CcxtSocket>;
  const exchange: Partial<CcxtExchange> = {
    client: () => socket as Partial<CcxtSocket> as CcxtSocket,
  };
  hookSockets(exchange as CcxtExchange, ended.signal, {
    onOpen: () => undefined,
    heard: () => undefined,
    message: (message) => {
      seen?.push(message);
      return JSON.stringify(message).includes('mine');
    },
  });
  const hooked = exchange.client?.('ws://127.0.0.1');
  if (!hooked || !seen || !passedOn || !rejected || !sent) throw new Error('not wired');
  return { ended, exchange, socket: hooked, seen, passedOn, rejected, sent };
}

describe('a hooked socket', () => {
  it('keeps every digit of a number', () => {
    const { socket, seen } = wire();
    const data = Buffer.from('{"balance":123456789012.345678901234,"sequence":2}');
    socket.onMessage({ data });
    expect(seen).toEqual([{ balance: '123456789012.345678901234', sequence: 2 }]);
  });

  it('shows ccxt only what was not taken', () => {
    const { socket, passedOn } = wire();
    socket.onMessage({ data: '{"a":"mine"}' });
    socket.onMessage({ data: '{"a":"other"}' });
    socket.onMessage({ data: 'pong' });
    expect(passedOn).toEqual([{ a: 'other' }, 'pong']);
  });

  it('turns what is no JSON, or breaks ccxt, into a rejection of what waits', () => {
    const { socket, rejected } = wire();
    socket.onMessage({ data: '{"half' });
    socket.onMessage({ data: 'broken' });
    expect(rejected).toHaveLength(2);
  });

  it('unpacks packed frames for ccxt, but not what unpacks to very much', () => {
    const passedOn: unknown[] = [];
    const { socket, rejected } = wire({
      gunzip: true,
      onMessage: ({ data }) => void passedOn.push(data),
    });
    socket.onMessage({ data: gzipSync('{"a":1}') });
    socket.onMessage({ data: gzipSync(Buffer.alloc(100 * 1024 ** 2)) });
    expect(passedOn).toEqual(['{"a":1}']);
    expect(rejected).toHaveLength(1);
  });

  it('sends nothing that acts', async () => {
    const { socket, sent } = wire();
    await socket.send({ op: 'subscribe', args: ['wallet'] });
    await expect(socket.send({ op: 'order.create' })).rejects.toBeInstanceOf(VenueFailure);
    expect(sent).toEqual([{ op: 'subscribe', args: ['wallet'] }]);
  });

  it('opens no other once the connection has ended', () => {
    const { ended, exchange } = wire();
    ended.abort();
    expect(() => exchange.client?.('ws://127.0.0.1')).toThrow(VenueFailure);
  });

  it('lets futures that are awaited fail, and those that are not pass', async () => {
    const { socket } = wire();
    void socket.future('unawaited');
    await expect(socket.future('awaited')).rejects.toThrow('nobody waits');
  });
});
