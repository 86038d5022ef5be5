import { createHash, createHmac } from 'node:crypto';
import { sameSignature } from '../plumbing/signature';
import type { VenueContext } from '../plumbing/venue';
import { Refusal, type VenueRequest } from '../plumbing/wire';

/** Kraken answers errors with HTTP 200 and a list of messages. */
export function refuse(message: string): Refusal {
  return new Refusal({ status: 200, body: { error: [message] } });
}

/** Checks requests and remembers each key's nonce, which must rise with every request. */
export class KrakenGuard {
  private readonly nonces = new Map<number, bigint>();

  constructor(private readonly context: VenueContext) {}

  /**
   * HMAC-SHA512 in base64, under the decoded secret, over the path and the SHA-256 of nonce and body.
   * Source: Kraken API documentation, "Authentication".
   * @returns the key's index
   */
  require(request: VenueRequest): number {
    const { world, id, faults } = this.context;
    const apiKey = String(request.headers['api-key'] ?? '');
    const keyIndex = world.keys(id).findIndex((key) => key.apiKey === apiKey);
    const key = world.keys(id)[keyIndex];
    if (!key || faults.isRevoked(id, keyIndex)) throw refuse('EAPI:Invalid key');
    const nonce = request.params.get('nonce') ?? '';
    const digest = createHash('sha256')
      .update(nonce + request.body)
      .digest();
    const expected = createHmac('sha512', Buffer.from(key.secret, 'base64'))
      .update(request.path)
      .update(digest)
      .digest('base64');
    if (!sameSignature(expected, String(request.headers['api-sign'] ?? '')))
      throw refuse('EAPI:Invalid signature');
    const last = this.nonces.get(keyIndex);
    if (!/^\d+$/.test(nonce) || (last !== undefined && BigInt(nonce) <= last))
      throw refuse('EAPI:Invalid nonce');
    this.nonces.set(keyIndex, BigInt(nonce));
    return keyIndex;
  }

  lastNonce(keyIndex: number): string {
    return String(this.nonces.get(keyIndex) ?? 0n);
  }
}
