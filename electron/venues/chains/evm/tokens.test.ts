import { encodeAbiParameters, padHex, stringToHex, type Hex } from 'viem';
import { describe, expect, it } from 'vitest';
import { balanceOf, factsOf, inWhole } from './tokens';

const CONTRACT = '0x9f8f72aa9304c8b593d555f12ef6589cc3a579a2';
const number = (value: bigint): Hex => encodeAbiParameters([{ type: 'uint256' }], [value]);
const text = (value: string): Hex => encodeAbiParameters([{ type: 'string' }], [value]);

describe('amounts of a token', () => {
  it('keep every digit', () => {
    expect(inWhole(123_456_789_012_345_678_901_234n, 18).toFixed()).toBe(
      '123456.789012345678901234',
    );
    expect(inWhole(1n, 18).toFixed()).toBe('0.000000000000000001');
    expect(inWhole(5n, 0).toFixed()).toBe('5');
    expect(inWhole(2n ** 256n - 1n, 0).toFixed()).toBe(
      '115792089237316195423570985008687907853269984665640564039457584007913129639935',
    );
    expect(inWhole(2n ** 256n - 1n, 36).decimalPlaces()).toBe(36);
  });

  it('are nothing where the contract gave no number', () => {
    expect(balanceOf(number(7n))).toBe(7n);
    expect(balanceOf('0x')).toBeUndefined();
    expect(balanceOf('0x01')).toBeUndefined();
    expect(balanceOf(undefined)).toBeUndefined();
  });
});

describe('what a contract says of itself', () => {
  it('is its decimals, symbol and name', () => {
    expect(factsOf(CONTRACT, [number(6n), text('USDX'), text('Dollar X')])).toEqual({
      decimals: 6,
      words: { symbol: 'USDX', name: 'Dollar X' },
    });
  });

  it('may be 32 bytes of text, as the first tokens have it', () => {
    // Maker's symbol() is bytes32: https://etherscan.io/token/0x9f8f72aa9304c8b593d555f12ef6589cc3a579a2
    const bytes = (value: string): Hex => padHex(stringToHex(value), { dir: 'right', size: 32 });
    expect(factsOf(CONTRACT, [number(18n), bytes('MKR'), bytes('Maker')])).toEqual({
      decimals: 18,
      words: { symbol: 'MKR', name: 'Maker' },
    });
  });

  it('is its contract where it says nothing, or nothing that can be read', () => {
    const words = { symbol: '0x9f8f…79a2', name: '0x9f8f…79a2' };
    expect(factsOf(CONTRACT, [number(18n), undefined, '0x'])?.words).toEqual(words);
    expect(factsOf(CONTRACT, [number(18n), text('\u202E\u200B'), '0x1234'])?.words).toEqual(words);
    expect(factsOf(CONTRACT, [number(18n), text('x'.repeat(5000)), undefined])?.words).toEqual(
      words,
    );
  });

  it('is not that of a token without decimals that can be', () => {
    expect(factsOf(CONTRACT, [undefined, text('NFT'), text('Picture')])).toBeUndefined();
    expect(factsOf(CONTRACT, ['0x', text('NFT'), text('Picture')])).toBeUndefined();
    expect(factsOf(CONTRACT, [number(37n), text('A'), text('A')])).toBeUndefined();
    expect(factsOf(CONTRACT, [number(2n ** 200n), text('A'), text('A')])).toBeUndefined();
  });
});
