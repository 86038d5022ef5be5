import { sha256 } from '@noble/hashes/sha2';
import { hexToBytes } from '@noble/hashes/utils';
import { describe, expect, it } from 'vitest';
import { publicKeyHashAddress, scriptHashAddress, witnessAddress } from './addresses';
import { descriptor } from './descriptors';

const KEY = '03a34b99f22c790c4e36b2b3c2c35a36db06226e41c692fc82b8b56ac1c540c5bd';
const UNCOMPRESSED =
  '04a34b99f22c790c4e36b2b3c2c35a36db06226e41c692fc82b8b56ac1c540c5bd5b8dec5235a0fa8722476c7709c02559e3aa73aa03918ba2d492eea75abea235';
const XPUB =
  'xpub6ERApfZwUNrhLCkDtcHTcxd75RbzS1ed54G1LkBUHQVHQKqhMkhgbmJbZRkrgZw4koxb5JaHWkY4ALHY2grBGRjaDMzQLcgJvLJuZZvRcEL';
const XPUB_2 =
  'xpub68NZiKmJWnxxS6aaHmn81bvJeTESw724CRDs6HbuccFQN9Ku14VQrADWgqbhhTHBaohPX4CjNLf9fq9MYo6oDaPPLPxSb7gwQN3ih19Zm4Y';

/** The address of an output script, by the forms of BIP-141 and BIP-341. */
function addressOf(script: string): string {
  if (script.startsWith('76a914')) return publicKeyHashAddress(hexToBytes(script.slice(6, 46)));
  if (script.startsWith('a914')) return scriptHashAddress(hexToBytes(script.slice(4, 44)));
  const version = script.startsWith('00') ? 0 : 1;
  return witnessAddress(version, hexToBytes(script.slice(4)));
}

function addresses(text: string, count: number): string[][] {
  return descriptor(text).chains.map((chain) =>
    Array.from({ length: count }, (_, index) => chain.addressAt(index)),
  );
}

// Vectors of BIP-381, 382, 383 and 386 (https://github.com/bitcoin/bips): those without private keys,
// and those with, given by the public keys that BIP-32's vectors have for them.
describe('published descriptors', () => {
  it.each([
    [`pkh([deadbeef/1/2'/3/4']${KEY})`, ['76a9149a1c78a507689f6f54b847ad1cef1e614ee23f1e88ac']],
    [`pkh([deadbeef/1/2h/3/4h]${KEY})`, ['76a9149a1c78a507689f6f54b847ad1cef1e614ee23f1e88ac']],
    [`pkh(${UNCOMPRESSED})`, ['76a914b5bd079c4d57cc7fc28ecf8213a6b791625b818388ac']],
    [
      'pkh([bd16bee5/2147483647h]xpub69H7F5dQzmVd3vPuLKtcXJziMEQByuDidnX3YdwgtNsecY5HRGtAAQC5mXTt4dsv9RzyjgDjAQs9VGVV6ydYCHnprc9vvaA5YtqWyL6hyds/0)',
      ['76a914ebdc90806a9c4356c1c88e42216611e1cb4c1c1788ac'],
    ],
    [`sh(pk(${KEY}))`, ['a9141857af51a5e516552b3086430fd8ce55f7c1a52487']],
    [`sh(pkh(${KEY}))`, ['a9141a31ad23bf49c247dd531a623c2ef57da3c400c587']],
    [`wpkh(${KEY})`, ['00149a1c78a507689f6f54b847ad1cef1e614ee23f1e']],
    [
      "wpkh([ffffffff/13']xpub69H7F5d8KSRgmmdJg2KhpAK8SR3DjMwAdkxj3ZuxV27CprR9LgpeyGmXUbC6wb7ERfvrnKZjXoUmmDznezpbZb7ap6r1D3tgFxHmwMkQTPH/1/2/*)",
      [
        '0014326b2249e3a25d5dc60935f044ee835d090ba859',
        '0014af0bd98abc2f2cae66e36896a39ffe2d32984fb7',
        '00141fa798efd1cbf95cebf912c031b8a4a6e9fb9f27',
      ],
    ],
    [`wsh(pkh(${KEY}))`, ['0020338e023079b91c58571b20e602d7805fb808c22473cbc391a41b1bd3a192e75b']],
    [`wsh(pk(${KEY}))`, ['00202e271faa2325c199d25d22e1ead982e45b64eeb4f31e73dbdf41bd4b5fec23fa']],
    [`sh(wsh(pkh(${KEY})))`, ['a914b61b92e2ca21bac1e72a3ab859a742982bea960a87']],
    [
      `sh(multi(2,[00000000/111'/222]${XPUB},${XPUB_2}/0))`,
      ['a91445a9a622a8b0a1269944be477640eedc447bbd8487'],
    ],
    [
      'sh(wsh(multi(16,03669b8afcec803a0d323e9a17f3ea8e68e8abe5a278020a929adbec52421adbd0,0260b2003c386519fc9eadf2b5cf124dd8eea4c4e68d5e154050a9346ea98ce600,0362a74e399c39ed5593852a30147f2959b56bb827dfa3e60e464b02ccf87dc5e8,0261345b53de74a4d721ef877c255429961b7e43714171ac06168d7e08c542a8b8,02da72e8b46901a65d4374fe6315538d8f368557dda3a1dcf9ea903f3afe7314c8,0318c82dd0b53fd3a932d16e0ba9e278fcc937c582d5781be626ff16e201f72286,0297ccef1ef99f9d73dec9ad37476ddb232f1238aff877af19e72ba04493361009,02e502cfd5c3f972fe9a3e2a18827820638f96b6f347e54d63deb839011fd5765d,03e687710f0e3ebe81c1037074da939d409c0025f17eb86adb9427d28f0f7ae0e9,02c04d3a5274952acdbc76987f3184b346a483d43be40874624b29e3692c1df5af,02ed06e0f418b5b43a7ec01d1d7d27290fa15f75771cb69b642a51471c29c84acd,036d46073cbb9ffee90473f3da429abc8de7f8751199da44485682a989a4bebb24,02f5d1ff7c9029a80a4e36b9a5497027ef7f3e73384a4a94fbfe7c4e9164eec8bc,02e41deffd1b7cce11cde209a781adcffdabd1b91c0ba0375857a2bfd9302419f3,02d76625f7956a7fc505ab02556c23ee72d832f1bac391bcd2d3abce5710a13d06,0399eb0a5487515802dc14544cf10b3666623762fbed2ec38a3975716e2c29c232)))',
      ['a9147fc63e13dc25e8a95a3cee3d9a714ac3afd96f1e87'],
    ],
    [
      'tr(a34b99f22c790c4e36b2b3c2c35a36db06226e41c692fc82b8b56ac1c540c5bd)',
      ['512077aab6e066f8a7419c5ab714c12c67d25007ed55a43cadcacb4d7a970a093f11'],
    ],
    [`tr(${KEY})`, ['512077aab6e066f8a7419c5ab714c12c67d25007ed55a43cadcacb4d7a970a093f11']],
  ])('%s', (text, scripts) => {
    expect(addresses(text, scripts.length)).toEqual([scripts.map(addressOf)]);
  });

  it('sorts the keys of sortedmulti for each address anew', () => {
    // BIP-383 has this without wsh(); its scripts are then the witness scripts.
    const scripts = [
      '5221025d5fc65ebb8d44a5274b53bac21ff8307fec2334a32df05553459f8b1f7fe1b62102fbd47cc8034098f0e6a94c6aeee8528abf0a2153a5d8e46d325b7284c046784652ae',
      '52210264fd4d1f5dea8ded94c61e9641309349b62f27fbffe807291f664e286bfbe6472103f4ece6dfccfa37b211eb3d0af4d0c61dba9ef698622dc17eecdf764beeb005a652ae',
      '5221022ccabda84c30bad578b13c89eb3b9544ce149787e5b538175b1d1ba259cbb83321024d902e1a2fc7a8755ab5b694c575fce742c48d9ff192e63df5193e4c7afe1f9c52ae',
    ];
    const expected = scripts.map((script) => witnessAddress(0, sha256(hexToBytes(script))));
    expect(addresses(`wsh(sortedmulti(2,${XPUB}/*,${XPUB_2}/0/0/*))`, 3)).toEqual([expected]);
    expect(addresses(`wsh(sortedmulti(2,${XPUB_2}/0/0/*,${XPUB}/*))`, 3)).toEqual([expected]);
    const [inOrder = []] = addresses(`wsh(multi(2,${XPUB}/*,${XPUB_2}/0/0/*))`, 3);
    expect(inOrder).not.toEqual(expected);
  });
});

describe('alternatives of BIP-389', () => {
  it('make a chain of addresses each', () => {
    const key =
      '[ffffffff/13h]xpub69H7F5d8KSRgmmdJg2KhpAK8SR3DjMwAdkxj3ZuxV27CprR9LgpeyGmXUbC6wb7ERfvrnKZjXoUmmDznezpbZb7ap6r1D3tgFxHmwMkQTPH';
    expect(addresses(`wpkh(${key}/<1;3>/2/*)`, 2)).toEqual([
      ...addresses(`wpkh(${key}/1/2/*)`, 2),
      ...addresses(`wpkh(${key}/3/2/*)`, 2),
    ]);
  });

  it('go in step in all keys', () => {
    const third =
      'xpub661MyMwAqRbcGDZQUKLqmWodYLcoBQnQH33yYkkF3jjxeLvY8qr2wWGEWkiKFaaQfJCoi3HeEq3Dc5DptfbCyjD38fNhSqtKc1UHaP4ba3t';
    expect(
      addresses(`sh(multi(2,${XPUB}/<1;2;3>/0/*,${XPUB_2}/0/*,${third}/0/0/<3;4;5>/*))`, 1),
    ).toEqual(
      [1, 2, 3].flatMap((one) =>
        addresses(`sh(multi(2,${XPUB}/${one}/0/*,${XPUB_2}/0/*,${third}/0/0/${one + 2}/*))`, 1),
      ),
    );
  });

  it('without a range are single addresses', () => {
    const { chains } = descriptor(`pkh(${XPUB}/<0;1;2>)`);
    expect(chains.map(({ ranged }) => ranged)).toEqual([false, false, false]);
  });

  it.each([
    [`pkh(${XPUB}/<0;1>/<2;3>)`, 'twice'],
    [`pkh([deadbeef/<0;1>]${XPUB}/0)`, 'origin'],
    [`sh(multi(2,${XPUB}/<1;2;3>/0/*,${XPUB_2}/0/0/<3;4>/*))`, 'two lengths'],
    [`wpkh(${XPUB}/<>/*)`, 'number'],
    [`wpkh(${XPUB}/0>/*)`, 'number'],
    [`wpkh(${XPUB}/<0/*)`, 'number'],
    [`wpkh(${XPUB}/<0;>/*)`, 'number'],
    [`wpkh(${XPUB}/<0;0>/*)`, 'different'],
  ])('refuses %s', (text, why) => {
    expect(() => descriptor(text)).toThrow(why);
  });
});

describe('checksums', () => {
  const script = `wpkh(${XPUB}/0/*)`;

  it('are verified where given, and added where not', () => {
    const { canonical } = descriptor(script);
    expect(canonical).toMatch(/#[a-z0-9]{8}$/);
    expect(descriptor(canonical).canonical).toBe(canonical);
  });

  it.each(['#', '#qqqqqqqq', '#qqqqqqq', '##qqqqqqq'])('refuses %s', (checksum) => {
    expect(() => descriptor(script + checksum)).toThrow('checksum');
  });

  it('notice a change in the script', () => {
    const { canonical } = descriptor(script);
    expect(() => descriptor(canonical.replace('/0/', '/1/'))).toThrow('checksum');
  });
});

describe('what is refused, by name', () => {
  it.each([
    [`pk(${KEY})`, 'pk() outside of sh() or wsh() has no address'],
    [`multi(1,${KEY})`, 'multi() outside'],
    ['raw(deadbeef)#89f8spxm', 'raw() outside'],
    [`combo(${KEY})`, 'combo() is not supported'],
    [`tr(${KEY},pk(${KEY}))`, 'script trees in tr()'],
    [`wsh(and_v(v:pk(${KEY}),older(144)))`, 'and_v() inside of wsh()'],
    [`wsh(wpkh(${KEY}))`, 'wpkh() inside of wsh()'],
    [`wsh(wsh(pkh(${KEY})))`, 'wsh() inside of wsh()'],
    [`sh(sh(pkh(${KEY})))`, 'sh() inside of sh()'],
    [`wsh(tr(${KEY}))`, 'tr() inside of wsh()'],
    [`wsh(${KEY})`, 'not of the form'],
    [`pkh(pk(${KEY}))`, 'takes a key'],
    [`wpkh(${UNCOMPRESSED})`, 'uncompressed'],
    [`tr(${UNCOMPRESSED})`, 'uncompressed'],
    [`wsh(pk(${UNCOMPRESSED}))`, 'uncompressed'],
    [`wpkh(${KEY}/0)`, 'nothing below'],
    [`wpkh(${XPUB}/3h/*)`, 'hardened'],
    [`wpkh(${XPUB}/3/*h)`, 'hardened'],
    [`wpkh(${XPUB}/2147483648)`, '2^31'],
    [`wpkh(${XPUB}/1aa)`, 'number'],
    [`wpkh([deadbef/0h]${KEY})`, 'origin'],
    [`wpkh([deadbeef/0h/]${KEY})`, 'origin'],
    [`wpkh([deadbeef/0h/*]${KEY})`, 'origin'],
    [`wpkh([aaaaaaaa][aaaaaaaa]${XPUB})`, 'origin'],
    [`wpkh(aaaaaaaa]${XPUB})`, 'do not match'],
    ['wpkh([deadbeef])', 'not a public key'],
    [`wsh(multi(3,${KEY},${KEY}))`, 'how many'],
    [`wsh(multi(0,${KEY}))`, 'how many'],
    [`wsh(multi(a,${KEY}))`, 'how many'],
    [`sh(multi(1${`,${KEY}`.repeat(16)}))`, 'at most 15'],
    [`wsh(multi(1${`,${KEY}`.repeat(21)}))`, 'at most 20'],
    [`sh(multi(1${`,${UNCOMPRESSED}`.repeat(8)}))`, 'too long'],
    [`wpkh(${KEY}`, 'not of the form'],
    // The key that BIP-32's test vector 5 names as invalid
    [`wpkh(02${'00'.repeat(31)}07)`, 'not on the curve'],
  ])('%s', (text, why) => {
    expect(() => descriptor(text)).toThrow(
      expect.objectContaining({ code: 'invalid-input', detail: expect.stringContaining(why) }),
    );
  });
});

it('takes addr()', () => {
  const address = 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu';
  expect(addresses(`addr(${address})`, 1)).toEqual([[address]]);
});
