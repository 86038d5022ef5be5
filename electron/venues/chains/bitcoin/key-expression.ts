import { secp256k1 } from '@noble/curves/secp256k1';
import { hexToBytes } from '@noble/hashes/utils';
import { extendedKey, looksLikeExtendedKey } from './extended-keys';
import { invalid } from './invalid';

/** Which of the scripts that a descriptor stands for: the alternative of `<0;1>` and the number of `*`. */
export interface Place {
  readonly alternative: number;
  readonly index: number;
}

/** A key of a descriptor (BIP-380), with the alternatives of BIP-389. */
export interface KeyExpression {
  /** How many keys `<a;b>` stands for; `undefined` without it. */
  readonly alternatives: number | undefined;
  /** Ends in `/*`. */
  readonly ranged: boolean;
  keyAt(place: Place): Uint8Array;
}

/** What keys a script may have: segregated witness takes no uncompressed ones, Taproot also bare x. */
export type KeyForm = 'any' | 'compressed' | 'x-only';

const ORIGIN = /^\[[0-9a-fA-F]{8}(?:\/\d+[h']?)*\](?!\[)/;
const HARDENED_FROM = 0x80000000;

type Step = { readonly one: number } | { readonly either: readonly number[] };

/**
 * Reads a key expression; the origin in brackets says where the key comes from and changes nothing.
 * @throws VenueFailure `invalid-input`
 */
export function keyExpression(text: string, form: KeyForm): KeyExpression {
  const bare = text.replace(ORIGIN, '');
  if (/[[\]]/.test(bare))
    throw invalid('the origin of a key, in brackets, is not a fingerprint and path');
  const [key = '', ...path] = bare.split('/');
  return looksLikeExtendedKey(key) ? derived(key, path, form) : fixed(key, path, form);
}

function fixed(text: string, path: readonly string[], form: KeyForm): KeyExpression {
  if (!/^[0-9a-fA-F]+$/.test(text)) throw invalid('a key of the descriptor is not a public key');
  if (path.length > 0) throw invalid('a single public key has nothing below it to derive');
  const compressed = /^0[23]/.test(text) && text.length === 66;
  const uncompressed = text.startsWith('04') && text.length === 130;
  const bareX = text.length === 64 && form === 'x-only';
  if (!compressed && !bareX && !(uncompressed && form === 'any'))
    throw invalid(
      uncompressed
        ? 'an uncompressed public key cannot be used in this kind of script'
        : 'a public key of the descriptor does not have the right length',
    );
  const bytes = hexToBytes(text);
  assertPoint(bareX ? Uint8Array.of(2, ...bytes) : bytes);
  const key = form === 'x-only' && compressed ? bytes.slice(1) : bytes;
  return { alternatives: undefined, ranged: false, keyAt: () => key };
}

function derived(text: string, path: readonly string[], form: KeyForm): KeyExpression {
  const parent = extendedKey(text);
  if (parent.prefix !== 'xpub')
    throw invalid(`descriptors write keys as xpub, and the script around says what for`);
  const ranged = path.at(-1) === '*';
  const steps = (ranged ? path.slice(0, -1) : path).map(step);
  const choices = steps.filter((each) => 'either' in each);
  if (choices.length > 1) throw invalid('a key of the descriptor has alternatives twice');
  return {
    alternatives: choices[0]?.either.length,
    ranged,
    keyAt: ({ alternative, index }) => {
      const indices = steps.map((each) =>
        'one' in each ? each.one : (each.either[alternative] ?? missing()),
      );
      const key = parent.publicKeyAt(ranged ? [...indices, index] : indices);
      return form === 'x-only' ? key.slice(1) : key;
    },
  };
}

function step(text: string): Step {
  if (/^\*/.test(text) || /[h'H]/.test(text))
    throw invalid(
      "a hardened step (h or ') cannot be derived from a public key; give the key below it",
    );
  const either = /^<(\d+(?:;\d+)+)>$/.exec(text)?.[1]?.split(';').map(index);
  if (either === undefined) return { one: index(text) };
  if (new Set(either).size !== either.length)
    throw invalid('the alternatives of a key are not all different');
  return { either };
}

function index(text: string): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value < HARDENED_FROM)) throw invalid('a step of a key’s path is not a number below 2^31');
  return value;
}

function assertPoint(bytes: Uint8Array): void {
  try {
    secp256k1.ProjectivePoint.fromHex(bytes).assertValidity();
  } catch {
    throw invalid('a public key of the descriptor is not on the curve');
  }
}

function missing(): never {
  throw new RangeError('no such alternative');
}
