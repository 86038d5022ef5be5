import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createExchangeGateway } from '../gateway/exchange-gateway';
import { CREDENTIALS } from '../testing/recorded-venue';
import { Recorder, TestLog, systemClock, until } from '../testing/test-gateway';
import type { Stop } from '../../../engine/ports/exchanges';
import { answer, classic } from './testing/recorded-answers';

/** A message from the app. */
interface Request {
  readonly op: string;
  readonly args: readonly Readonly<Record<string, string>>[];
}

/** Bitget's private stream as it is documented: log in, subscribe, take pushes. */
class PrivateStream {
  readonly addresses: string[] = [];
  readonly requests: Request[] = [];
  private readonly sockets = new WebSocketServer({ noServer: true });
  private readonly server: Server;
  private socket: WebSocket | undefined;

  constructor(settings: { readonly status: number; readonly body: string }) {
    this.server = createServer((_request, response) => {
      response.writeHead(settings.status, { 'Content-Type': 'application/json' });
      response.end(settings.body);
    });
    this.server.on('upgrade', (request, socket, head) => {
      this.addresses.push(String(request.url));
      this.sockets.handleUpgrade(request, socket, head, (opened) => this.serve(opened));
    });
  }

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/bitget`;
  }

  push(message: object): void {
    this.socket?.send(JSON.stringify(message));
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets.clients) socket.terminate();
    this.sockets.close();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(socket: WebSocket): void {
    this.socket = socket;
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      if (text === 'ping') return socket.send('pong');
      const request = JSON.parse(text) as Request;
      this.requests.push(request);
      const [arg] = request.args;
      if (request.op === 'login') this.push({ event: 'login', code: 0, msg: '' });
      if (request.op === 'subscribe') this.push({ event: 'subscribe', arg });
    });
  }
}

let venue: PrivateStream;
let stop: Stop;

async function watch(settings: { readonly status: number; readonly body: string }) {
  venue = new PrivateStream(settings);
  const endpoint = await venue.start();
  const gateway = createExchangeGateway({
    log: new TestLog(),
    clock: systemClock,
    random: () => 0,
  });
  const opened = gateway.open('watched', { venue: 'bitget', endpoint }, CREDENTIALS);
  if (!opened.ok) throw new Error(opened.failure.message);
  const listener = new Recorder();
  const ended = opened.value.watch(listener);
  stop = async () => {
    await ended();
    await gateway.close();
  };
  return listener;
}

describe('the account channel', () => {
  const unhandled: unknown[] = [];
  const remember = (error: unknown): void => void unhandled.push(error);
  beforeEach(() => void process.on('unhandledRejection', remember));
  afterEach(async () => {
    await stop();
    await venue.stop();
    process.off('unhandledRejection', remember);
    expect(unhandled.splice(0)).toEqual([]);
  });

  it('of a unified account has it read again after a push', async () => {
    const listener = await watch({ status: 200, body: answer({ accountMode: 'unified' }) });
    await listener.until('unified', 'live');
    expect(venue.addresses).toEqual(['/bitget/ws.bitget.com/v3/ws/private']);
    expect(venue.requests.map(({ op }) => op)).toEqual(['login', 'subscribe']);
    expect(venue.requests[1]?.args).toEqual([{ instType: 'UTA', topic: 'account' }]);
    const before = listener.changes.length;
    venue.push({
      action: 'snapshot',
      arg: { instType: 'UTA', topic: 'account' },
      data: [{ totalEquity: '2488.66', coin: [{ coin: 'ETH', equity: '0.9992', debts: '0' }] }],
      ts: 1740546523244,
    });
    await until(() => listener.changes.length > before);
    expect(new Set(listener.changes)).toEqual(new Set(['unified']));
    // A push is no balance: it is only a reason to read.
    expect(listener.updates).toEqual([]);
  });

  it('of a classic account is that of spot', async () => {
    const settings = classic['GET /api/v3/account/settings'];
    if (settings === undefined || typeof settings === 'string') throw new Error('not recorded');
    const listener = await watch(settings);
    await listener.until('spot', 'live');
    expect(venue.addresses).toEqual(['/bitget/ws.bitget.com/v2/ws/private']);
    expect(venue.requests[1]?.args).toEqual([
      { instType: 'SPOT', channel: 'account', coin: 'default' },
    ]);
    const before = listener.changes.length;
    venue.push({
      action: 'snapshot',
      arg: { instType: 'SPOT', channel: 'account', coin: 'default' },
      data: [{ coin: 'USDT', available: '19.1', frozen: '7', locked: '0', uTime: '1' }],
      ts: 1701931970487,
    });
    await until(() => listener.changes.length > before);
    expect(listener.latest('futures')).toBe('polling');
  });
});
