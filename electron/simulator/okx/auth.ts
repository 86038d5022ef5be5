import { hmacSha256, sameSignature } from '../plumbing/signature';
import type { VenueContext } from '../plumbing/venue';
import { Refusal, type VenueRequest } from '../plumbing/wire';
import type { Message } from '../plumbing/messages';
import type { KeyDefinition } from '../world/world-definition';

const TOLERATED_DRIFT = 30_000;

/** The frame around every v5 answer. */
export function envelope(data: unknown, code = '0', msg = '') {
  return { code, msg, data };
}

/** A v5 error with the HTTP status that goes with it: 401 for everything about keys. */
export function refuse(code: string, msg: string, status = 401): Refusal {
  return new Refusal({ status, body: envelope([], code, msg) });
}

/**
 * Checks a signed REST request: HMAC-SHA256 in base64 over timestamp, method, path with query, and
 * body; the passphrase; and a timestamp within 30 s of the venue's clock.
 * Source: OKX v5 documentation, "REST authentication".
 */
export function requireSignature(
  context: VenueContext,
  request: VenueRequest,
): { readonly keyIndex: number; readonly key: KeyDefinition } {
  const of = (name: string) => String(request.headers[name] ?? '');
  const apiKey = of('ok-access-key');
  if (apiKey === '') throw refuse('50103', 'Request header OK-ACCESS-KEY can not be empty.');
  const keyIndex = context.world.keys(context.id).findIndex((key) => key.apiKey === apiKey);
  const key = context.world.keys(context.id)[keyIndex];
  if (!key) throw refuse('50111', 'Invalid OK-ACCESS-KEY');
  if (context.faults.isRevoked(context.id, keyIndex))
    throw refuse('50119', "API key doesn't exist");
  const timestamp = of('ok-access-timestamp');
  const drift = Date.parse(timestamp) - context.now();
  if (!(Math.abs(drift) <= TOLERATED_DRIFT)) throw refuse('50102', 'Timestamp request expired');
  if (!sameSignature(key.password ?? '', of('ok-access-passphrase')))
    throw refuse('50105', 'Request header OK-ACCESS-PASSPHRASE incorrect.');
  const target = request.query === '' ? request.path : `${request.path}?${request.query}`;
  const payload = timestamp + request.method + target + request.body;
  if (!sameSignature(hmacSha256(key.secret, payload, 'base64'), of('ok-access-sign')))
    throw refuse('50113', 'Invalid Sign');
  return { keyIndex, key };
}

/** A socket's login, checked: the key's index, or the venue's error code and text. */
export function login(
  context: VenueContext,
  argument: Message,
): { readonly keyIndex: number } | { readonly code: string; readonly msg: string } {
  const [apiKey, passphrase, timestamp, sign] = ['apiKey', 'passphrase', 'timestamp', 'sign'].map(
    (name) => String(argument[name] ?? ''),
  );
  const keyIndex = context.world.keys(context.id).findIndex((key) => key.apiKey === apiKey);
  const key = context.world.keys(context.id)[keyIndex];
  if (!key || context.faults.isRevoked(context.id, keyIndex))
    return { code: '60005', msg: 'Invalid apiKey' };
  const drift = Number(timestamp) * 1000 - context.now();
  if (!(Math.abs(drift) <= TOLERATED_DRIFT))
    return { code: '60006', msg: 'Timestamp request expired' };
  const expected = hmacSha256(key.secret, `${timestamp ?? ''}GET/users/self/verify`, 'base64');
  if (!sameSignature(expected, sign ?? '')) return { code: '60007', msg: 'Invalid sign' };
  if (!sameSignature(key.password ?? '', passphrase ?? ''))
    return { code: '60024', msg: 'Wrong passphrase' };
  return { keyIndex };
}
