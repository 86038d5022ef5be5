import { ed25519 } from '@noble/curves/ed25519';
import { sha256 } from '@noble/hashes/sha2';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils';
import { base58 } from '@scure/base';
import { secretIn } from '../../../../shared/chains/secret-detection';
import { VenueFailure } from '../../reading/venue-failure';

const LENGTH = 32;
/** https://solana.com/docs/core/pda: what ends the text that a derived address is the hash of. */
const DERIVED = utf8ToBytes('ProgramDerivedAddress');

/**
 * Checks a Solana address, which has no checksum: 32 bytes in base58 are all there is to it.
 * @throws VenueFailure `invalid-input` saying what is wrong, also for anything secret
 */
export function checkAddress(text: string): string {
  const plain = text.trim();
  if (secretIn(plain) !== undefined)
    throw invalid(
      'it looks like a private key or seed phrase; never give it to anyone, and give an address instead',
    );
  if (/^0x/i.test(plain)) throw invalid('it is an address of another chain, not of Solana');
  const bytes = bytesOf(plain);
  if (bytes === undefined) throw invalid('it is no Solana address, or was not copied whole');
  return plain;
}

/** What the user gave cannot be used. `why` completes a sentence and never repeats what was given. */
export function invalid(why: string): VenueFailure {
  return new VenueFailure('invalid-input', why);
}

/** The 32 bytes of an address; `undefined` if it is none. */
export function bytesOf(address: string): Uint8Array | undefined {
  try {
    const bytes = base58.decode(address);
    return bytes.length === LENGTH ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** The bytes of an address that is known to be one. */
export function addressBytes(address: string): Uint8Array {
  const bytes = bytesOf(address);
  if (bytes === undefined) throw new Error('not a Solana address');
  return bytes;
}

/** Whether somebody may have the private key of an address; programs own the others. */
export function isOnCurve(bytes: Uint8Array): boolean {
  try {
    ed25519.ExtendedPoint.fromHex(bytes);
    return true;
  } catch {
    return false;
  }
}

/**
 * The account that a program derives from seeds: the first hash, counting a last byte down from 255,
 * that is on no curve, so that nobody can sign for it (https://solana.com/docs/core/pda).
 */
export function derivedAddress(program: string, seeds: readonly Uint8Array[]): string {
  const owner = addressBytes(program);
  for (let bump = 255; bump >= 0; bump -= 1) {
    const hash = sha256(concatBytes(...seeds, Uint8Array.of(bump), owner, DERIVED));
    if (!isOnCurve(hash)) return base58.encode(hash);
  }
  throw new Error('no derived address');
}
