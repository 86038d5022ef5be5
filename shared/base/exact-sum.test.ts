import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Decimal, sum, ZERO } from './decimal';
import { ExactSum } from './exact-sum';

/** Up to 100 digits before and 90 after the point, as values of accepted amounts have, of either sign. */
const value = fc
  .tuple(
    fc.bigInt({ min: -(10n ** 100n), max: 10n ** 100n }),
    fc.integer({ min: -90, max: 0 }),
    fc.integer({ min: 0, max: 100 }),
  )
  .map(([digits, exponent, keep]) =>
    new Decimal(digits.toString().slice(0, keep + 2)).times(new Decimal(10).pow(exponent)),
  );
const small = fc.integer({ min: -30, max: 30 }).map((one) => new Decimal(one).times('0.0000001'));

/** Everything that a Decimal is made of: equal parts behave alike in whatever is done with them. */
const partsOf = ({ s, e, d }: Decimal) => ({ s, e, d });

function exactly(values: readonly Decimal[]): Decimal {
  const exact = new ExactSum();
  for (const one of values) exact.add(one);
  return exact.value;
}

describe('an exact sum', () => {
  it('is what Decimals added one by one come to, part by part', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(value, small), { maxLength: 12 }), (values) => {
        const [fast, slow] = [exactly(values), sum(values)];
        expect(fast.toFixed()).toBe(slow.toFixed());
        if (!slow.isZero()) expect(partsOf(fast)).toEqual(partsOf(slow));
        expect(partsOf(fast.times('1.5'))).toEqual(partsOf(slow.times('1.5')));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is what is left when some are taken out again, asked for at any time', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.oneof(value, small), fc.boolean())), (members) => {
        const exact = new ExactSum();
        for (const [one] of members) exact.add(one);
        expect(exact.value.toFixed()).toBe(sum(members.map(([one]) => one)).toFixed());
        for (const [one, taken] of members) if (taken) exact.subtract(one);
        const left = members.filter(([, taken]) => !taken).map(([one]) => one);
        expect(exact.value.toFixed()).toBe(sum(left).toFixed());
      }),
    );
  });

  it('of nothing is zero, and of one that one', () => {
    expect(new ExactSum().value).toBe(ZERO);
    const one = new Decimal('-1.25');
    expect(new ExactSum(one).value).toBe(one);
    const begun = new ExactSum(one);
    begun.add(new Decimal('2.25'));
    expect(begun.value.toFixed()).toBe('1');
  });

  it('carries over many words, up and down', () => {
    const nines = new Decimal('9'.repeat(98));
    expect(exactly([nines, new Decimal(1)]).toFixed()).toBe(`1${'0'.repeat(98)}`);
    const least = new Decimal(`1e-84`);
    expect(exactly([new Decimal(1), least.neg()]).toFixed()).toBe(`0.${'9'.repeat(84)}`);
    expect(exactly([new Decimal(-1), least]).toFixed()).toBe(`-0.${'9'.repeat(84)}`);
  });

  it('of a million of the largest words loses nothing', () => {
    const exact = new ExactSum();
    const largest = new Decimal('9999999.9999999');
    for (let count = 0; count < 1_000_000; count += 1) exact.add(largest);
    expect(exact.value.toFixed()).toBe(largest.times(1_000_000).toFixed());
  });

  it('adds what is larger or finer than its words by Decimal', () => {
    for (const text of ['1e150', '-1e150', '1e-140', '-7e-113']) {
      const odd = new Decimal(text);
      expect(exactly([new Decimal('0.5'), odd]).toFixed()).toBe(odd.plus('0.5').toFixed());
      const exact = new ExactSum(odd);
      exact.add(new Decimal(3));
      exact.subtract(odd);
      expect(exact.value.toFixed()).toBe('3');
    }
  });

  it('of what is no number is none', () => {
    expect(exactly([new Decimal(1), new Decimal(Number.NaN)]).isNaN()).toBe(true);
    expect(exactly([new Decimal(1), new Decimal(Infinity)]).toFixed()).toBe('Infinity');
  });
});
