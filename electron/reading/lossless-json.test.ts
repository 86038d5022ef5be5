import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal } from '../../shared/money/decimal';
import { parseLossless } from './lossless-json';

describe('parseLossless', () => {
  it('keeps all digits of a 24-digit amount sent as a JSON number', () => {
    expect(parseLossless('{"balance": 123456789012.345678901234}')).toEqual({
      balance: '123456789012.345678901234',
    });
  });

  it('keeps long integers, negative ones and those in lists', () => {
    expect(parseLossless('[1,-12345678901234567890,0.1234567890123456]')).toEqual([
      1,
      '-12345678901234567890',
      '0.1234567890123456',
    ]);
  });

  it('leaves text, short numbers and other values as they are', () => {
    const text = '{"a":"1.50","b":1.5,"c":[true,null],"d":"x: 12345678901234567890,"}';
    expect(parseLossless(text)).toEqual(JSON.parse(text));
  });

  it('refuses what is not JSON', () => {
    expect(() => parseLossless('<html></html>')).toThrow();
    expect(() => parseLossless('{"balance": 123456789012.34567890')).toThrow();
  });

  it('never changes the value of a number, however it is written', () => {
    const literal = fc.tuple(
      fc.boolean(),
      fc.bigInt({ min: 0n, max: 10n ** 30n }),
      fc.stringMatching(/^\d{0,24}$/),
    );
    fc.assert(
      fc.property(literal, ([negative, integer, fraction]) => {
        const text = `${negative ? '-' : ''}${integer}${fraction === '' ? '' : `.${fraction}`}`;
        const parsed = parseLossless(`{"a":${text}}`) as { a: unknown };
        expect(decimal(String(parsed.a)).equals(decimal(text))).toBe(true);
      }),
    );
  });

  it('writes out what cannot be stored or seen, in names and texts, by either way', () => {
    for (const number of ['1', '0.12345678901234567890'])
      expect(
        Object.entries(
          parseLossless(`{"GEM\\u0000":"\\ud800","GEM":"a\u202eb","n":${number}}`) as object,
        ),
      ).toEqual([
        ['GEM\u241b0000', '\u241bD800'],
        ['GEM', 'a\u241b202Eb'],
        ['n', number === '1' ? 1 : number],
      ]);
    expect(
      Object.keys(parseLossless('{\n\t"__proto__": "1", "constructor": "\\u0000"}') as object),
    ).toEqual(['__proto__', 'constructor']);
  });
});
