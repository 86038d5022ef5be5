import { describe, expect, it } from 'vitest';
import { checkAddress } from './addresses';

describe('checkAddress', () => {
  // P2PKH and P2SH: https://en.bitcoin.it/wiki/Address, BIP-49's vectors in SLIP-132; the others are the
  // valid vectors of https://github.com/bitcoin/bips/blob/master/bip-0350.mediawiki and BIP-173
  it.each([
    ['P2PKH', '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2'],
    ['P2SH', '37VucYSaXLCAsxYyAPfbSi9eh4iEcbShgf'],
    ['P2WPKH', 'bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu'],
    ['P2WSH', 'bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3'],
    ['P2TR', 'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0'],
  ])('takes %s', (_, address) => {
    expect(checkAddress(address)).toBe(address);
  });

  it('writes bech32 in small letters', () => {
    expect(checkAddress('BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4')).toBe(
      'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
    );
  });

  // Invalid vectors of BIP-350, and one letter changed in the addresses above.
  it.each([
    ['1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3', 'checksum'],
    ['37VucYSaXLCAsxYyAPfbSi9eh4iEcbShgg', 'checksum'],
    ['bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyv', 'checksum'],
    ['bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd', 'checksum'],
    ['bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kemeawh', 'checksum'],
    ['bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4', 'checksum'],
    ['bc1pw5dgrnzv', 'not in use'],
    ['bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7v8n0nx0muaewav253zgeav', 'not in use'],
    ['BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P', 'not in use'],
    ['BC1SW50QGDZ25J', 'not in use'],
    ['bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs', 'not in use'],
    ['bc1gmk9yu', 'not in use'],
    ['tb1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3q0sl5k7', 'test network'],
    ['tb1pqqqqp399et2xygdj5xreqhjjvcmzhxw4aywxecjdzew6hylgvsesf3hn0c', 'test network'],
    // BIP-49's address on the test network, and one of Litecoin's (https://litecoin.info)
    ['2Mww8dCYPUpKHofjgcXcBCEGmniw9CoaiD2', 'test network'],
    ['LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9', 'another chain'],
    ['0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045', 'no Bitcoin address'],
    ['', 'no Bitcoin address'],
  ])('refuses %s for its %s', (text, why) => {
    expect(() => checkAddress(text)).toThrow(
      expect.objectContaining({
        code: 'invalid-input',
        detail: expect.stringContaining(why),
      }),
    );
  });
});
