import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { VenueId } from '../../../shared/base/ids';
import { misbehave } from './endless-answers';
import { Faults, type RequestFault } from './faults';
import { RequestLog, type LoggedRequest } from './request-log';
import { StreamSocket } from './stream-socket';
import type { SimulatedVenue } from './venue';
import { Refusal, toJson, type Reply, type VenueRequest } from './wire';
import { waitFor } from '../../timing/timer';

interface Address {
  readonly venue: VenueId;
  readonly host: string;
  readonly path: string;
  readonly query: string;
}

/**
 * One HTTP and WebSocket server on loopback for all simulated venues. An address is
 * `/<venue>/<real host>/<real path>`: the hosts of one venue must not collide.
 */
export class VenueServer {
  readonly faults = new Faults((venue) => this.cutSockets(venue));
  readonly requests = new RequestLog();
  private readonly venues = new Map<VenueId, SimulatedVenue>();
  private readonly sockets = new Map<StreamSocket, VenueId>();
  private readonly upgrades = new WebSocketServer({ noServer: true, autoPong: false });
  private readonly server = createServer((request, response) => {
    this.handle(request, response).catch((error: unknown) => {
      // A fault of the simulation itself must be seen as one, not as a venue's answer.
      response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(error instanceof Error ? (error.stack ?? error.message) : String(error));
    });
  });

  /** @param keyIndexOf index of a known key, for the log and for faults that concern one key */
  constructor(
    private readonly clock: () => number,
    private readonly keyIndexOf: (venue: VenueId, apiKey: string) => number | undefined,
  ) {
    this.server.keepAliveTimeout = 60_000;
    this.server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
  }

  add(id: VenueId, venue: SimulatedVenue): void {
    this.venues.set(id, venue);
  }

  /** @returns the base address, without a slash at its end */
  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const id of this.venues.keys()) this.cutSockets(id);
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  openSockets(venue: VenueId): number {
    return this.socketsOf(venue).length;
  }

  topics(venue: VenueId): string[] {
    return this.socketsOf(venue).flatMap((socket) => [...socket.topics]);
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = parseAddress(incoming.url ?? '');
    const venue = address && this.venues.get(address.venue);
    if (!address || !venue) {
      response.writeHead(404).end('no such venue');
      return;
    }
    const method = incoming.method ?? 'GET';
    const carrier = header(incoming, venue.keyHeader);
    const keyIndex = this.keyIndexOf(address.venue, venue.keyIn?.(carrier) ?? carrier);
    const logged: LoggedRequest = {
      venue: address.venue,
      method,
      host: address.host,
      path: address.path,
      ...(keyIndex === undefined ? {} : { keyIndex }),
      at: this.clock(),
    };
    const arrivedAt = performance.now();
    this.requests.begin(logged);
    response.once('finish', () => (logged.tookMs = performance.now() - arrivedAt));
    response.once('close', () => this.requests.end(logged));
    const body = await readBody(incoming);
    const faults = this.faults.take(address.venue, address.path, keyIndex);
    const patience = faults.reduce((ms, fault) => ms + (fault.kind === 'delay' ? fault.ms : 0), 0);
    if (patience > 0) await waitFor(patience, { mayEnd: true });
    if (faults.some((fault) => fault.kind === 'cut')) {
      incoming.socket.destroy();
      return;
    }
    if (misbehave(response, faults)) return;
    const params = new URLSearchParams(address.query);
    if (!/json/.test(header(incoming, 'content-type')))
      for (const [name, value] of new URLSearchParams(body)) params.append(name, value);
    const { host, path, query } = address;
    const request = { method, host, path, query, params, headers: incoming.headers, body };
    const reply = answer(venue, request, faults);
    logged.status = reply.status;
    response.writeHead(reply.status, {
      'content-type': 'application/json',
      ...dateOf(faults),
      ...reply.headers,
    });
    response.end(typeof reply.body === 'string' ? reply.body : toJson(reply.body));
  }

  private upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const address = parseAddress(incoming.url ?? '');
    const venue = address && this.venues.get(address.venue);
    socket.on('error', () => socket.destroy());
    if (!address || !venue || this.faults.isOn(address.venue, 'refuse-sockets')) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n');
      return;
    }
    this.upgrades.handleUpgrade(incoming, socket, head, (client) => {
      const stream = new StreamSocket(client, address.venue, this.faults);
      this.sockets.set(stream, address.venue);
      stream.onClose(() => this.sockets.delete(stream));
      const params = new URLSearchParams(address.query);
      venue.connect(stream, { host: address.host, path: address.path, params });
    });
  }

  private socketsOf(venue: VenueId): StreamSocket[] {
    return [...this.sockets].filter(([, owner]) => owner === venue).map(([socket]) => socket);
  }

  private cutSockets(venue: VenueId): void {
    for (const socket of this.socketsOf(venue)) socket.cut();
  }
}

/** Node gives every answer the time of this machine, unless it is given another. */
function dateOf(faults: readonly RequestFault[]): Record<string, string> {
  const fault = faults.find((one) => one.kind === 'date');
  return fault === undefined ? {} : { date: new Date(Date.now() + fault.ms).toUTCString() };
}

function answer(venue: SimulatedVenue, request: VenueRequest, faults: RequestFault[]): Reply {
  for (const fault of faults) {
    if (fault.kind === 'status') {
      const { status, retryAfter } = fault;
      const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
      return { status, headers, body: venue.trouble(status) };
    }
    if (fault.kind === 'html') return { status: 200, headers: html, body: MAINTENANCE_PAGE };
    if (fault.kind === 'empty') return { status: 200, body: '' };
  }
  const reply = honestAnswer(venue, request);
  if (!faults.some((fault) => fault.kind === 'truncated')) return reply;
  const text = toJson(reply.body);
  return { ...reply, body: text.slice(0, Math.floor(text.length / 2)) };
}

function honestAnswer(venue: SimulatedVenue, request: VenueRequest): Reply {
  try {
    return venue.answer(request);
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    throw error;
  }
}

const html = { 'content-type': 'text/html; charset=utf-8' };
const MAINTENANCE_PAGE =
  '<!DOCTYPE html><html><head><title>Just a moment</title></head><body>Back soon</body></html>';

function parseAddress(url: string): Address | undefined {
  const [whole = '', ...rest] = url.split('?');
  const match = /^\/([a-z]+)\/([^/]+)(\/.*)?$/.exec(whole);
  const venue = match?.[1];
  if (!match || venue === undefined) return undefined;
  return { venue, host: match[2] ?? '', path: match[3] ?? '/', query: rest.join('?') };
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}
