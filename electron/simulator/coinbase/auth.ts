import { createPublicKey, verify } from 'node:crypto';
import type { VenueContext } from '../plumbing/venue';
import { Refusal, type VenueRequest } from '../plumbing/wire';

/** A token is good for two minutes. */
const LONGEST_LIFE_S = 120;
/** How far the clocks may be apart. */
const MOST_SKEW_S = 60;

/** Today's name of who issues keys, and its former one. */
const ISSUERS: ReadonlySet<unknown> = new Set(['cdp', 'coinbase-cloud']);

interface Token {
  readonly head: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly requireSigned: string;
  readonly signature: Buffer;
}

/** Coinbase answers who it does not know with a word, not with JSON. */
function unauthorized(): Refusal {
  return new Refusal({
    status: 401,
    headers: { 'content-type': 'text/plain' },
    body: 'Unauthorized\n',
  });
}

/** The name of the key in the `Authorization` header, whoever signed it. */
export function keyNameIn(authorization: string): string {
  return String(tokenIn(authorization)?.head['kid'] ?? '');
}

/**
 * A JSON Web Token under the key's P-256 (ES256), of its own for each request: the claims name the
 * request, without its query, and no longer time than two minutes.
 * https://docs.cdp.coinbase.com/coinbase-app/authentication-authorization/api-key-authentication
 * @returns the key's index
 */
export function requireKey(context: VenueContext, request: VenueRequest): number {
  const { world, id, faults } = context;
  const token = tokenIn(String(request.headers.authorization ?? ''));
  if (token === undefined) throw unauthorized();
  const { head, claims, requireSigned: requireSigned, signature } = token;
  const keyIndex = world.keys(id).findIndex((key) => key.apiKey === head['kid']);
  const key = world.keys(id)[keyIndex];
  if (key === undefined || faults.isRevoked(id, keyIndex)) throw unauthorized();
  const isSigned = verify(
    'sha256',
    Buffer.from(requireSigned),
    { key: createPublicKey(key.secret), dsaEncoding: 'ieee-p1363' },
    signature,
  );
  const names = claims['sub'] === key.apiKey && ISSUERS.has(claims['iss']);
  const isFresh = typeof head['nonce'] === 'string' && head['nonce'].length >= 16;
  if (head['alg'] !== 'ES256' || !isSigned || !names || !isFresh) throw unauthorized();
  if (!isTimely(claims, context.now() / 1000) || !isFor(claims['uri'], request))
    throw unauthorized();
  return keyIndex;
}

function isTimely({ nbf, exp }: Token['claims'], now: number): boolean {
  if (typeof nbf !== 'number' || typeof exp !== 'number') return false;
  return exp - nbf <= LONGEST_LIFE_S && nbf <= now + MOST_SKEW_S && exp >= now - MOST_SKEW_S;
}

/** Whether the token is for this request, which who was sent here has by the address that it was sent to. */
function isFor(uri: unknown, { method, host, path }: VenueRequest): boolean {
  const own = `${host}${path}`;
  if (uri === `${method} ${own}`) return true;
  const sentHere = /^(GET|POST) http:\/\/127\.0\.0\.1:\d+\/coinbase\/(.*)$/.exec(String(uri));
  return sentHere?.[1] === method && sentHere[2] === own;
}

function tokenIn(authorization: string): Token | undefined {
  const [, head = '', claims = '', signature = ''] =
    /^Bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/.exec(authorization) ?? [];
  const parsed = [head, claims].map(objectIn);
  if (parsed[0] === undefined || parsed[1] === undefined) return undefined;
  return {
    head: parsed[0],
    claims: parsed[1],
    requireSigned: `${head}.${claims}`,
    signature: Buffer.from(signature, 'base64url'),
  };
}

function objectIn(part: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString());
    return typeof value === 'object' && value !== null
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
