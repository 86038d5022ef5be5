import { createHmac, timingSafeEqual } from 'node:crypto';

/** HMAC-SHA256 of text under a text secret. */
export function hmacSha256(secret: string, text: string, encoding: 'hex' | 'base64'): string {
  return createHmac('sha256', secret).update(text).digest(encoding);
}

/** Whether two signatures are the same, without telling by the time taken how far they agree. */
export function sameSignature(expected: string, given: string): boolean {
  const [left, right] = [Buffer.from(expected), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
