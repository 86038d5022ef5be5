import { hmacSha256, sameSignature } from '../plumbing/signature';
import type { VenueContext } from '../plumbing/venue';
import { Refusal, type VenueRequest } from '../plumbing/wire';
import type { KeyDefinition } from '../world/world-definition';

const TOLERATED_LEAD = 1_000;

/** The frame around every v5 answer. */
export function envelope(context: VenueContext, result: unknown, retCode = 0, retMsg = 'OK') {
  return { retCode, retMsg, result, retExtInfo: {}, time: context.now() };
}

/** A v5 error: HTTP 200 with a code, as the venue answers everything that reached it. */
export function refuse(context: VenueContext, retCode: number, retMsg: string): Refusal {
  return new Refusal({ status: 200, body: envelope(context, {}, retCode, retMsg) });
}

/**
 * Checks a signed REST request: HMAC-SHA256 in hex over timestamp, key, window, and the raw query (GET)
 * or body (POST); `server - window <= timestamp < server + 1 s`.
 * Source: Bybit v5 documentation, "Integration guidance".
 */
export function requireSignature(
  context: VenueContext,
  request: VenueRequest,
): { readonly keyIndex: number; readonly key: KeyDefinition } {
  const of = (name: string) => String(request.headers[name] ?? '');
  const apiKey = of('x-bapi-api-key');
  const keyIndex = context.world.keys(context.id).findIndex((key) => key.apiKey === apiKey);
  const key = context.world.keys(context.id)[keyIndex];
  if (!key || context.faults.isRevoked(context.id, keyIndex))
    throw refuse(context, 10003, 'API key is invalid.');
  const timestamp = of('x-bapi-timestamp');
  const window = of('x-bapi-recv-window') || '5000';
  const content = request.method === 'POST' ? request.body : request.query;
  const expected = hmacSha256(key.secret, timestamp + apiKey + window + content, 'hex');
  if (!sameSignature(expected, of('x-bapi-sign')))
    throw refuse(context, 10004, 'error sign! please check your signature generation algorithm.');
  const lead = Number(timestamp) - context.now();
  if (!(lead < TOLERATED_LEAD && -lead <= Number(window)))
    throw refuse(
      context,
      10002,
      `invalid request, please check your server timestamp or recv_window param. req_timestamp[${timestamp}],server_timestamp[${context.now()}],recv_window[${window}]`,
    );
  return { keyIndex, key };
}

/** Checks the arguments of a socket's `auth`: key, expiry, HMAC-SHA256 over `GET/realtime` and expiry. */
export function authenticate(context: VenueContext, args: readonly unknown[]): number | undefined {
  const [apiKey, expires, signature] = args.map(String);
  const keyIndex = context.world.keys(context.id).findIndex((key) => key.apiKey === apiKey);
  const key = context.world.keys(context.id)[keyIndex];
  if (!key || context.faults.isRevoked(context.id, keyIndex)) return undefined;
  const expected = hmacSha256(key.secret, `GET/realtime${expires ?? ''}`, 'hex');
  const valid = sameSignature(expected, signature ?? '') && Number(expires) > context.now();
  return valid ? keyIndex : undefined;
}
