import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stop } from '../../../engine/ports/exchanges';
import { createExchangeGateway } from '../gateway/exchange-gateway';
import { CREDENTIALS } from '../testing/recorded-venue';
import { Recorder, TestLog, systemClock, until } from '../testing/test-gateway';

/**
 * KuCoin's private streams as they are documented: ask for a token and an address, be welcomed,
 * subscribe, take pushes. https://www.kucoin.com/docs-new/websocket-api/base-info/introduction
 */
class PrivateStreams {
  readonly asked: string[] = [];
  readonly topics: string[] = [];
  private readonly sockets = new WebSocketServer({ noServer: true });
  private readonly server: Server = createServer((request, response) => {
    response.setHeader('Content-Type', 'application/json');
    response.end(this.answer(request));
  });
  private readonly subscribed = new Map<string, WebSocket>();

  async start(): Promise<string> {
    this.server.on('upgrade', (request, socket, head) => {
      this.sockets.handleUpgrade(request, socket, head, (opened) => this.serve(opened));
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this.address('http');
  }

  push(topic: string, data: object): void {
    const message = { type: 'message', topic, channelType: 'private', data };
    this.subscribed.get(topic)?.send(JSON.stringify(message));
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets.clients) socket.terminate();
    this.sockets.close();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private address(scheme: string): string {
    return `${scheme}://127.0.0.1:${(this.server.address() as AddressInfo).port}/kucoin`;
  }

  private answer({ method, url = '' }: IncomingMessage): string {
    this.asked.push(`${method ?? ''} ${url}`);
    const data = url.endsWith('/account/mode')
      ? { selfAccountMode: 'CLASSIC' }
      : {
          token: 'right-to-listen',
          instanceServers: [
            {
              endpoint: `${this.address('ws')}/push`,
              protocol: 'websocket',
              pingInterval: 18_000,
              pingTimeout: 10_000,
            },
          ],
        };
    return JSON.stringify({ code: '200000', data });
  }

  private serve(socket: WebSocket): void {
    const send = (message: object): void => socket.send(JSON.stringify(message));
    send({ id: 'hQvf8jkno', type: 'welcome' });
    socket.on('message', (text: Buffer) => {
      const { id, type, topic = '' } = JSON.parse(text.toString()) as Record<string, string>;
      if (type === 'ping') send({ id, type: 'pong' });
      if (type !== 'subscribe') return;
      this.topics.push(topic);
      this.subscribed.set(topic, socket);
      send({ id, type: 'ack' });
    });
  }
}

describe('the streams of KuCoin', () => {
  const unhandled: unknown[] = [];
  const remember = (error: unknown): void => void unhandled.push(error);
  const venue = new PrivateStreams();
  let stop: Stop;

  beforeEach(() => void process.on('unhandledRejection', remember));
  afterEach(async () => {
    await stop();
    await venue.stop();
    process.off('unhandledRejection', remember);
    expect(unhandled.splice(0)).toEqual([]);
  });

  it('have an account read again after each push, and never ask for balances themselves', async () => {
    const endpoint = await venue.start();
    const gateway = createExchangeGateway({
      log: new TestLog(),
      clock: systemClock,
      random: () => 0,
    });
    const opened = gateway.open('watched', { venue: 'kucoin', endpoint }, CREDENTIALS);
    if (!opened.ok) throw new Error(opened.failure.message);
    const listener = new Recorder();
    const ended = opened.value.watch(listener);
    stop = async () => {
      await ended();
      await gateway.close();
    };
    await listener.until('spot', 'live');
    await listener.until('futures', 'live');
    expect(listener.latest('earn')).toBe('polling');
    expect(venue.topics.sort()).toEqual(['/account/balance', '/contractAccount/wallet']);
    expect(venue.asked.sort()).toEqual([
      'GET /kucoin/api.kucoin.com/api/ua/v1/account/mode',
      'POST /kucoin/api-futures.kucoin.com/api/v1/bullet-private',
      'POST /kucoin/api.kucoin.com/api/v1/bullet-private',
    ]);
    const changes = (accountType: string): number =>
      listener.changes.filter((each) => each === accountType).length;
    const [funding, futures] = [changes('funding'), changes('futures')];
    venue.push('/account/balance', { currency: 'USDT', relationEvent: 'main.deposit' });
    venue.push('/contractAccount/wallet', { currency: 'USDT', equity: '49.50050236' });
    await until(() => changes('funding') > funding && changes('futures') > futures);
    // A push is no balance: it is only a reason to read.
    expect(listener.updates).toEqual([]);
  });
});
