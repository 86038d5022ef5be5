import type { IncomingHttpHeaders } from 'node:http';
import type { Decimal } from '../../../shared/base/decimal';

/** A REST request as a venue's own server would see it: below the venue's prefix and host. */
export interface VenueRequest {
  readonly method: string;
  /** Host part of the real address, e.g. `fapi.binance.com`. */
  readonly host: string;
  /** Path below the host, e.g. `/fapi/v3/account`. */
  readonly path: string;
  /** Raw query without the question mark: signatures are made over the very bytes. */
  readonly query: string;
  /** Query and form parameters together. */
  readonly params: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** `body` is serialised with {@link toJson}. */
export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** Thrown by a handler to answer with a venue's own error. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(readonly reply: Reply) {
    super(`refused with status ${reply.status}`);
  }
}

const MARK = '\u0001';
const markedNumber = new RegExp(`"\\\\u0001(-?[0-9.]+)\\\\u0001"`, 'g');

/** A decimal to be sent as a JSON number with all of its digits. */
export class NumberLiteral {
  constructor(private readonly value: Decimal) {}

  toJSON(): string {
    return `${MARK}${this.value.toFixed()}${MARK}`;
  }
}

/** JSON text in which {@link NumberLiteral} stands as a number, digit for digit. */
export function toJson(body: unknown): string {
  return JSON.stringify(body).replace(markedNumber, '$1');
}

/** Decimal text with at least `places` digits after the point, and never fewer than the value has. */
export function fixed(value: Decimal, places: number): string {
  return value.toFixed(Math.max(places, value.decimalPlaces()));
}
