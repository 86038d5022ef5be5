import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal } from '../base/decimal';
import { product } from './product';

/** Of any length up to what a Decimal keeps, with zeros in front, in the middle and behind. */
const factor = fc
  .tuple(
    fc.oneof(
      fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }),
      fc.bigInt({ min: -(10n ** 120n), max: 10n ** 120n }),
      fc.constantFrom(
        1n,
        10n ** 7n,
        10n ** 7n - 1n,
        10n ** 14n - 1n,
        10n ** 21n + 1n,
        10n ** 70n - 1n,
      ),
    ),
    fc.integer({ min: -90, max: 40 }),
  )
  .map(([digits, exponent]) => new Decimal(digits.toString()).times(new Decimal(10).pow(exponent)));

/** Everything that a Decimal is made of: equal parts behave alike in whatever is done with them. */
const partsOf = ({ s, e, d }: Decimal) => ({ s, e, d });

describe('a product', () => {
  it('is what Decimals multiply to, part by part, and leaves its factors as they are', () => {
    fc.assert(
      fc.property(factor, factor, (one, other) => {
        const before = [partsOf(one), partsOf(other)].map((parts) => structuredClone(parts));
        expect(partsOf(product(one, other))).toEqual(partsOf(one.times(other)));
        expect([partsOf(one), partsOf(other)]).toEqual(before);
      }),
      { numRuns: 2_000 },
    );
  });

  it('carries over the largest words that are multiplied one by one', () => {
    for (let words = 1; words <= 23; words += 1) {
      const [one, other] = [
        new Decimal('9'.repeat(7 * words)),
        new Decimal('9'.repeat(7 * (24 - words))),
      ];
      expect(partsOf(product(one, other))).toEqual(partsOf(one.times(other)));
    }
  });

  it('has the sign and kind of what is zero or no number', () => {
    const odd = ['0', '-0', 'Infinity', '-Infinity', 'NaN', '2.5'].map((text) => new Decimal(text));
    for (const one of odd)
      for (const other of odd)
        expect(partsOf(product(one, other))).toEqual(partsOf(one.times(other)));
  });
});
