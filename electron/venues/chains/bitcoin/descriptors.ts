import { sha256 } from '@noble/hashes/sha2';
import { checkAddress, publicKeyHashAddress, scriptHashAddress, witnessAddress } from './addresses';
import { descriptorChecksum } from './descriptor-checksum';
import { invalid } from './invalid';
import { keyExpression, type KeyExpression, type KeyForm, type Place } from './key-expression';
import {
  hash160,
  multisig,
  payToPublicKey,
  payToPublicKeyHash,
  sortedKeys,
  taprootOutputKey,
  witnessProgram,
} from './scripts';

/** Addresses that are made one after the other: receiving, change, or a single one. */
export interface AddressChain {
  /** Has an address for every number from 0; else only the one at 0. */
  readonly ranged: boolean;
  addressAt(index: number): string;
}

export interface Descriptor {
  /** As it was given, without its origin's spelling changed, and with its checksum. */
  readonly canonical: string;
  readonly chains: readonly AddressChain[];
}

type Making<T> = (place: Place) => T;
/** Where a script stands, which says what may be in it. */
type Within = 'sh' | 'wsh';

const MOST_KEYS: Readonly<Record<Within, number>> = { sh: 15, wsh: 20 };
/** Longest script that P2SH can spend (BIP-16). */
const LONGEST_SCRIPT = 520;
const NO_ADDRESS: readonly string[] = ['pk', 'multi', 'sortedmulti', 'raw'];

/**
 * Reads an output descriptor without private keys (BIP-380 to 383, 386 and 389). What is not supported
 * is refused by name: script trees in `tr()`, miniscript, `combo()`, `raw()`, and scripts that have no
 * address.
 * @throws VenueFailure `invalid-input`
 */
export function descriptor(text: string): Descriptor {
  const script = withoutChecksum(text);
  const keys: KeyExpression[] = [];
  const addressOf = topLevel(script, keys);
  const ranged = keys.some((key) => key.ranged);
  const tuples = new Set(keys.flatMap(({ alternatives }) => alternatives ?? []));
  if (tuples.size > 1) throw invalid('the keys of the descriptor have alternatives of two lengths');
  const [alternatives = 1] = tuples;
  const chains = Array.from({ length: alternatives }, (_, alternative) => ({
    ranged,
    addressAt: (index: number) => addressOf({ alternative, index }),
  }));
  // Deriving a first address finds what no check of the text does, such as a script that is too long.
  for (const chain of chains) chain.addressAt(0);
  return { canonical: `${script}#${descriptorChecksum(script) ?? ''}`, chains };
}

function withoutChecksum(text: string): string {
  const at = text.indexOf('#');
  const script = at < 0 ? text : text.slice(0, at);
  const expected = descriptorChecksum(script);
  if (expected === undefined)
    throw invalid('the descriptor has a character that descriptors never have');
  if (at >= 0 && text.slice(at + 1) !== expected)
    throw invalid('the descriptor has a typing mistake: its checksum does not fit');
  return script;
}

function topLevel(text: string, keys: KeyExpression[]): Making<string> {
  const { name, parts } = call(text);
  switch (name) {
    case 'pkh': {
      const key = single(name, parts, 'any', keys);
      return (place) => publicKeyHashAddress(hash160(key(place)));
    }
    case 'wpkh': {
      const key = single(name, parts, 'compressed', keys);
      return (place) => witnessAddress(0, hash160(key(place)));
    }
    case 'tr': {
      if (parts.length > 1) throw invalid('script trees in tr() are not supported');
      const key = single(name, parts, 'x-only', keys);
      return (place) => witnessAddress(1, taprootOutputKey(key(place)));
    }
    case 'sh': {
      const script = inner(only(name, parts), 'sh', keys);
      return (place) => scriptHashAddress(hash160(script(place)));
    }
    case 'wsh': {
      const script = inner(only(name, parts), 'wsh', keys);
      return (place) => witnessAddress(0, sha256(script(place)));
    }
    case 'addr': {
      const address = checkAddress(only(name, parts));
      return () => address;
    }
    default:
      throw invalid(
        NO_ADDRESS.includes(name)
          ? `${name}() outside of sh() or wsh() has no address to look up`
          : `${name}() is not supported in descriptors`,
      );
  }
}

function inner(text: string, within: Within, keys: KeyExpression[]): Making<Uint8Array> {
  const { name, parts } = call(text);
  const form = within === 'wsh' ? 'compressed' : 'any';
  if (name === 'pk') {
    const key = single(name, parts, form, keys);
    return (place) => payToPublicKey(key(place));
  }
  if (name === 'pkh') {
    const key = single(name, parts, form, keys);
    return (place) => payToPublicKeyHash(hash160(key(place)));
  }
  if (name === 'multi' || name === 'sortedmulti') return several(name, parts, within, keys);
  if (within === 'sh' && name === 'wpkh') {
    const key = single(name, parts, 'compressed', keys);
    return (place) => witnessProgram(hash160(key(place)));
  }
  if (within === 'sh' && name === 'wsh') {
    const script = inner(only(name, parts), 'wsh', keys);
    return (place) => witnessProgram(sha256(script(place)));
  }
  throw invalid(`${name}() inside of ${within}() is not supported`);
}

function several(
  name: 'multi' | 'sortedmulti',
  [threshold = '', ...parts]: readonly string[],
  within: Within,
  keys: KeyExpression[],
): Making<Uint8Array> {
  const needed = /^\d{1,2}$/.test(threshold) ? Number(threshold) : 0;
  if (needed < 1 || needed > parts.length)
    throw invalid(`${name}() does not say how many of its keys must sign`);
  if (parts.length > MOST_KEYS[within])
    throw invalid(`${name}() inside of ${within}() has at most ${MOST_KEYS[within]} keys`);
  const form: KeyForm = within === 'wsh' ? 'compressed' : 'any';
  const expressions = parts.map((part) => keyExpression(part, form));
  keys.push(...expressions);
  return (place) => {
    const made = expressions.map((each) => each.keyAt(place));
    const script = multisig(needed, name === 'sortedmulti' ? sortedKeys(made) : made);
    if (within === 'sh' && script.length > LONGEST_SCRIPT)
      throw invalid(`${name}() is too long for sh()`);
    return script;
  };
}

function single(
  name: string,
  parts: readonly string[],
  form: KeyForm,
  keys: KeyExpression[],
): Making<Uint8Array> {
  const part = only(name, parts);
  if (part.includes('(')) throw invalid(`${name}() takes a key, not a script`);
  const key = keyExpression(part, form);
  keys.push(key);
  return (place) => key.keyAt(place);
}

function only(name: string, parts: readonly string[]): string {
  const [part = ''] = parts;
  if (parts.length !== 1 || part === '') throw invalid(`${name}() takes exactly one part`);
  return part;
}

/** `name(part,part)`, where parts may have parentheses and braces of their own. */
function call(text: string): { readonly name: string; readonly parts: readonly string[] } {
  const match = /^([a-z_]+)\((.*)\)$/s.exec(text);
  if (match === null)
    throw invalid('the descriptor is not of the form script(key), or was not copied whole');
  const [, name = '', inside = ''] = match;
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of inside) {
    if ('({['.includes(character)) depth += 1;
    if (')}]'.includes(character)) depth -= 1;
    if (depth < 0) break;
    if (character === ',' && depth === 0) {
      parts.push(part);
      part = '';
    } else part += character;
  }
  if (depth !== 0) throw invalid('the parentheses of the descriptor do not match');
  return { name, parts: [...parts, part] };
}
