import { describe, expect, it } from 'vitest';
import { utf8ToBytes } from '@noble/hashes/utils';
import { addressBytes, checkAddress, derivedAddress, isOnCurve } from './addresses';

describe('checkAddress', () => {
  it.each([
    // System program, token program and an owner of https://solana.com/docs/rpc/http
    '11111111111111111111111111111111',
    'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA',
    '83astBRguLMdt2h5U1Tpdq5tjFoJ6noeGwaY3mDLVcri',
  ])('takes %s', (address) => {
    expect(checkAddress(` ${address}\n`)).toBe(address);
  });

  it.each([
    ['83astBRguLMdt2h5U1Tpdq5tjFoJ6noeGwaY3mDL', 'no Solana address'],
    ['83astBRguLMdt2h5U1Tpdq5tjFoJ6noeGwaY3mDLVcriii', 'no Solana address'],
    ['83astBRguLMdt2h5U1Tpdq5tjFoJ6noeGwaY3mDLVcr0', 'no Solana address'],
    ['bc1qcr8te4kr609gcawutmrza0j4xv80jy8z306fyu', 'no Solana address'],
    ['0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045', 'another chain'],
    ['', 'no Solana address'],
    // The key of the cookbook's example: https://solana.com/developers/cookbook/wallets/restore-keypair
    [
      '5MaiiCavjCmn9Hs1o3eznqDEhRwxo7pXiAYez7keQUviUkauRiTMD8DrESdrNjN8zd9mTmVhRvBJeg5vhyvgrAhG',
      'never give it to anyone',
    ],
    [`[${Array.from({ length: 64 }, (_, at) => at).join()}]`, 'never give it to anyone'],
    ['legal winner thank year wave sausage worth useful legal winner thank yellow', 'never give'],
  ])('refuses %s', (text, why) => {
    expect(() => checkAddress(text)).toThrow(
      expect.objectContaining({ code: 'invalid-input', detail: expect.stringContaining(why) }),
    );
  });
});

describe('derivedAddress', () => {
  // https://github.com/SolanaNameService/sns-sdk/blob/main/js/tests/resolve-sol-srs.test.ts, with the
  // addresses of its constants
  it('is that of published accounts', () => {
    const centralState = derivedAddress('GaWnVJgCt174ZtPKiwrbSNxWFwckWbNeWVStLE92Gxj4', [
      utf8ToBytes('central_state'),
    ]);
    expect(centralState).toBe('8K9XmpN6nKy3ERnMovnoj5cbqWKPiGYN8hCRRyW4TLQV');
    const solClass = derivedAddress('srsWjm76StJucL7atFyPSdXFaVLNPFqEt1uFEDPrZsn', [
      utf8ToBytes('class'),
      addressBytes(centralState),
      utf8ToBytes('.sol'),
    ]);
    expect(solClass).toBe('AjheAtCgSwEcEYd6xi6thcQW25ELWd7wKCx6SKBGUtMQ');
  });

  it('has no key', () => {
    expect(isOnCurve(addressBytes('AjheAtCgSwEcEYd6xi6thcQW25ELWd7wKCx6SKBGUtMQ'))).toBe(false);
    expect(isOnCurve(addressBytes('Fxuoy3gFjfJALhwkRcuKjRdechcgffUApeYAfMWck6w8'))).toBe(true);
  });
});
