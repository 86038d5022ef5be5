import { HDKey } from '@scure/bip32';
import { createBase58check } from '@scure/base';
import { sha256 } from '@noble/hashes/sha2';
import { invalid } from './invalid';

const base58check = createBase58check(sha256);
const LENGTH = 78;

/** Which addresses an extended key says that it is for; `xpub` does not say. */
export type ExtendedKeyPrefix = 'xpub' | 'ypub' | 'zpub';

export interface ExtendedKey {
  readonly prefix: ExtendedKeyPrefix;
  /** How many steps it is below its master key; 3 for the key of an account (BIP-44). */
  readonly depth: number;
  /**
   * The public key of 33 bytes at a path below it.
   * @param path indices below 2^31: hardened children have no public derivation
   */
  publicKeyAt(path: readonly number[]): Uint8Array;
}

interface Version {
  readonly prefix: string;
  readonly kind: 'public' | 'private' | 'multisig' | 'test';
}

/** Versions: https://github.com/satoshilabs/slips/blob/master/slip-0132.md */
const VERSIONS: ReadonlyMap<number, Version> = new Map([
  [0x0488b21e, { prefix: 'xpub', kind: 'public' }],
  [0x049d7cb2, { prefix: 'ypub', kind: 'public' }],
  [0x04b24746, { prefix: 'zpub', kind: 'public' }],
  [0x0488ade4, { prefix: 'xprv', kind: 'private' }],
  [0x049d7878, { prefix: 'yprv', kind: 'private' }],
  [0x04b2430c, { prefix: 'zprv', kind: 'private' }],
  [0x0295b43f, { prefix: 'Ypub', kind: 'multisig' }],
  [0x02aa7ed3, { prefix: 'Zpub', kind: 'multisig' }],
  [0x043587cf, { prefix: 'tpub', kind: 'test' }],
  [0x044a5262, { prefix: 'upub', kind: 'test' }],
  [0x045f1cf6, { prefix: 'vpub', kind: 'test' }],
  [0x024289ef, { prefix: 'Upub', kind: 'test' }],
  [0x02575483, { prefix: 'Vpub', kind: 'test' }],
] as const);

/** Whether a text is meant as an extended key, of whatever chain and whether or not it was copied whole. */
export function looksLikeExtendedKey(text: string): boolean {
  return /^[A-Za-z]{1,3}(?:pub|prv|tub|tpv)[1-9A-HJ-NP-Za-km-z]{20,}$/.test(text);
}

/**
 * Reads an extended public key of Bitcoin's main network (BIP-32).
 * @throws VenueFailure `invalid-input`, also for private keys
 */
export function extendedKey(text: string): ExtendedKey {
  let bytes: Uint8Array;
  try {
    bytes = base58check.decode(text);
  } catch {
    throw invalid('the extended key has a typing mistake or was not copied whole');
  }
  if (bytes.length !== LENGTH) throw invalid('the extended key was not copied whole');
  const code = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
  const version = VERSIONS.get(code);
  if (version === undefined) throw invalid('the extended key is of another chain, not of Bitcoin');
  const { prefix, kind } = version;
  if (kind === 'private' || bytes[45] === 0)
    throw invalid('it is a private key; give the extended public key of the account instead');
  if (kind === 'test')
    throw invalid(`a ${prefix} belongs to a test network, whose coins are worth nothing`);
  if (kind === 'multisig')
    throw invalid(
      `a ${prefix} is the key of one signer only; give the output descriptor of the whole wallet`,
    );
  try {
    const key = HDKey.fromExtendedKey(text, { public: code, private: 0 });
    return { prefix: prefix as ExtendedKeyPrefix, depth: key.depth, publicKeyAt: deriving(key) };
  } catch {
    throw invalid('the extended key is not well formed');
  }
}

/** Remembers the last parent: addresses are derived one after the other from the same one. */
function deriving(key: HDKey): ExtendedKey['publicKeyAt'] {
  let parent = key;
  let parentPath = '';
  return (path) => {
    const above = path.slice(0, -1);
    const name = above.join('/');
    if (name !== parentPath) {
      parent = above.reduce((node, index) => node.deriveChild(index), key);
      parentPath = name;
    }
    const last = path.at(-1);
    const { publicKey } = last === undefined ? key : parent.deriveChild(last);
    if (publicKey === null) throw new Error('an extended public key has no public key');
    return publicKey;
  };
}
