import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stop } from '../../../engine/ports/exchanges';
import { createExchangeGateway } from '../gateway/exchange-gateway';
import { CREDENTIALS } from '../testing/recorded-venue';
import { Recorder, TestLog, systemClock, until } from '../testing/test-gateway';

/** What a subscription was asked with. */
interface Request {
  readonly id: number;
  readonly channel: string;
  readonly event: string;
  readonly auth?: object;
}

/**
 * Gate's spot stream as it is documented: a signed subscription, then pushes.
 * https://www.gate.com/docs/developers/apiv4/ws/en/
 */
class SpotStream {
  readonly addresses: string[] = [];
  readonly requests: Request[] = [];
  private readonly sockets = new WebSocketServer({ noServer: true });
  private readonly server: Server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end(JSON.stringify({ mode: 'classic' }));
  });
  private socket: WebSocket | undefined;

  constructor(private readonly refusal: object | undefined) {}

  async start(): Promise<string> {
    this.server.on('upgrade', (request, socket, head) => {
      this.addresses.push(String(request.url));
      this.sockets.handleUpgrade(request, socket, head, (opened) => this.serve(opened));
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/gate`;
  }

  push(result: readonly object[]): void {
    this.send({ time: 1605248616, channel: 'spot.balances', event: 'update', result });
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets.clients) socket.terminate();
    this.sockets.close();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private send(message: object): void {
    this.socket?.send(JSON.stringify(message));
  }

  private serve(socket: WebSocket): void {
    this.socket = socket;
    socket.on('message', (text: Buffer) => {
      const request = JSON.parse(text.toString()) as Request;
      if (request.event !== 'subscribe') return;
      this.requests.push(request);
      const { id, channel, event } = request;
      this.send(
        this.refusal === undefined
          ? { time: 1, id, channel, event, result: { status: 'success' } }
          : { time: 1, id, channel, event, error: this.refusal, result: null },
      );
    });
  }
}

describe('the stream of Gate', () => {
  const unhandled: unknown[] = [];
  const remember = (error: unknown): void => void unhandled.push(error);
  let venue: SpotStream;
  let stop: Stop;

  async function watch(refusal?: object): Promise<Recorder> {
    venue = new SpotStream(refusal);
    const endpoint = await venue.start();
    const gateway = createExchangeGateway({
      log: new TestLog(),
      clock: systemClock,
      random: () => 0,
    });
    const opened = gateway.open('watched', { venue: 'gate', endpoint }, CREDENTIALS);
    if (!opened.ok) throw new Error(opened.failure.message);
    const listener = new Recorder();
    const ended = opened.value.watch(listener);
    stop = async () => {
      await ended();
      await gateway.close();
    };
    return listener;
  }

  beforeEach(() => void process.on('unhandledRejection', remember));
  afterEach(async () => {
    await stop();
    await venue.stop();
    process.off('unhandledRejection', remember);
    expect(unhandled.splice(0)).toEqual([]);
  });

  it('has the spot account read again after a push', async () => {
    const listener = await watch();
    await listener.until('spot', 'live');
    expect(listener.latest('futures')).toBe('polling');
    expect(venue.addresses).toEqual(['/gate/api.gateio.ws/ws/v4/']);
    expect(venue.requests).toMatchObject([
      { channel: 'spot.balances', auth: { method: 'api_key' } },
    ]);
    const before = listener.changes.length;
    venue.push([{ currency: 'USDT', change: '100', total: '1032951.3', available: '1032946.3' }]);
    await until(() => listener.changes.length > before);
    expect(new Set(listener.changes)).toEqual(new Set(['spot']));
    // A push is no balance: it is only a reason to read.
    expect(listener.updates).toEqual([]);
  });

  it('is off where the key may not subscribe', async () => {
    const listener = await watch({ code: 4, message: 'authentication failed' });
    await listener.until('spot', 'off');
    expect(listener.statesOf('spot').at(-1)?.failure?.code).toBe('permission');
  });
});
