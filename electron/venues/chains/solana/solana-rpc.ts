import type { Decimal } from '../../../../shared/base/decimal';
import { redactDetail } from '../../reading/redact';
import { amountOf, asRow, countOf, type Row } from '../../reading/shape';
import { pause } from '../../reading/timers';
import { VenueFailure } from '../../reading/venue-failure';
import type { Clock } from '../../../engine/ports/clock';
import type { Endpoint } from '../chain-reader';

/** An answer, and the slot whose state it is of. */
export interface AtSlot {
  readonly slot: number;
  readonly value: unknown;
}

// https://github.com/anza-xyz/agave/blob/master/rpc-client-api/src/custom_error.rs and JSON-RPC 2.0
const NODE_UNHEALTHY = -32005;
const SLOT_NOT_REACHED = -32016;
const NOT_OFFERED: readonly number[] = [-32601, -32010];
const TOO_MANY: readonly number[] = [429, -32429];

/** The only requests that can ever be made: none of them can change anything on the chain. */
const READS: ReadonlySet<string> = new Set([
  'getBalance',
  'getMultipleAccounts',
  'getProgramAccounts',
  'getTokenAccountsByOwner',
]);

const PAUSE_MS = 800;
const MOST_TRIES = 5;
const HEAVY_TIMEOUT_MS = 20_000;

/**
 * Asks one server over Solana's JSON-RPC (https://solana.com/docs/rpc). Balances are of the newest
 * block that most validators confirmed.
 */
export class SolanaRpc {
  constructor(
    private readonly endpoint: Endpoint,
    /** Without one, servers that are behind are not waited for. */
    private readonly clock?: Clock,
  ) {}

  get url(): string {
    return this.endpoint.url;
  }

  /**
   * Calls a method whose answer says its slot. Behind one address are several servers, some a few slots
   * behind the others: one that has not reached `minSlot` is asked again after a moment.
   * @throws VenueFailure, `refused` for what is no reading
   */
  async call(
    method: string,
    subject: readonly unknown[],
    settings: Readonly<Record<string, unknown>>,
    minSlot: number,
    signal: AbortSignal,
  ): Promise<AtSlot> {
    const least = minSlot > 0 ? { minContextSlot: minSlot } : {};
    const params = [...subject, { commitment: 'confirmed', ...least, ...settings }];
    for (let tries = 1; ; tries += 1) {
      const answer = await this.#ask(method, params, signal);
      const error = answer['error'];
      if (error === undefined || error === null) return atSlot(answer['result'], minSlot);
      const row = asRow(error, 'error');
      const isBehind = Number(row['code']) === SLOT_NOT_REACHED;
      if (!isBehind || tries >= MOST_TRIES || this.clock === undefined)
        throw failureOf(row, method);
      await pause(this.clock, PAUSE_MS, signal);
    }
  }

  async #ask(method: string, params: readonly unknown[], signal: AbortSignal): Promise<Row> {
    if (!READS.has(method)) throw new VenueFailure('refused', `${method} is not on the read list`);
    const body = { jsonrpc: '2.0', id: 1, method, params };
    const request = {
      method: 'POST',
      body,
      timeoutMs: HEAVY_TIMEOUT_MS,
      acceptStatus: [400],
    } as const;
    try {
      return asRow(await this.endpoint.request(request, signal), 'answer');
    } catch (error) {
      // There is no node at this path, but there may be one elsewhere; and no name is unknown for it.
      if (error instanceof VenueFailure && error.code === 'not-found')
        throw new VenueFailure('venue-unavailable', error.detail);
      throw error;
    }
  }
}

function atSlot(result: unknown, minSlot: number): AtSlot {
  const row = asRow(result, 'result');
  const slot = countOf(asRow(row['context'], 'context'), 'slot');
  if (slot < minSlot)
    throw new VenueFailure('venue-unavailable', `it is ${minSlot - slot} slots behind`);
  return { slot, value: row['value'] };
}

function failureOf(error: Row, method: string): VenueFailure {
  const code = Number(error['code']);
  const message = error['message'];
  const words = typeof message === 'string' ? redactDetail(message) : `error ${code}`;
  if (code === NODE_UNHEALTHY || code === SLOT_NOT_REACHED)
    return new VenueFailure('venue-unavailable', 'it is behind the newest blocks');
  if (NOT_OFFERED.includes(code))
    return new VenueFailure('venue-unavailable', `it does not offer ${method}`);
  if (TOO_MANY.includes(code)) return new VenueFailure('rate-limited', words);
  return new VenueFailure('bad-response', words);
}

/** A number of lamports or of a token's smallest units. @throws VenueFailure `bad-response` */
export function unitsOf(row: Row, field: string): Decimal {
  const units = amountOf(row, field);
  if (!units.isInteger() || units.isNegative())
    throw new VenueFailure('bad-response', `"${field}" is no number of units`);
  return units;
}
