import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, decimal, DecimalError, sum, toPrice, tryDecimal } from './decimal';

describe('decimal', () => {
  it.each([
    ['0', '0'],
    ['1.50', '1.5'],
    ['-0.000000000000000001', '-0.000000000000000001'],
    ['123456789012345678901234.5', '123456789012345678901234.5'],
    ['1e-8', '0.00000001'],
    ['1.5E+3', '1500'],
    ['.5', '0.5'],
  ])('reads %s exactly', (text, plain) => {
    expect(decimal(text).toString()).toBe(plain);
  });

  it.each([
    '',
    ' 1',
    '1 ',
    'NaN',
    'Infinity',
    '-Infinity',
    '0x10',
    '1,5',
    '1e9999',
    '1e81',
    '1e-41',
    '--1',
    'null',
  ])('refuses %j', (text) => {
    expect(() => decimal(text)).toThrow(DecimalError);
    expect(tryDecimal(text)).toBeUndefined();
  });

  it('refuses what is not text, so that a float can never slip in', () => {
    expect(tryDecimal(1.5)).toBeUndefined();
    expect(tryDecimal(null)).toBeUndefined();
  });

  it('sums amounts times prices exactly and in any order, at the bounds', () => {
    const digits = (length: number) =>
      fc
        .array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: length })
        .map((d) => d.join(''));
    const amount = fc
      .tuple(digits(80), digits(40))
      .map(([whole, rest]) => decimal(`${whole}.${rest}`));
    const price = fc
      .tuple(digits(20), digits(50))
      .map(([whole, rest]) => toPrice(new Decimal(`${whole}.${rest}`)) ?? new Decimal(1));
    fc.assert(
      fc.property(fc.array(fc.tuple(amount, price), { maxLength: 30 }), (pairs) => {
        const values = pairs.map(([a, p]) => a.times(p));
        expect(sum([...values].reverse()).toString()).toBe(sum(values).toString());
        const total = sum(values);
        expect(values.reduce((rest, value) => rest.minus(value), total).toString()).toBe('0');
      }),
    );
  });
});

describe('toPrice', () => {
  it.each(['0', '-1', '1e20'])('%s is no price', (text) => {
    expect(toPrice(new Decimal(text))).toBeUndefined();
  });

  it('keeps 34 significant digits, half-even', () => {
    expect(toPrice(new Decimal(2).dividedBy(3))?.toString()).toBe(`0.${'6'.repeat(33)}7`);
  });
});
