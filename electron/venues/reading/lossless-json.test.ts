import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { decimal } from '../../../shared/base/decimal';
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

  it.each([
    '{"free":"1","free":"2"}',
    '{"free":1,"free":1}',
    '[{"a":{"b":[],"c":1,"b":{}}}]',
    '{"a":"1","\\u0061":"2"}',
    '{"__proto__":1,"__proto__":2}',
    '{"a":0.12345678901234567890,"a":1}',
  ])('refuses %s: nobody knows which of the two was meant', (text) => {
    expect(() => parseLossless(text)).toThrow(SyntaxError);
  });

  it('takes colons in texts for no members', () => {
    const text = '{"a:b":"c:d","e":["f:","\\":"],"constructor":{"a:b":":"}}';
    expect(parseLossless(text)).toEqual(JSON.parse(text));
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

  it('keeps what a double has no power of ten for', () => {
    expect(parseLossless('[1e400, -2.5E-400, 1e-7]')).toEqual(['1e400', '-2.5E-400', 1e-7]);
  });

  it.each([
    '{"a":1,1234567890123456789:2}',
    '{1234567890123456789 :2}',
    '[01234567890123456]',
    '[1234567890123456.]',
    '[--1234567890123456]',
    '[1 1234567890123456]',
    '["a"1234567890123456]',
  ])('takes %s for no JSON, as any parser does', (text) => {
    expect(() => JSON.parse(text) as unknown).toThrow(SyntaxError);
    expect(() => parseLossless(text)).toThrow(SyntaxError);
  });

  it('reads every value of JSON as JSON.parse does, long numbers apart', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 1, '\t'), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json) as unknown, undefined, indent);
        const numbers = (value: unknown): unknown =>
          JSON.parse(JSON.stringify(value), (_, one: unknown) =>
            typeof one === 'number' ? String(one) : one,
          );
        // Texts that can be kept only written out are another matter, see above.
        fc.pre(!/\\[bfnrtu]|[^\x20-\x7e\t\n\r]/.test(text));
        expect(numbers(parseLossless(text))).toEqual(numbers(JSON.parse(text)));
      }),
    );
  });

  it.each([
    ['lists', (n: number) => '['.repeat(n)],
    ['lists that end', (n: number) => '['.repeat(n) + ']'.repeat(n)],
    ['objects', (n: number) => '{"a":'.repeat(n)],
    ['lists of long numbers', (n: number) => '[1234567890123456789,'.repeat(n)],
    ['lists and texts', (n: number) => '["]]",{"\\"}":'.repeat(n)],
  ])('refuses %s half a million deep, and takes a hundred', (_, nested) => {
    expect(() => parseLossless(nested(500_000))).toThrow(SyntaxError);
    expect(() => parseLossless('['.repeat(100) + ']'.repeat(100))).not.toThrow();
  });

  it.each(['{}', '[]', '1', '""', '12345678901234567'])(
    'refuses a list of millions of %s before memory is spent on it',
    (one) => {
      const text = `[${`${one},`.repeat(3_000_000)}${one}]`;
      const parse = vi.spyOn(JSON, 'parse');
      expect(() => parseLossless(text)).toThrow('too many parts');
      expect(parse).not.toHaveBeenCalled();
      parse.mockRestore();
    },
  );
});
