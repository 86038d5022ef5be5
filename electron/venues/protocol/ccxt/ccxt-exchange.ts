/**
 * What is used of a ccxt exchange. Written by hand and narrow on purpose: what is not declared here
 * cannot be called, and everything a venue sends is `unknown` until a reader has checked its shape.
 */
export interface CcxtExchange {
  readonly id: string;
  readonly name: string;
  readonly has: Readonly<Record<string, unknown>>;
  readonly requiredCredentials: Readonly<Record<string, boolean>>;
  hostname?: string;
  /** The public part of the key. */
  apiKey?: string;
  urls: { api: unknown };
  options: Record<string, unknown>;
  markets?: Readonly<Record<string, CcxtMarket>>;
  markets_by_id?: unknown;
  symbols?: readonly string[];
  clients?: Record<string, CcxtSocket>;
  /** The latest ticker of each symbol that is watched. */
  tickers: Readonly<Record<string, unknown>>;

  /** How the precisions of its markets are meant: decimal places 2, significant digits 3, steps 4. */
  readonly precisionMode?: number;
  readonly fees?: unknown;

  milliseconds(): number;
  seconds(): number;
  parseJson(text: string): unknown;
  safeCurrencyCode(assetId: string): string;
  /** Throws for secrets that cannot be used to sign with. */
  sign(...request: unknown[]): unknown;
  /** ccxt's HTTP client; the app puts its own in its place. */
  fetch(url: string, method?: string, headers?: unknown, body?: unknown): Promise<unknown>;
  handleRestResponse(
    response: CcxtResponse,
    url: string,
    method: string,
    headers: unknown,
    body: unknown,
  ): Promise<unknown>;
  loadHttpProxyAgent(): Promise<unknown>;
  /** Timers that ccxt sets for itself, as to renew a listen key. */
  delay(
    milliseconds: number,
    method: (...args: unknown[]) => Promise<unknown>,
    ...args: unknown[]
  ): void;
  /** The socket for an address, made at the first call. */
  client(url: string): CcxtSocket;
  handleMessage(socket: CcxtSocket, message: unknown): void;
  describe(): { api?: unknown };

  loadMarkets(reload?: boolean): Promise<unknown>;
  setMarkets(markets: readonly object[]): unknown;
  setMarketsFromExchange(source: CcxtExchange): unknown;
  fetchTime(): Promise<unknown>;
  signIn(params?: object): Promise<unknown>;
  fetchOrderBook(symbol: string): Promise<unknown>;
  safeString(row: unknown, field: unknown): unknown;
  /** A level of a book; ccxt makes floating point of it, whatever `number` says. */
  parseOrderBookBidAsk(level: unknown, price?: unknown, amount?: unknown): unknown;
  fetchTickers(symbols?: readonly string[], params?: object): Promise<unknown>;
  watchBalance(params?: object): Promise<unknown>;
  watchTickers(symbols: readonly string[], params?: object): Promise<unknown>;
  close(): Promise<unknown>;
}

export type CcxtConstructor = new (settings: object) => CcxtExchange;

/** What ccxt reads of an HTTP response. */
export interface CcxtResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
  text(): Promise<string>;
}

export interface CcxtMarket {
  readonly id: string;
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly spot?: boolean;
  readonly active?: boolean;
  readonly feeSide?: unknown;
  readonly precision?: unknown;
  readonly limits?: unknown;
}

/** A WebSocket as ccxt wraps it. */
export interface CcxtSocket {
  readonly url: string;
  gunzip?: boolean;
  inflate?: boolean;
  /** The venue's own ping message, where it wants one instead of the protocol's. */
  readonly ping?: (socket: CcxtSocket) => unknown;
  readonly connection?: { ping?(): void; terminate?(): void };
  onMessage(event: { readonly data: unknown }): void;
  onMessageCallback(socket: CcxtSocket, message: unknown): void;
  onOpen(): void;
  onPing(): void;
  onPong(): void;
  onError(error: Error): void;
  reject(error: unknown, messageHash?: string): unknown;
  future(messageHash: string): Promise<unknown>;
  send(message: unknown): Promise<unknown>;
  isOpen(): boolean;
}
