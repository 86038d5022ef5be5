import { describe, expect, it } from 'vitest';
import { parseWatched } from './watched';

function firstOf(text: string): string[] {
  return parseWatched(text).groups.flatMap(({ chains }) =>
    chains.map((chain) => chain.addressAt(0)),
  );
}

// https://github.com/satoshilabs/slips/blob/master/slip-0132.md#bitcoin-test-vectors
const XPUB_44 =
  'xpub6BosfCnifzxcFwrSzQiqu2DBVTshkCXacvNsWGYJVVhhawA7d4R5WSWGFNbi8Aw6ZRc1brxMyWMzG3DSSSSoekkudhUd9yLb6qx39T9nMdj';
const YPUB_49 =
  'ypub6Ww3ibxVfGzLrAH1PNcjyAWenMTbbAosGNB6VvmSEgytSER9azLDWCxoJwW7Ke7icmizBMXrzBx9979FfaHxHcrArf3zbeJJJUZPf663zsP';
const ZPUB_84 =
  'zpub6rFR7y4Q2AijBEqTUquhVz398htDFrtymD9xYYfG1m4wAcvPhXNfE3EfH1r1ADqtfSdVCToUG868RvUUkgDKf31mGDtKsAYz2oz2AGutZYs';
// https://github.com/bitcoin/bips/blob/master/bip-0086.mediawiki#test-vectors
const XPUB_86 =
  'xpub6BgBgsespWvERF3LHQu6CnqdvfEvtMcQjYrcRzx53QJjSxarj2afYWcLteoGVky7D3UKDP9QyrLprQ3VCECoY49yfdDEHGCtMMj92pReUsQ';

describe('extended public keys', () => {
  it('of BIP-44 have legacy addresses among others', () => {
    const { groups } = parseWatched(XPUB_44);
    expect(groups.map(({ name }) => name)).toEqual([
      'Legacy',
      'Nested SegWit',
      'Native SegWit',
      'Taproot',
    ]);
    expect(groups[0]?.chains[0]?.addressAt(0)).toBe('1LqBGSKuX5yYUonjxT5qGfpUsXKYYWeabA');
  });

  it('of BIP-49 have nested ones', () => {
    expect(firstOf(YPUB_49)[0]).toBe('37VucYSaXLCAsxYyAPfbSi9eh4iEcbShgf');
  });

  it('of BIP-84 have native ones, for receiving and for change', () => {
    // https://github.com/bitcoin/bips/blob/master/bip-0084.mediawiki#test-vectors
    const [group] = parseWatched(ZPUB_84).groups;
    expect(group?.name).toBeUndefined();
    const [receiving, change] = group?.chains ?? [];
    expect(receiving?.addressAt(0)).toBe('bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu');
    expect(receiving?.addressAt(1)).toBe('bc1qnjg0jd8228aq7egyzacy8cys3knf9xvrerkf9g');
    expect(change?.addressAt(0)).toBe('bc1q8c6fshw2dlwun7ekn9qwf37cu2rn755upcp6el');
  });

  it('of BIP-86 have Taproot ones', () => {
    const taproot = parseWatched(XPUB_86).groups.find(({ name }) => name === 'Taproot');
    const [receiving, change] = taproot?.chains ?? [];
    expect(receiving?.addressAt(0)).toBe(
      'bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr',
    );
    expect(receiving?.addressAt(1)).toBe(
      'bc1p4qhjn9zdvkux4e44uhx8tc55attvtyu358kutcqkudyccelu0was9fqzwh',
    );
    expect(change?.addressAt(0)).toBe(
      'bc1p3qkhfews2uk44qtvauqyr2ttdsw7svhkl9nkm9s9c3x4ax5h60wqwruhk7',
    );
  });

  it('may come with the path that they are from', () => {
    expect(parseWatched(`[73c5da0a/84h/0h/0h]${ZPUB_84}`).canonical).toBe(ZPUB_84);
  });

  it('derive what BIP-32 says of its second vector', () => {
    // m/0 and, below it in the same vectors' text of BIP-382, the key at m/0/1/2/0
    const key =
      'xpub69H7F5d8KSRgmmdJg2KhpAK8SR3DjMwAdkxj3ZuxV27CprR9LgpeyGmXUbC6wb7ERfvrnKZjXoUmmDznezpbZb7ap6r1D3tgFxHmwMkQTPH';
    const parent =
      'xpub661MyMwAqRbcFW31YEwpkMuc5THy2PSt5bDMsktWQcFF8syAmRUapSCGu8ED9W6oDMSgv6Zz8idoc4a6mr8BDzTJY47LJhkJ8UB7WEGuduB';
    expect(firstOf(`wpkh(${parent}/0/7)`)).toEqual(firstOf(`wpkh(${key}/7)`));
  });

  it.each([
    // One letter changed; SLIP-132's and BIP-49's keys of other kinds; BIP-32's vector 5 of bad keys
    [`${ZPUB_84.slice(0, -1)}t`, 'typing mistake'],
    [ZPUB_84.slice(0, 100), 'typing mistake'],
    [
      'upub5EFU65HtV5TeiSHmZZm7FUffBGy8UKeqp7vw43jYbvZPpoVsgU93oac7Wk3u6moKegAEWtGNF8DehrnHtv21XXEMYRUocHqguyjknFHYfgY',
      'test network',
    ],
    // BIP-32's test vector 1, m/0h/1/2h/2: four steps below its master key
    [
      'xpub6FHa3pjLCk84BayeJxFW2SP4XRrFd1JYnxeLeU8EqN3vDfZmbqBqaGJAyiLjTAwm6ZLRQUMv1ZACTj37sR62cfN7fe5JnJ7dh8zL4fiyLHV',
      'not that of an account',
    ],
    // BIP-32's test vector 5: a private key under a public version, wrong prefixes, not on the curve
    [
      'xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6LBpB85b3D2yc8sfvZU521AAwdZafEz7mnzBBsz4wKY5fTtTQBm',
      'private key',
    ],
    [
      'xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6Txnt3siSujt9RCVYsx4qHZGc62TG4McvMGcAUjeuwZdduYEvFn',
      'not well formed',
    ],
    [
      'xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6N8ZMMXctdiCjxTNq964yKkwrkBJJwpzZS4HS2fxvyYUA4q2Xe4',
      'not well formed',
    ],
    [
      'xpub661MyMwAqRbcEYS8w7XLSVeEsBXy79zSzH1J8vCdxAZningWLdN3zgtU6Q5JXayek4PRsn35jii4veMimro1xefsM58PgBMrvdYre8QyULY',
      'not well formed',
    ],
  ])('refuses %s', (text, why) => {
    expect(() => parseWatched(text)).toThrow(why);
  });
});

describe('secrets', () => {
  it.each([
    // BIP-84's and BIP-39's published examples
    'abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about',
    'zprvAdG4iTXWBoARxkkzNpNh8r6Qag3irQB8PzEMkAFeTRXxHpbF9z4QgEvBRmfvqWvGp42t42nvgGpNgYSJA9iefm1yYNZKEm7z6qUWCroSQnE',
    'wpkh(xprv9s21ZrQH143K31xYSDQpPDxsXRTUcvj2iNHm5NUtrGiGG5e2DtALGdso3pGz6ssrdK4PFmM8NSpSBHNqPqm55Qn3LqFtT2emdEXVYsCzC2U/0/*)',
    'KyZpNDKnfs94vbrwhJneDi77V6jF64PWPF8x5cdJb8ifgg2DUc9d',
    'tr(L4rK1yDtCWekvXuE6oXD9jCYfFNV2cWRpVuPLBcCU2z8TrisoyY1)',
  ])('are refused and not repeated: %s', (secret) => {
    let message = '';
    try {
      parseWatched(secret);
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain('never give it to anyone');
    for (const part of secret.split(/[\s()/]+/).filter(({ length }) => length > 10))
      expect(message).not.toContain(part);
  });
});

it('takes several descriptors, each once', () => {
  const receiving = `wpkh(${XPUB_86}/0/*)`;
  const change = `wpkh(${XPUB_86}/1/*)`;
  const both = parseWatched(`${receiving}\n${change} ${receiving}`);
  expect(both.groups[0]?.chains).toHaveLength(2);
  expect(parseWatched(both.canonical).canonical).toBe(both.canonical);
});

it('takes descriptors with spaces between their keys', () => {
  const keys = [XPUB_44, XPUB_86].map((key) => `${key}/0/*`);
  const spaced = parseWatched(`wsh(sortedmulti(2, ${keys.join(', ')}))`);
  expect(spaced.canonical).toBe(parseWatched(`wsh(sortedmulti(2,${keys.join()}))`).canonical);
});

it('takes payment links', () => {
  expect(
    parseWatched('bitcoin:BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4?amount=0.1&label=Luke')
      .canonical,
  ).toBe('bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4');
});
