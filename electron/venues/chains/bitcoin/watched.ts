import { secretIn, type SecretKind } from '../../../../shared/chains/secret-detection';
import { checkAddress, publicKeyHashAddress, scriptHashAddress, witnessAddress } from './addresses';
import { descriptor, type AddressChain } from './descriptors';
import { extendedKey, looksLikeExtendedKey, type ExtendedKeyPrefix } from './extended-keys';
import { invalid } from './invalid';
import { hash160, taprootOutputKey, witnessProgram } from './scripts';

/** Chains of one kind of address; an `xpub` has all kinds, of which its owner mostly used one. */
export interface WatchedGroup {
  /** The kind, where the same key may have several. */
  readonly name?: string;
  readonly chains: readonly AddressChain[];
}

export interface Watched {
  /** The same text for whatever means the same addresses. */
  readonly canonical: string;
  readonly groups: readonly WatchedGroup[];
}

const SECRETS: Readonly<Record<SecretKind, string>> = {
  'seed-phrase':
    'it looks like a seed phrase; never give it to anyone, and give an address instead',
  'private-key':
    'it looks like a private key; never give it to anyone, and give an address instead',
  'extended-private-key':
    'it is an extended private key; never give it to anyone, and give the extended public key instead',
};

const LEGACY = {
  name: 'Legacy',
  addressOf: (key: Uint8Array) => publicKeyHashAddress(hash160(key)),
};
const NESTED = {
  name: 'Nested SegWit',
  addressOf: (key: Uint8Array) => scriptHashAddress(hash160(witnessProgram(hash160(key)))),
};
const NATIVE = {
  name: 'Native SegWit',
  addressOf: (key: Uint8Array) => witnessAddress(0, hash160(key)),
};
const TAPROOT = {
  name: 'Taproot',
  addressOf: (key: Uint8Array) => witnessAddress(1, taprootOutputKey(key.slice(1))),
};

/** An xpub says nothing of its addresses, and wallets export it for each of these (SLIP-132). */
const KINDS: Readonly<Record<ExtendedKeyPrefix, readonly (typeof LEGACY)[]>> = {
  xpub: [LEGACY, NESTED, NATIVE, TAPROOT],
  ypub: [NESTED],
  zpub: [NATIVE],
};

/** The receiving and the change addresses of an account (BIP-44). */
const ACCOUNT_CHAINS = [0, 1];
const ACCOUNT_DEPTH = 3;
const ORIGIN = /^\[[0-9a-fA-F]{8}(?:\/\d+[hH']?)*\]/;

/**
 * Understands an address, an extended public key or output descriptors (several apart by spaces or
 * lines), all of Bitcoin's main network.
 * @throws VenueFailure `invalid-input` saying what is wrong, also for anything secret
 */
export function parseWatched(text: string): Watched {
  const secret = secretIn(text);
  if (secret !== undefined) throw invalid(SECRETS[secret]);
  const plain = withoutScheme(text.trim());
  // Spaces between the keys of one descriptor are only for reading.
  if (plain.includes('(')) return descriptors(plain.replace(/,\s+/g, ',').split(/\s+/));
  const key = plain.replace(ORIGIN, '');
  if (looksLikeExtendedKey(key)) return account(key);
  const address = checkAddress(plain);
  return {
    canonical: address,
    groups: [{ chains: [{ ranged: false, addressAt: () => address }] }],
  };
}

/** BIP 21: `bitcoin:` before an address, and perhaps a query after it. */
function withoutScheme(text: string): string {
  const [scheme = ''] = /^bitcoin:/i.exec(text) ?? [];
  return scheme === '' ? text : (text.slice(scheme.length).split('?', 1)[0] ?? '');
}

function descriptors(texts: readonly string[]): Watched {
  const each = [...new Map(texts.map(descriptor).map((one) => [one.canonical, one])).values()];
  return {
    canonical: each.map(({ canonical }) => canonical).join(' '),
    groups: [{ chains: each.flatMap(({ chains }) => chains.map(remembering)) }],
  };
}

function account(text: string): Watched {
  const key = extendedKey(text);
  if (key.depth > ACCOUNT_DEPTH)
    throw invalid(
      'the key is not that of an account but of something below it; give the account’s key, or a ' +
        'descriptor that says what the key is for',
    );
  const kinds = KINDS[key.prefix];
  const groups = kinds.map(({ name, addressOf }) => ({
    ...(kinds.length > 1 ? { name } : {}),
    chains: ACCOUNT_CHAINS.map((chain) =>
      remembering({
        ranged: true,
        addressAt: (index) => addressOf(key.publicKeyAt([chain, index])),
      }),
    ),
  }));
  return { canonical: text, groups };
}

/** Deriving an address takes a millisecond, and every reading needs them all. */
function remembering({ ranged, addressAt }: AddressChain): AddressChain {
  const known = new Map<number, string>();
  return {
    ranged,
    addressAt: (index) => {
      let address = known.get(index);
      if (address === undefined) known.set(index, (address = addressAt(index)));
      return address;
    },
  };
}
