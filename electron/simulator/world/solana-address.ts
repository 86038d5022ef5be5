import { base58 } from '@scure/base';
import { hashText, seededRandom } from './random';

const LENGTH = 32;

/** 32 bytes in base58, as all accounts of Solana are named. The same name gives the same address. */
export function solanaAddress(name: string): string {
  const random = seededRandom(hashText(`solana ${name}`));
  return base58.encode(Uint8Array.from({ length: LENGTH }, () => Math.floor(random() * 256)));
}
