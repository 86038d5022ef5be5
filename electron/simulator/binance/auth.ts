import { hmacSha256, sameSignature } from '../plumbing/signature';
import type { VenueContext } from '../plumbing/venue';
import { Refusal, type Reply, type VenueRequest } from '../plumbing/wire';

const DEFAULT_WINDOW = 5_000;
const TOLERATED_LEAD = 1_000;

/** A Binance error: its code and message, and the HTTP status that goes with it. */
export function binanceError(status: number, code: number, msg: string): Reply {
  return { status, body: { code, msg } };
}

const errors = {
  keyFormat: binanceError(401, -2014, 'API-key format invalid.'),
  key: binanceError(401, -2008, 'Invalid Api-Key ID.'),
  revoked: binanceError(401, -2015, 'Invalid API-key, IP, or permissions for action.'),
  signature: binanceError(400, -1022, 'Signature for this request is not valid.'),
  late: binanceError(400, -1021, 'Timestamp for this request is outside of the recvWindow.'),
  early: binanceError(
    400,
    -1021,
    "Timestamp for this request was 1000ms ahead of the server's time.",
  ),
};

/** The key a request names, which is all that listen keys ask for. */
export function requireKey(context: VenueContext, apiKey: unknown): number {
  if (typeof apiKey !== 'string' || apiKey === '') throw new Refusal(errors.keyFormat);
  const keyIndex = context.world.keys(context.id).findIndex((key) => key.apiKey === apiKey);
  if (keyIndex < 0) throw new Refusal(errors.key);
  if (context.faults.isRevoked(context.id, keyIndex)) throw new Refusal(errors.revoked);
  return keyIndex;
}

/**
 * Checks a signed REST request: HMAC-SHA256 in hex over query and body without the signature, and a
 * timestamp within `recvWindow` (5 s by default) of the venue's clock and less than 1 s ahead of it.
 * Source: Binance API documentation, "SIGNED endpoint security".
 * @returns the key's index
 */
export function requireSignature(context: VenueContext, request: VenueRequest): number {
  const keyIndex = requireKey(context, request.headers['x-mbx-apikey']);
  const payload = withoutSignature(request.query) + withoutSignature(request.body);
  verify(context, keyIndex, payload, request.params);
  return keyIndex;
}

/** Like {@link requireSignature} for the WebSocket API, where parameters are signed in key order. */
export function requireSignedParams(
  context: VenueContext,
  params: Readonly<Record<string, unknown>>,
): number {
  const keyIndex = requireKey(context, params['apiKey']);
  const fields = Object.entries(params).map(([name, value]) => [name, String(value)] as const);
  const payload = fields
    .filter(([name]) => name !== 'signature')
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  verify(context, keyIndex, payload, new URLSearchParams(fields.map(([...field]) => field)));
  return keyIndex;
}

function verify(
  context: VenueContext,
  keyIndex: number,
  payload: string,
  params: URLSearchParams,
): void {
  const secret = context.world.keys(context.id)[keyIndex]?.secret ?? '';
  const expected = hmacSha256(secret, payload, 'hex');
  if (!sameSignature(expected, params.get('signature') ?? '')) throw new Refusal(errors.signature);
  const lead = Number(params.get('timestamp')) - context.now();
  const window = Number(params.get('recvWindow') ?? DEFAULT_WINDOW);
  if (!(lead < TOLERATED_LEAD)) throw new Refusal(errors.early);
  if (-lead > window) throw new Refusal(errors.late);
}

function withoutSignature(parameters: string): string {
  return parameters
    .split('&')
    .filter((parameter) => !parameter.startsWith('signature='))
    .join('&');
}
