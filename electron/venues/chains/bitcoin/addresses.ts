import { bech32, bech32m, createBase58check } from '@scure/base';
import { sha256 } from '@noble/hashes/sha2';
import { invalid } from './invalid';

const base58check = createBase58check(sha256);

// Versions of base58 addresses: https://en.bitcoin.it/wiki/List_of_address_prefixes
const PUBLIC_KEY_HASH = 0x00;
const SCRIPT_HASH = 0x05;
const TEST_VERSIONS: readonly number[] = [0x6f, 0xc4];
const HASH_LENGTH = 20;
const PREFIX = 'bc';
const TEST_PREFIXES: readonly string[] = ['tb', 'bcrt'];
const WITNESS_LENGTHS: Readonly<Record<number, readonly number[]>> = { 0: [20, 32], 1: [32] };

/** P2PKH of the hash of a public key. */
export function publicKeyHashAddress(hash: Uint8Array): string {
  return base58check.encode(Uint8Array.of(PUBLIC_KEY_HASH, ...hash));
}

/** P2SH of the hash of a script. */
export function scriptHashAddress(hash: Uint8Array): string {
  return base58check.encode(Uint8Array.of(SCRIPT_HASH, ...hash));
}

/** P2WPKH and P2WSH in bech32 (BIP-173), P2TR in bech32m (BIP-350). */
export function witnessAddress(version: 0 | 1, program: Uint8Array): string {
  const code = version === 0 ? bech32 : bech32m;
  return code.encode(PREFIX, [version, ...code.toWords(program)]);
}

/**
 * Checks an address of Bitcoin's main network with its checksum, and answers it as wallets write it.
 * @throws VenueFailure `invalid-input` saying what is wrong
 */
export function checkAddress(text: string): string {
  return /^(?:bc|tb|bcrt)1/i.test(text) ? checkWitnessAddress(text) : checkBase58Address(text);
}

function checkWitnessAddress(text: string): string {
  const isModern = /^[a-z]+1p/i.test(text);
  const code = isModern ? bech32m : bech32;
  const decoded = code.decodeUnsafe(text, 90);
  if (decoded === undefined) {
    const other = (isModern ? bech32 : bech32m).decodeUnsafe(text, 90);
    throw invalid(
      other === undefined || (other.words[0] ?? 0) < 2
        ? 'the address has a typing mistake: its checksum does not fit'
        : 'this kind of address is not in use on Bitcoin yet',
    );
  }
  if (TEST_PREFIXES.includes(decoded.prefix)) throw testNetwork();
  const [version = -1, ...words] = decoded.words;
  const program = code.fromWordsUnsafe(words);
  if (program === undefined) throw invalid('the address is not well formed');
  const lengths = WITNESS_LENGTHS[version];
  if (lengths === undefined || !lengths.includes(program.length))
    throw invalid('this kind of address is not in use on Bitcoin');
  return text.toLowerCase();
}

function checkBase58Address(text: string): string {
  let bytes: Uint8Array;
  try {
    bytes = base58check.decode(text);
  } catch {
    throw invalid(
      /^[1-9A-HJ-NP-Za-km-z]{26,35}$/.test(text)
        ? 'the address has a typing mistake: its checksum does not fit'
        : 'it is no Bitcoin address, extended public key or output descriptor',
    );
  }
  const [version = -1] = bytes;
  if (TEST_VERSIONS.includes(version)) throw testNetwork();
  if (bytes.length !== HASH_LENGTH + 1 || (version !== PUBLIC_KEY_HASH && version !== SCRIPT_HASH))
    throw invalid('it is an address of another chain, not of Bitcoin');
  return text;
}

function testNetwork(): Error {
  return invalid('it belongs to a test network, whose coins are worth nothing');
}
