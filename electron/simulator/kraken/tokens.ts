import type { VenueContext } from '../plumbing/venue';
import { ALPHANUMERIC, hashText, randomText, seededRandom } from '../world/random';

const FIFTEEN_MINUTES = 900_000;

/** Tokens that open the private socket; each must be used within fifteen minutes. */
export class Tokens {
  private readonly issued = new Map<string, { keyIndex: number; expires: number }>();

  constructor(private readonly context: VenueContext) {}

  issue(keyIndex: number): string {
    const random = seededRandom(hashText(`token ${keyIndex} ${this.issued.size}`));
    const token = randomText(random, 44, ALPHANUMERIC);
    this.issued.set(token, { keyIndex, expires: this.context.now() + FIFTEEN_MINUTES });
    return token;
  }

  keyIndexOf(token: string): number | undefined {
    const found = this.issued.get(token);
    if (!found || found.expires < this.context.now()) return undefined;
    return this.context.faults.isRevoked(this.context.id, found.keyIndex)
      ? undefined
      : found.keyIndex;
  }
}
