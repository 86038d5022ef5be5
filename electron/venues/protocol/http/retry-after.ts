import type { Instant } from '../../../../shared/base/failure';
import { LONGEST_SERVER_WAIT_MS, boundedWait } from '../../../timing/server-wait';

/** When a server may be asked again. */
export interface RequestedWait {
  /** Between a second and an hour from now, whatever was asked for. */
  readonly retryAt: Instant;
  /** What was asked for, in words, if that was longer. */
  readonly words?: string;
}

/**
 * A header in which a server says when a limit starts anew, by magnitude: an instant in milliseconds or
 * seconds, or how long from now.
 */
export interface ResetHeader {
  /** In lower case. */
  readonly name: string;
  /** Milliseconds of what it counts from now. */
  readonly unit: number;
}

/** Those that many servers send. */
const RESETS: readonly ResetHeader[] = [
  { name: 'ratelimit-reset', unit: 1000 },
  { name: 'x-ratelimit-reset', unit: 1000 },
];
const FIRST_INSTANT_S = 1e9;
const FIRST_INSTANT_MS = 1e12;

/** Binance's words for a ban: "IP banned until 1699999999999", in ms. */
const BANNED_UNTIL = /\bbanned until (\d{10,20})\b/i;
const WORDS_LOOKED_AT = 500;

/**
 * Finds how long a server wants to be left alone: in `Retry-After` (seconds or a date, RFC 9110 10.2.3),
 * in the words of a ban, or in the headers of its limits.
 * @param body the beginning of the answer's body
 * @param own headers of limits that this server alone sends
 */
export function requestedWait(
  headers: Headers,
  body: string,
  now: Instant,
  own: readonly ResetHeader[] = [],
): RequestedWait | undefined {
  const wait =
    retryAfter(headers, now) ??
    bannedFor(body.slice(0, WORDS_LOOKED_AT), now) ??
    reset(headers, [...own, ...RESETS], now);
  if (wait === undefined) return undefined;
  const retryAt = now + boundedWait(wait);
  return wait > LONGEST_SERVER_WAIT_MS ? { retryAt, words: inWords(wait) } : { retryAt };
}

function retryAfter(headers: Headers, now: Instant): number | undefined {
  const text = headers.get('retry-after')?.trim() ?? '';
  if (text === '') return undefined;
  const seconds = Number(text);
  if (!Number.isNaN(seconds)) return seconds * 1000;
  const at = Date.parse(text);
  if (Number.isNaN(at)) return undefined;
  // The date is one of the server's clock, which may be far from this machine's.
  const servers = Date.parse(headers.get('date') ?? '');
  return at - (Number.isNaN(servers) ? now : servers);
}

function bannedFor(body: string, now: Instant): number | undefined {
  const until = BANNED_UNTIL.exec(body)?.[1];
  return until === undefined ? undefined : untilInstant(Number(until), 1, now);
}

function reset(headers: Headers, resets: readonly ResetHeader[], now: Instant): number | undefined {
  for (const { name, unit } of resets) {
    const text = headers.get(name)?.trim() ?? '';
    const number = text === '' ? Number.NaN : Number(text);
    if (!Number.isNaN(number)) return untilInstant(number, unit, now);
  }
  return undefined;
}

function untilInstant(number: number, unit: number, now: Instant): number {
  if (number >= FIRST_INSTANT_MS) return number - now;
  return number >= FIRST_INSTANT_S ? number * 1000 - now : number * unit;
}

function inWords(milliseconds: number): string {
  const hours = milliseconds / 3_600_000;
  if (hours < 48) return `it asks for a wait of ${Math.round(hours)} hours`;
  const days = Math.round(hours / 24);
  return days < 10_000 ? `it asks for a wait of ${days} days` : 'it asks for a wait without an end';
}
