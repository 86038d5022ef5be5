import { schnorr, secp256k1 } from '@noble/curves/secp256k1';
import { ripemd160 } from '@noble/hashes/legacy';
import { sha256 } from '@noble/hashes/sha2';
import { concatBytes } from '@noble/hashes/utils';

// Opcodes: https://en.bitcoin.it/wiki/Script
const OP_1 = 0x51;
const OP_DUP = 0x76;
const OP_EQUALVERIFY = 0x88;
const OP_HASH160 = 0xa9;
const OP_CHECKSIG = 0xac;
const OP_CHECKMULTISIG = 0xae;
const LARGEST_SMALL_NUMBER = 16;

/** RIPEMD-160 of SHA-256, by which scripts name keys and scripts. */
export function hash160(bytes: Uint8Array): Uint8Array {
  return ripemd160(sha256(bytes));
}

/** `<key> OP_CHECKSIG` (BIP-381). */
export function payToPublicKey(key: Uint8Array): Uint8Array {
  return concatBytes(push(key), Uint8Array.of(OP_CHECKSIG));
}

/** P2PKH (BIP-381). */
export function payToPublicKeyHash(hash: Uint8Array): Uint8Array {
  return concatBytes(
    Uint8Array.of(OP_DUP, OP_HASH160),
    push(hash),
    Uint8Array.of(OP_EQUALVERIFY, OP_CHECKSIG),
  );
}

/** P2WPKH or P2WSH (BIP-141). */
export function witnessProgram(program: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(0), push(program));
}

/** `k KEY… n OP_CHECKMULTISIG` of at most 20 keys (BIP-383). */
export function multisig(threshold: number, keys: readonly Uint8Array[]): Uint8Array {
  return concatBytes(
    scriptNumber(threshold),
    ...keys.map(push),
    scriptNumber(keys.length),
    Uint8Array.of(OP_CHECKMULTISIG),
  );
}

/** Keys in the order of their bytes, as `sortedmulti` has them (BIP-67). */
export function sortedKeys(keys: readonly Uint8Array[]): Uint8Array[] {
  return [...keys].sort((one, other) => Buffer.compare(one, other));
}

/**
 * The output key of a Taproot output without scripts: `Q = P + int(hash_TapTweak(bytes(P)))G`
 * (BIP-86, BIP-341).
 * @param internalKey 32 bytes, x only
 */
export function taprootOutputKey(internalKey: Uint8Array): Uint8Array {
  const { lift_x, bytesToNumberBE, pointToBytes, taggedHash } = schnorr.utils;
  const tweak = bytesToNumberBE(taggedHash('TapTweak', internalKey));
  const tweaked = secp256k1.ProjectivePoint.BASE.multiply(tweak);
  return pointToBytes(lift_x(bytesToNumberBE(internalKey)).add(tweaked));
}

/** Keys and hashes have fewer than 76 bytes, so that their length is the opcode that pushes them. */
function push(bytes: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(bytes.length), bytes);
}

function scriptNumber(value: number): Uint8Array {
  return value <= LARGEST_SMALL_NUMBER
    ? Uint8Array.of(OP_1 - 1 + value)
    : push(Uint8Array.of(value));
}
