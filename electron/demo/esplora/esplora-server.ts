import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What was ever paid to an address and spent from it, in satoshi as decimal text. */
export interface EsploraStats {
  readonly funded?: string;
  readonly spent?: string;
  /** How many transactions; as many as it takes to have these sums unless told. */
  readonly transactions?: number;
}

export interface EsploraAddress {
  readonly confirmed?: EsploraStats;
  readonly unconfirmed?: EsploraStats;
}

/** What can go wrong with one request. */
export type EsploraFault =
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

export interface EsploraOptions {
  /** By address; every other address was never used. */
  readonly addresses?: Readonly<Record<string, EsploraAddress>>;
  readonly height?: number;
  /** Any free port unless told. */
  readonly port?: number;
}

export interface FaultLimits {
  /** Only requests to paths with this. */
  readonly path?: string | RegExp;
  /** Only so many requests. */
  readonly count?: number;
}

export interface SimulatedEsplora {
  /** What Portolan is given as the server's address. */
  readonly url: string;
  /** Paths that were asked for, in order. */
  readonly requests: readonly string[];
  /** The most requests that were unanswered at one time. */
  readonly mostAtOnce: () => number;
  setAddress(address: string, state: EsploraAddress): void;
  setHeight(height: number): void;
  /** Runs before each answer, to change things while a wallet is being read. */
  onRequest(listener: (path: string) => void): void;
  /** Switches a fault on; the returned function switches it off. */
  fail(fault: EsploraFault, limits?: FaultLimits): () => void;
  clearRequests(): void;
  stop(): Promise<void>;
}

interface Rule {
  readonly fault: EsploraFault;
  readonly path: string | RegExp | undefined;
  left: number;
}

const BASE = '/api';
const PAGE =
  '<!DOCTYPE html><html><head><title>Just a moment</title></head><body>Back soon</body></html>';

/**
 * A server that speaks the Esplora API as far as wallets are read with it, on loopback
 * (https://github.com/Blockstream/esplora/blob/master/API.md). Sums are JSON numbers with all digits.
 */
export async function startEsplora(options: EsploraOptions = {}): Promise<SimulatedEsplora> {
  const esplora = new EsploraServer(options);
  await esplora.listen(options.port ?? 0);
  return esplora;
}

class EsploraServer implements SimulatedEsplora {
  url = '';
  readonly requests: string[] = [];
  private readonly addresses: Map<string, EsploraAddress>;
  private height: number;
  private rules: Rule[] = [];
  private listener: (path: string) => void = () => undefined;
  private underWay = 0;
  private most = 0;
  private readonly server: Server = createServer((request, response) => {
    void this.handle(request, response);
  });

  constructor({ addresses = {}, height = 800_000 }: EsploraOptions) {
    this.addresses = new Map(Object.entries(addresses));
    this.height = height;
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${BASE}`;
  }

  mostAtOnce = (): number => this.most;

  setAddress(address: string, state: EsploraAddress): void {
    this.addresses.set(address, state);
  }

  setHeight(height: number): void {
    this.height = height;
  }

  onRequest(listener: (path: string) => void): void {
    this.listener = listener;
  }

  fail(fault: EsploraFault, { path, count = Number.POSITIVE_INFINITY }: FaultLimits = {}) {
    const rule: Rule = { fault, path, left: count };
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

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').slice(BASE.length);
    this.requests.push(path);
    this.underWay += 1;
    this.most = Math.max(this.most, this.underWay);
    response.once('close', () => (this.underWay -= 1));
    this.listener(path);
    const fault = this.take(path);
    if (fault?.kind === 'delay')
      await new Promise((resolve) => setTimeout(resolve, fault.ms).unref());
    if (fault?.kind === 'cut') {
      request.socket.destroy();
      return;
    }
    const body = this.answer(request.method ?? 'GET', request.url ?? '', path);
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

  private answer(method: string, url: string, path: string): string | undefined {
    if (method !== 'GET' || !url.startsWith(`${BASE}/`)) return undefined;
    if (path === '/blocks/tip/height') return String(this.height);
    const address = /^\/address\/([A-Za-z0-9]+)$/.exec(path)?.[1];
    if (address === undefined) return undefined;
    const { confirmed = {}, unconfirmed = {} } = this.addresses.get(address) ?? {};
    return `{"address":"${address}","chain_stats":${stats(confirmed)},"mempool_stats":${stats(unconfirmed)}}`;
  }

  private take(path: string): EsploraFault | undefined {
    const rule = this.rules.find(
      ({ path: wanted, left }) => left > 0 && (wanted === undefined || path.search(wanted) >= 0),
    );
    if (rule !== undefined) rule.left -= 1;
    return rule?.fault;
  }
}

function stats({ funded = '0', spent = '0', transactions }: EsploraStats): string {
  const funding = funded === '0' ? 0 : 1;
  const spending = spent === '0' ? 0 : 1;
  return (
    `{"funded_txo_count":${funding},"funded_txo_sum":${funded},"spent_txo_count":${spending},` +
    `"spent_txo_sum":${spent},"tx_count":${transactions ?? funding + spending}}`
  );
}
