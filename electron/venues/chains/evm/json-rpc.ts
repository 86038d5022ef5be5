import { redactDetail } from '../../reading/redact';
import { asRow } from '../../reading/shape';
import { VenueFailure } from '../../reading/venue-failure';
import type { Endpoint } from '../chain-reader';

/** A method and its parameters: https://ethereum.org/developers/docs/apis/json-rpc */
export type RpcRequest = readonly [method: string, parameters: readonly unknown[]];

/** The only requests that can ever be made: none of them can change anything on a chain. */
const READS: ReadonlySet<string> = new Set([
  'eth_chainId',
  'eth_getBlockByNumber',
  'eth_getBalance',
  'eth_call',
  'eth_getLogs',
]);

/** A server's refusal of one request. */
export class RpcFailure extends VenueFailure {
  constructor(
    code: 'rate-limited' | 'bad-response',
    detail: string,
    /** What the EVM gave when a call reverted; absent for all other refusals. */
    readonly reverted?: string,
  ) {
    super(code, detail);
  }
}

/** Some servers answer an error with this status, and the error in the body as JSON-RPC has it. */
const STATUSES_WITH_ANSWER = [400];
const SINGLE_REQUESTS_AT_ONCE = 5;
/** What is looked at of a server's words. */
const LONGEST_MESSAGE = 500;

/**
 * EIP-1474 gives 3 to reverted calls; not all nodes do. The words after "EVM error" are those of
 * https://docs.rs/revm/latest/revm/context/result/enum.HaltReason.html.
 */
const REVERTED =
  /revert|invalid opcode|out of gas|execution aborted|stack (under|over)flow|invalid jump|evm error:? (outof|opcode|invalid|stack)/i;
const TOO_MANY =
  /rate.?limit|too many requests|request limit|throttl|exceeded.{0,80}(quota|capacity)/i;
const RATE_LIMIT_CODES: ReadonlySet<unknown> = new Set([429, -32005, -32016, -32029]);

/** Servers that do not take several requests at once, by URL. */
const withoutBatches = new Set<string>();

/** Asks one node, during one reading. */
export class JsonRpc {
  readonly #endpoint: Endpoint;
  readonly #signal: AbortSignal;

  constructor(endpoint: Endpoint, signal: AbortSignal) {
    this.#endpoint = endpoint;
    this.#signal = signal;
  }

  get host(): string {
    return this.#endpoint.host;
  }

  get url(): string {
    return this.#endpoint.url;
  }

  get signal(): AbortSignal {
    return this.#signal;
  }

  /** The same node, given up on when this signal says so. */
  within(signal: AbortSignal): JsonRpc {
    return new JsonRpc(this.#endpoint, signal);
  }

  /** @throws RpcFailure what the node refused; VenueFailure what kept it from answering */
  async call(request: RpcRequest, timeoutMs?: number): Promise<unknown> {
    return resultOf(await this.#post(envelope(request, 1), timeoutMs));
  }

  /**
   * Makes requests that belong together in one go, or in several where the server does not take that.
   * @throws VenueFailure, like {@link call}, for what kept the node from answering any of them
   */
  async batch(requests: readonly RpcRequest[]): Promise<readonly (unknown | RpcFailure)[]> {
    if (requests.length === 0) return [];
    const { url } = this.#endpoint;
    if (requests.length > 1 && !withoutBatches.has(url)) {
      const answers = await this.#together(requests);
      if (answers !== undefined) return answers;
      const single = await this.#oneByOne(requests);
      withoutBatches.add(url);
      return single;
    }
    return this.#oneByOne(requests);
  }

  async #together(
    requests: readonly RpcRequest[],
  ): Promise<readonly (unknown | RpcFailure)[] | undefined> {
    let answer: unknown;
    try {
      answer = await this.#post(requests.map((request, index) => envelope(request, index + 1)));
    } catch (error) {
      // A page or a refusal instead of the list; if the server is to blame otherwise, a single one shows.
      if (error instanceof VenueFailure && error.code === 'bad-response') return undefined;
      throw error;
    }
    if (!Array.isArray(answer) || answer.length !== requests.length) return undefined;
    const byId = new Map<unknown, unknown>(
      answer.map((each: unknown) => [asRow(each, 'the answer')['id'], each]),
    );
    return requests.map((_, index) => outcomeOf(byId.get(index + 1)));
  }

  async #oneByOne(requests: readonly RpcRequest[]): Promise<readonly (unknown | RpcFailure)[]> {
    const outcomes: (unknown | RpcFailure)[] = [];
    for (let start = 0; start < requests.length; start += SINGLE_REQUESTS_AT_ONCE) {
      const some = requests.slice(start, start + SINGLE_REQUESTS_AT_ONCE);
      const answers = await Promise.all(
        some.map((request) => this.#post(envelope(request, 1)).then(outcomeOf)),
      );
      outcomes.push(...answers);
    }
    return outcomes;
  }

  async #post(body: unknown, timeoutMs?: number): Promise<unknown> {
    try {
      return await this.#endpoint.request(
        {
          body,
          acceptStatus: STATUSES_WITH_ANSWER,
          ...(timeoutMs === undefined ? {} : { timeoutMs }),
        },
        this.#signal,
      );
    } catch (error) {
      // There is no node at this path, but there may be one elsewhere.
      if (error instanceof VenueFailure && error.code === 'not-found')
        throw new VenueFailure('venue-unavailable', error.detail);
      throw error;
    }
  }
}

/** @throws VenueFailure `refused` for what is no reading */
function envelope([method, params]: RpcRequest, id: number) {
  if (!READS.has(method)) throw new VenueFailure('refused', `${method} is not on the read list`);
  return { jsonrpc: '2.0', id, method, params };
}

function outcomeOf(answer: unknown): unknown | RpcFailure {
  try {
    return resultOf(answer);
  } catch (error) {
    if (error instanceof RpcFailure) return error;
    throw error;
  }
}

function resultOf(answer: unknown): unknown {
  const row = asRow(answer, 'the answer');
  if (row['error'] !== undefined && row['error'] !== null) throw refusal(row['error']);
  if (!('result' in row)) throw new VenueFailure('bad-response', '"result" was missing');
  return row['result'];
}

function refusal(error: unknown): RpcFailure {
  const { code, message, data } = asRow(error, 'the error');
  const words = typeof message === 'string' ? message.slice(0, LONGEST_MESSAGE) : 'refused';
  const detail = redactDetail(`${words} [${typeof code === 'number' ? code : 'no code'}]`);
  if (code === 3 || REVERTED.test(words))
    return new RpcFailure('bad-response', detail, typeof data === 'string' ? data : '0x');
  const isTooMany = RATE_LIMIT_CODES.has(code) || TOO_MANY.test(words);
  return new RpcFailure(isTooMany ? 'rate-limited' : 'bad-response', detail);
}
