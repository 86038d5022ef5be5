import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../base/decimal';
import {
  formatAmount,
  formatCompactMoney,
  formatFull,
  formatMoney,
  formatPercent,
  formatPrice,
  formatRoughMoney,
  fromUsd,
  moneyText,
  plainText,
} from './format';

const d = (text: string) => new Decimal(text);

describe('money', () => {
  it('groups thousands and keeps two decimals', () => {
    expect(formatMoney(d('1234567.891'), 'USD')).toBe('$1,234,567.89');
    expect(formatMoney(d('0'), 'EUR')).toBe('€0.00');
  });

  it('sets the sign before the symbol, with a typographic minus', () => {
    expect(formatMoney(d('-1204.5'), 'USD')).toBe('−$1,204.50');
    expect(formatMoney(d('3'), 'GBP', { signed: true })).toBe('+£3.00');
    expect(formatMoney(d('0'), 'USD', { signed: true })).toBe('$0.00');
  });

  it('keeps eight decimals of bitcoin', () => {
    expect(formatMoney(d('1.234567891'), 'BTC')).toBe('₿1.23456789');
  });

  it('never shows an amount that is not zero as zero', () => {
    expect(formatMoney(d('0.0042'), 'USD')).toBe('$0.0042');
    expect(formatMoney(d('0.000000000012345'), 'USD')).toBe('$0.0₁₀12');
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 999_999 }),
        fc.integer({ min: -40, max: 20 }),
        (mantissa, exponent) => {
          expect(formatMoney(d(`${mantissa}e${exponent}`), 'USD')).toMatch(/[1-9]/);
        },
      ),
    );
  });

  it('gives the parts that a screen sets apart', () => {
    expect(moneyText(d('-98765.4'), 'USD')).toEqual({
      sign: '−',
      symbol: '$',
      integer: '98,765',
      fraction: '.40',
    });
  });

  it('leaves the cents out of running text, but not where they are most of it', () => {
    expect(formatRoughMoney(d('1204.49'), 'USD')).toBe('$1,204');
    expect(formatRoughMoney(d('3.21'), 'USD')).toBe('$3.21');
  });

  it('shortens axis figures', () => {
    expect(formatCompactMoney(d('1250000'), 'USD')).toBe('$1.25M');
    expect(formatCompactMoney(d('-9500'), 'USD')).toBe('−$9.5K');
    expect(formatCompactMoney(d('120'), 'USD')).toBe('$120');
  });
});

describe('prices', () => {
  it('shows digits suited to the size', () => {
    expect(formatPrice(d('64123.4567'), 'USD')).toBe('$64,123.46');
    expect(formatPrice(d('1.00034'), 'USD')).toBe('$1.0003');
    expect(formatPrice(d('0.99871'), 'USD')).toBe('$0.9987');
  });

  it('shows micro-prices by significant digits, counting long runs of zeros', () => {
    expect(formatPrice(d('0.00001234567'), 'USD')).toBe('$0.00001235');
    expect(formatPrice(d('0.000000001234'), 'USD')).toBe('$0.0₈1234');
  });
});

describe('amounts of coins', () => {
  it.each([
    ['0', '0'],
    ['12.5', '12.5'],
    ['1.23456789012', '1.23456789'],
    ['2.28300017', '2.28300017'],
    ['1234567.891234', '1,234,567.89'],
    ['0.000123456789', '0.00012345679'],
    ['-0.5', '−0.5'],
    ['0.000000000000000001', '0.0₁₇1'],
  ])('%s reads %s', (value, text) => {
    expect(formatAmount(d(value))).toBe(text);
  });

  it('shows and copies every digit on demand', () => {
    const exact = d('-1234567.000000000000000001');
    expect(formatFull(exact)).toBe('−1,234,567.000000000000000001');
    expect(plainText(exact)).toBe('-1234567.000000000000000001');
  });
});

describe('per cent', () => {
  it('rounds a share down so that it does not read better than it is', () => {
    expect(formatPercent(d('0.99996'), { roundDown: true })).toBe('99.9\u202f%');
    expect(formatPercent(d('0.97249'))).toBe('97.2\u202f%');
  });

  it('marks what is too small to show, and signs changes', () => {
    expect(formatPercent(d('0.00001'))).toBe('<0.1\u202f%');
    expect(formatPercent(d('0.0123'), { decimals: 2, signed: true })).toBe('+1.23\u202f%');
    expect(formatPercent(d('-0.5'), { signed: true })).toBe('−50.0\u202f%');
  });
});

describe('quote currencies', () => {
  it('divides by the dollars that one unit costs, and says when the rate is unknown', () => {
    expect(fromUsd(d('110'), 'EUR', d('1.1'))?.toFixed()).toBe('100');
    expect(fromUsd(d('110'), 'EUR', undefined)).toBeUndefined();
    expect(fromUsd(d('110'), 'USD', undefined)?.toFixed()).toBe('110');
  });
});
