import { withoutTrailing } from '../base/without-trailing';
/** What somebody pasted where an address belongs, and must neither be kept nor sent anywhere. */
export type SecretKind = 'seed-phrase' | 'private-key' | 'extended-private-key';

const BASE58 = '[1-9A-HJ-NP-Za-km-z]';
/** Neither letters nor digits around: a public key in hexadecimal is base58 between its zeros. */
const START = '(?<![0-9A-Za-z])';
const END = '(?![0-9A-Za-z])';

/**
 * Extended private keys of SLIP-132 (https://github.com/satoshilabs/slips/blob/master/slip-0132.md), also
 * cut short or inside a descriptor. No address is as long as the 46 characters that are asked for.
 */
const EXTENDED_PRIVATE = new RegExp(`${START}(?:[xyztuvYZUV]prv|Ltpv|Mtpv|ttpv)${BASE58}{42,}`);

/**
 * Private keys in the wallet import format: 51 characters from 5 (or 9 on testnet), 52 from K, L (or c)
 * (https://en.bitcoin.it/wiki/Wallet_import_format); 58 from 6P when encrypted (BIP-38).
 */
const WIF = new RegExp(`${START}(?:[59]${BASE58}{50}|[KLc]${BASE58}{51}|6P${BASE58}{56})${END}`);

/** 64 bytes in base58: a Solana secret key with its public key. */
const SOLANA_SECRET = new RegExp(`${START}${BASE58}{80,90}${END}`);

/** 32 bytes in hexadecimal, or 64 with the public key. Public keys have 66 or 130 digits. */
const HEX_KEY = /^(?:0x)?(?:[0-9a-f]{64}|[0-9a-f]{128})$/i;

/**
 * Casascius' mini keys: S and 21, 25 or 29 characters, shorter than any address
 * (https://en.bitcoin.it/wiki/Mini_private_key_format); and Stellar's
 * (https://github.com/stellar/stellar-protocol/blob/master/ecosystem/sep-0023.md).
 */
const SHORT_KEY = new RegExp(`^S(?:${BASE58}{21}|${BASE58}{25}|${BASE58}{29}|[A-Z2-7]{55})$`);

/** 32 or 64 bytes in base64: the sign at their end is in no address. */
const BASE64_KEY =
  /(?<![A-Za-z0-9+/=])(?:[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{86}==)(?![A-Za-z0-9+/=])/;

/** The bytes of a key as numbers, as Solana's tools store it; 16 of them are no longer a coincidence. */
const BYTES = /(?<![\w.])\d{1,3}(?:[\s,;]+\d{1,3}){15,}(?![\w.])/;

/** What a file of a key begins with (https://www.rfc-editor.org/rfc/rfc7468). */
const PEM = /BEGIN [A-Z ]{0,40}PRIVATE KEY/;

/** A seed in bech32 (https://github.com/bitcoin/bips/blob/master/bip-0093.mediawiki). */
const SEED_TEXT = new RegExp(`${START}ms1[02-9ac-hj-np-z]{45,}${END}`, 'i');

/**
 * A phrase by the numbers of its words: one after the other, or four digits for each without anything
 * between (https://github.com/SeedSigner/seedsigner/blob/dev/docs/seed_qr/README.md).
 */
const WORD_NUMBERS = /^(?:\d{1,4}(?:[\s,;]+\d{1,4}){11,}|\d{48}|\d{60}|\d{72}|\d{84}|\d{96})$/;

const BETWEEN_WORDS = /[\s,;:|"'“”‘’`[\]{}()<>_/\\\-–—+*=&~•·、。]+/;
/** As well as dots, which names of one or two words have. */
const BETWEEN_MANY_WORDS = /[\s.]+/;
const BETWEEN_KEYS = /[\s"'`:=;,[\]{}]+/;
const ORDINAL = /^\d{1,2}[.:)#]*/;
const WORD = /^\p{L}{2,}$/u;
/** BIP-39's English words; what scripts of descriptors are called is none of them. */
const SHORT_WORD = /^(?!(?:w?pkh|wsh|multi|addr)$)\p{L}{3,8}$/u;

const FEWEST_WORDS = 3;
const SHORTEST_PHRASE = 12;

/**
 * Says whether a text given for an address is a secret instead: pure, so that the page can ask before it
 * sends anything, and main asks again. It goes by shape, not by checksums, since a mistyped secret is
 * one still. Only for address fields: three plain words are taken for a phrase that was half pasted,
 * because no address has spaces.
 */
export function secretIn(text: string): SecretKind | undefined {
  const plain = text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();
  if (PEM.test(plain)) return 'private-key';
  if (isPhrase(plain)) return 'seed-phrase';
  if (EXTENDED_PRIVATE.test(plain)) return 'extended-private-key';
  const keys = [WIF, SOLANA_SECRET, BASE64_KEY, BYTES];
  if (keys.some((key) => key.test(plain))) return 'private-key';
  const parts = [...plain.split(BETWEEN_KEYS), digitsOf(plain)];
  if (parts.some((part) => HEX_KEY.test(part) || SHORT_KEY.test(part))) return 'private-key';
  return SEED_TEXT.test(plain) || WORD_NUMBERS.test(plain) ? 'seed-phrase' : undefined;
}

/** Hexadecimal digits that were written in groups or as bytes, put together. */
function digitsOf(text: string): string {
  return text.replace(/\b0x/gi, '').replace(/[\s"'`:;,[\]{}()-]+/g, '');
}

function isPhrase(text: string): boolean {
  // Words run together, and Chinese phrases, which are written without spaces.
  if (/^(?:[a-z]{30,}|[A-Z]{30,}|(?:[A-Z][a-z]{2,7}){12,})$/.test(text)) return true;
  if (/^(?![^]*[A-Za-z])[\p{L}\p{M}]{24,}$/u.test(text)) return true;
  if ((text.match(/\p{Script=Han}/gu) ?? []).length >= SHORTEST_PHRASE) return true;
  const parts = text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .split(BETWEEN_WORDS)
    .map((part) => withoutTrailing(part.replace(ORDINAL, ''), '.:!?'))
    .filter((part) => part !== '');
  const words = parts.filter((part) => WORD.test(part));
  if (words.length >= FEWEST_WORDS && words.length === parts.length) return true;
  const dotted = text.split(BETWEEN_MANY_WORDS);
  if (dotted.length >= SHORTEST_PHRASE && dotted.every((part) => WORD.test(part))) return true;
  return words.filter((word) => SHORT_WORD.test(word)).length >= SHORTEST_PHRASE;
}
