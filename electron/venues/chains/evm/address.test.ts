import { describe, expect, it } from 'vitest';
import type { VenueFailure } from '../../reading/venue-failure';
import { checkEvmAddress } from './address';

// The test vectors of https://eips.ethereum.org/EIPS/eip-55
const CHECKSUMMED = [
  '0x52908400098527886E0F7030069857D2E4169EE7',
  '0x8617E340B3D01FA5F11F306F4090FD50E238070D',
  '0xde709f2102306220921060314715629080e2fb77',
  '0x27b1fdb04752bbc536007a920d24acb045561c26',
  '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
  '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
  '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
];

function refused(text: string): VenueFailure {
  const checked = checkEvmAddress(text);
  if (typeof checked === 'string') throw new Error(`taken: ${checked}`);
  return checked;
}

describe('an EVM address', () => {
  it.each(CHECKSUMMED)('%s is taken as it is, and in one case only', (address) => {
    expect(checkEvmAddress(` ${address}\n`)).toBe(address);
    expect(checkEvmAddress(address.toLowerCase())).toBe(address);
    expect(checkEvmAddress(`0x${address.slice(2).toUpperCase()}`)).toBe(address);
  });

  it('with a wrong checksum is refused', () => {
    const failure = refused('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD');
    expect(failure.code).toBe('invalid-input');
    expect(failure.detail).toContain('checksum');
  });

  it.each([
    '',
    '0x',
    '5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
    '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe',
    '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAedd',
    '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeg',
    'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
    'vitalik.eth',
  ])('is not %j', (text) => {
    expect(refused(text).detail).toBe('an address there is 0x and 40 hexadecimal digits');
  });

  it.each([
    // A private key: https://web3js.readthedocs.io/en/v1.10.0/web3-eth-accounts.html
    '0x348ce564d427a3311b6536bbcff9390d69395b06ed6c486954e971d960fe8709',
    '348ce564d427a3311b6536bbcff9390d69395b06ed6c486954e971d960fe8709',
    'test test test test test test test test test test test junk',
  ])('is no secret, and one is never repeated', (secret) => {
    const failure = refused(secret);
    expect(failure.detail).toContain('private key');
    expect(failure.extra.hint).toContain('Never paste');
    expect(JSON.stringify([failure.message, failure.extra])).not.toContain(secret.slice(2, 20));
  });
});
