import fc from 'fast-check';
import { expect, it } from 'vitest';
import { runs } from '../testing/runs';
import { compare, smaller } from './compare';
import { Decimal } from './decimal';

const decimals = fc.oneof(
  fc
    .tuple(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.integer({ min: -60, max: 20 }))
    .map(([digits, exponent]) =>
      new Decimal(digits.toString()).times(new Decimal(10).pow(exponent)),
    ),
  fc.integer({ min: -20, max: 20 }).map((one) => new Decimal(one).times('0.0000001')),
  fc
    .constantFrom('0', '-0', 'Infinity', '-Infinity', '1e7', '9999999')
    .map((one) => new Decimal(one)),
);

it('compares as Decimals compare themselves', () => {
  fc.assert(
    fc.property(decimals, decimals, (one, other) => {
      expect(compare(one, other) + 0).toBe(one.cmp(other) + 0);
      expect(compare(one, new Decimal(one))).toBe(0);
      // Differing in the last digit alone is differing.
      const next = one.plus('1e-60');
      expect(compare(one, next) + 0).toBe(one.cmp(next) + 0);
    }),
    runs(1_000),
  );
});

it('gives the smaller one itself', () => {
  const [one, same, two] = [new Decimal(1), new Decimal('1.0'), new Decimal(2)];
  expect(smaller(one, two)).toBe(one);
  expect(smaller(two, one)).toBe(one);
  expect(smaller(one, same)).toBe(one);
});
