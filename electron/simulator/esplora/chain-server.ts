import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { waitFor } from '../../timing/timer';

/** What can go wrong with one request to a chain's server. */
export type ChainFault =
  /** Answers late. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** Answers with a status such as 429 or 503, and `Retry-After` in seconds if given. */
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: number }
  /** Answers 200 with a web page. */
  | { readonly kind: 'html' }
  /** Answers 200 with nothing. */
  | { readonly kind: 'empty' }
  /** Answers 200 with the first half of the right JSON. */
  | { readonly kind: 'truncated' }
  /** Cuts the connection without an answer. */
  | { readonly kind: 'cut' };

export interface FaultLimits {
  /** Only requests whose name has this: a path of Esplora, a method of JSON-RPC. */
  readonly request?: string | RegExp;
  /** Only so many requests. */
  readonly count?: number;
}

/** What a test or the demo can do with any simulated server of a chain. */
export interface SimulatedChainServer {
  /** What Portolan is given as the server's address. */
  readonly url: string;
  /** Names of the last 10,000 requests, in the order in which they came. */
  readonly requests: readonly string[];
  /** The most requests that were unanswered at one time. */
  mostAtOnce(): number;
  /** Runs before each answer, to change things while a wallet is being read. */
  onRequest(listener: (request: string) => void): void;
  /** Switches a fault on; the returned function switches it off. */
  fail(fault: ChainFault, limits?: FaultLimits): () => void;
  clearRequests(): void;
  stop(): Promise<void>;
}

export interface ChainRequest {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

export interface ChainProtocol {
  /** Follows the server's origin in its URL. */
  readonly base: string;
  nameOf(request: ChainRequest): string;
  /** The body of the answer; `undefined` for what the protocol does not have. */
  answer(request: ChainRequest): string | undefined;
}

interface Rule {
  readonly fault: ChainFault;
  readonly request: string | RegExp | undefined;
  left: number;
}

/** The demo may run for days. */
const MOST_REMEMBERED = 10_000;

const PAGE =
  '<!DOCTYPE html><html><head><title>Just a moment</title></head><body>Back soon</body></html>';

/** An HTTP server on loopback whose every request can be made to go wrong. */
export class ChainServer implements SimulatedChainServer {
  url = '';
  readonly requests: string[] = [];
  private rules: Rule[] = [];
  private listener: (request: string) => void = () => undefined;
  private underWay = 0;
  private most = 0;
  private readonly server: Server = createServer((request, response) => {
    this.handle(request, response).catch((error: unknown) => {
      // A fault of the simulation itself must be seen as one.
      response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
    });
  });

  constructor(private readonly protocol: ChainProtocol) {}

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
    const { port: own } = this.server.address() as AddressInfo;
    this.url = `http://127.0.0.1:${own}${this.protocol.base}`;
  }

  mostAtOnce(): number {
    return this.most;
  }

  onRequest(listener: (request: string) => void): void {
    this.listener = listener;
  }

  fail(fault: ChainFault, limits: FaultLimits = {}): () => void {
    const { request, count = Number.POSITIVE_INFINITY } = limits;
    const rule: Rule = { fault, request, left: count };
    this.rules.push(rule);
    return () => {
      this.rules = this.rules.filter((other) => other !== rule);
    };
  }

  clearRequests(): void {
    this.requests.length = 0;
    this.most = 0;
  }

  async stop(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private async handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    this.underWay += 1;
    this.most = Math.max(this.most, this.underWay);
    response.once('close', () => (this.underWay -= 1));
    const { method = 'GET', url = '' } = incoming;
    const request: ChainRequest = { method, url, body: await readBody(incoming) };
    const name = this.protocol.nameOf(request);
    this.requests.push(name);
    if (this.requests.length > MOST_REMEMBERED) this.requests.shift();
    this.listener(name);
    const fault = this.take(name);
    if (fault?.kind === 'delay') await waitFor(fault.ms, { mayEnd: true });
    if (fault?.kind === 'cut') incoming.socket.destroy();
    else send(response, this.protocol.answer(request), fault);
  }

  private take(name: string): ChainFault | undefined {
    const rule = this.rules.find(
      ({ request, left }) => left > 0 && (request === undefined || isMatch(request, name)),
    );
    if (rule !== undefined) rule.left -= 1;
    return rule?.fault;
  }
}

function isMatch(wanted: string | RegExp, name: string): boolean {
  return typeof wanted === 'string' ? wanted === name : wanted.test(name);
}

function send(response: ServerResponse, body: string | undefined, fault?: ChainFault): void {
  if (fault?.kind === 'status') {
    const { status, retryAfter } = fault;
    const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
    response.writeHead(status, { 'content-type': 'text/plain', ...headers }).end('Too busy');
  } else if (fault?.kind === 'html') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(PAGE);
  } else if (fault?.kind === 'empty') {
    response.writeHead(200, { 'content-type': 'application/json' }).end();
  } else if (body === undefined) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('endpoint does not exist');
  } else {
    const end = fault?.kind === 'truncated' ? Math.floor(body.length / 2) : body.length;
    response.writeHead(200, { 'content-type': 'application/json' }).end(body.slice(0, end));
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}
