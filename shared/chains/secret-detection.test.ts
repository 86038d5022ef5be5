import fc from 'fast-check';
import { base58, bech32, bech32m, createBase58check, hex } from '@scure/base';
import { sha256 } from '@noble/hashes/sha2';
import { describe, expect, it } from 'vitest';
import { runs } from '../testing/runs';
import { secretIn } from './secret-detection';

// https://github.com/trezor/python-mnemonic/blob/master/vectors.json (BIP-39's published vectors)
const PHRASE_12 = 'legal winner thank year wave sausage worth useful legal winner thank yellow';
const PHRASE_24 =
  'hamster diagram private dutch cause delay private meat slide toddler razor book happy fancy gospel tennis maple dilemma loan word shrug inflict delay length';
const words = PHRASE_24.split(' ');

describe('seed phrases', () => {
  it.each([
    ['12 words', PHRASE_12],
    ['15 words', words.slice(0, 15).join(' ')],
    ['18 words', words.slice(0, 18).join(' ')],
    ['21 words', words.slice(0, 21).join(' ')],
    ['24 words', PHRASE_24],
    ['capitals', PHRASE_12.toUpperCase()],
    ['spaces and lines', `  ${words.join(' \n\t ')}  `],
    ['a numbered list', words.map((word, at) => `${at + 1}. ${word}`).join('\n')],
    ['numbers without spaces', words.map((word, at) => `${at + 1}.${word}`).join(' ')],
    ['numbers in brackets', words.map((word, at) => `(${at + 1}) ${word}`).join(' ')],
    ['a column of numbers', words.map((word, at) => `${at + 1}\t${word}`).join('\n')],
    ['commas', words.join(', ')],
    ['a JSON list', JSON.stringify(words)],
    ['hyphens', words.join('-')],
    ['no spaces at all', words.join('')],
    ['a label before it', `Seed: ${PHRASE_12}`],
    ['half of it', words.slice(0, 6).join(' ')],
    ['three words', 'legal winner thank'],
    ['something else among it', `${PHRASE_12} bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu`],
    ['invisible characters', words.join('\u200b ')],
    // https://github.com/bip32JP/bip32JP.github.io/blob/master/test_JP_BIP39.json
    ['Japanese', 'あいこくしん　あいこくしん　あいこくしん　あおぞら'],
    ['Chinese without spaces', '的的的的的的的的的的的在'],
    ['Spanish', 'ábaco ábaco ábaco abierto'],
    ['dots', words.join('.')],
    ['plus signs', words.join('+')],
    ['stars', words.join(' * ')],
    ['colons', words.join(':')],
    ['Japanese commas', words.join('、')],
    [
      'capitals in place of spaces',
      words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join(''),
    ],
    // https://github.com/bitcoin/bips/blob/master/bip-0039/korean.txt
    ['Korean', '가격 가끔 가난'],
    ['Korean without spaces', '가격가끔가난가능가득가르침가뭄가방가상가슴가운데가을'],
    ['Japanese without spaces', 'あいこくしん'.repeat(11) + 'あおぞら'],
    ['Chinese with spaces', '的 一 是 在 不 了 有 和 人 这 中 大'],
    // https://github.com/SeedSigner/seedsigner/blob/dev/docs/seed_qr/README.md (its first test vector)
    [
      'numbers in place of words',
      '011513251154012711900771041507421289190620080870026613431420201617920614089619290300152408010643',
    ],
    ['numbers apart', '115 1325 1154 127 1190 771 415 742 1289 1906 2008 870'],
    // https://github.com/bitcoin/bips/blob/master/bip-0093.mediawiki#test-vectors
    ['bech32', 'ms10testsxxxxxxxxxxxxxxxxxxxxxxxxxx4nzvca9cmczlw'],
  ])('with %s', (_, text) => {
    expect(secretIn(text)).toBe('seed-phrase');
  });
});

describe('keys', () => {
  const bytes = Array.from({ length: 64 }, (_, at) => (at * 37) % 256);

  it.each([
    // The key of https://en.bitcoin.it/wiki/Wallet_import_format in each writing
    ['WIF', '5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ'],
    ['WIF, compressed', 'KwdMAjGmerYanjeui5SHS7JkmpZvVipYvB2LJGU1ZxJwYvP98617'],
    ['hexadecimal', '0C28FCA386C7A227600B2FE50B7CAE11EC86D3BF1FBE471BE89827E19D72AA1D'],
    ['0x', '0x0c28fca386c7a227600b2fe50b7cae11ec86d3bf1fbe471be89827e19d72aa1d'],
    ['a label', 'key: 0c28fca386c7a227600b2fe50b7cae11ec86d3bf1fbe471be89827e19d72aa1d'],
    ['quotes', '"0c28fca386c7a227600b2fe50b7cae11ec86d3bf1fbe471be89827e19d72aa1d"'],
    ['a descriptor', 'wpkh(KwdMAjGmerYanjeui5SHS7JkmpZvVipYvB2LJGU1ZxJwYvP98617)'],
    // https://github.com/bitcoin/bips/blob/master/bip-0038.mediawiki#test-vectors
    ['encryption', '6PRVWUbkzzsbcVac2qwfssoUJAN1Xhrg6bNk8J7Nzm5H7kxEbn2Nh2ZoGg'],
    ['Solana’s base58', base58.encode(Uint8Array.from(bytes))],
    ['Solana’s list of numbers', JSON.stringify(bytes)],
    ['a list of numbers on lines', JSON.stringify(bytes, undefined, 2)],
    ['64 bytes in hexadecimal', hex.encode(Uint8Array.from(bytes))],
    // https://en.bitcoin.it/wiki/Mini_private_key_format
    ['30 characters', 'S6c56bnXQiBjk9mqSYE7ykVQ7NzrRy'],
    ['22 characters', 'SzavMBLoXU6kDrqtUVmffv'],
    ['Solana’s list with a label', `{"secretKey": [${bytes.join()}]}`],
    ['numbers with spaces', bytes.join(' ')],
    ['64 bytes in base64', Buffer.from(bytes).toString('base64')],
    ['32 bytes in base64', Buffer.from(bytes.slice(32)).toString('base64')],
    ['a file', '-----BEGIN EC PRIVATE KEY-----\nMHQCAQEEI\n-----END EC PRIVATE KEY-----'],
    ...(
      [
        ['groups', /.{8}/g, ' '],
        ['lines', /.{32}/g, '\n'],
        ['bytes', /../g, ':'],
        ['bytes apart', /../g, ', 0x'],
      ] as const
    ).map(([name, part, between]): [string, string] => {
      const digits = '0c28fca386c7a227600b2fe50b7cae11ec86d3bf1fbe471be89827e19d72aa1d';
      return [`hexadecimal ${name}`, (digits.match(part) ?? []).join(between)];
    }),
    ['brackets', '[0c28fca386c7a227600b2fe50b7cae11ec86d3bf1fbe471be89827e19d72aa1d]'],
  ])('in %s', (_, text) => {
    expect(secretIn(text)).toBe('private-key');
  });

  it.each([
    // BIP-32, and SLIP-132's vectors
    'xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi',
    'yprvAHwhK6RbpuS3dgCYHM5jc2ZvEKd7Bi61u9FVhYMpgMSuZS613T1xxQeKTffhrHY79hZ5PsskBjcc6C2V7DrnsMsNaGDaWev3GLRQRgV7hxF',
    'zprvAdG4iTXWBoARxkkzNpNh8r6Qag3irQB8PzEMkAFeTRXxHpbF9z4QgEvBRmfvqWvGp42t42nvgGpNgYSJA9iefm1yYNZKEm7z6qUWCroSQnE',
    'wpkh([00000000/84h]xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi/0/*)',
    'xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy',
  ])('extended: %s', (text) => {
    expect(secretIn(text)).toBe('extended-private-key');
  });
});

describe('what is no secret', () => {
  const base58check = createBase58check(sha256);
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  const witness = (version: number) => (program: Uint8Array) => {
    const code = version === 0 ? bech32 : bech32m;
    return code.encode('bc', [version, ...code.toWords(program)]);
  };
  const extended = fc
    .tuple(
      fc.constantFrom([0x04, 0x88, 0xb2, 0x1e], [0x04, 0x9d, 0x7c, 0xb2], [0x04, 0xb2, 0x47, 0x46]),
      fc.nat(3),
      bytes(40),
      fc.constantFrom(2, 3),
      bytes(32),
    )
    .map(([version, depth, middle, sign, x]) =>
      base58check.encode(Uint8Array.of(...version, depth, ...middle, sign, ...x)),
    );
  const origin = bytes(4).map((fingerprint) => `[${hex.encode(fingerprint)}/84h/0h/0h]`);
  const address = fc.oneof(
    fc
      .tuple(fc.constantFrom(0, 5), bytes(20))
      .map(([version, hash]) => base58check.encode(Uint8Array.of(version, ...hash))),
    bytes(20).map(witness(0)),
    bytes(32).map(witness(0)),
    bytes(32).map(witness(1)),
    extended,
    fc.tuple(origin, extended).map(([from, key]) => `wpkh(${from}${key}/<0;1>/*)#abcdefgh`),
    fc
      .array(fc.tuple(origin, extended), { minLength: 2, maxLength: 20 })
      .map((keys) => `wsh(sortedmulti(2,${keys.map((key) => `${key.join('')}/0/*`).join()}))`),
    fc
      .array(extended, { minLength: 12, maxLength: 15 })
      .map((keys) => keys.map((key) => `wpkh(${key}/0/*)`).join('\n')),
    bytes(32).map((key) => `tr(${hex.encode(key)})`),
    bytes(32).map((key) => `pkh(02${hex.encode(key)})`),
    bytes(20).map((hash) => `0x${hex.encode(hash)}`),
    bytes(32).map((key) => base58.encode(key)),
  );

  it('is every address and public key', () => {
    fc.assert(
      fc.property(address, (text) => {
        expect(secretIn(text)).toBeUndefined();
        expect(secretIn(` ${text}\n`)).toBeUndefined();
      }),
      runs(2000),
    );
  });

  it.each([
    '',
    'a.name.of.many.parts.eth',
    'こんにちは.eth',
    '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045, 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    'vitalik.eth',
    'my-cold-wallet.eth',
    'bonfida.sol',
    'two words',
    // A public key with as many digits between two zeros as a private key has characters.
    `pkh(02${'1'.repeat(11)}05${'a'.repeat(50)}0)`,
    'bitcoin:BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4?amount=0.1&label=Luke',
    '0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045',
  ])('is %s', (text) => {
    expect(secretIn(text)).toBeUndefined();
  });
});

it.each([
  '.'.repeat(3999) + 'x',
  '!'.repeat(3999) + 'x',
  'x! '.repeat(1333),
  `${'1, '.repeat(15)}1${' '.repeat(3900)}x`,
  '1 '.repeat(2000),
  `1${' '.repeat(3998)}x`,
  'a.'.repeat(2000),
  'あ'.repeat(3999) + '1',
  'Abc'.repeat(1333) + '1',
  '0x'.repeat(2000),
])('is found out in little time: %#', (text) => {
  const start = performance.now();
  secretIn(text);
  // A hundred times what it takes: what grows with a power of the length takes minutes.
  expect(performance.now() - start).toBeLessThan(2000);
});
