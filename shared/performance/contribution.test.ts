import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Decimal } from '../base/decimal';
import { contributions, type MemberPeriod } from './contribution';

const d = (value: string | number): Decimal => new Decimal(value);
const period = { from: 0, to: 100 };

test('members add up to the return of the whole, and a trade between them is no profit', () => {
  const bitcoin: MemberPeriod = {
    member: 'BTC',
    startValue: d(100),
    endValue: d(180),
    flows: [{ at: 50, amount: d(40) }],
  };
  const dollars: MemberPeriod = {
    member: 'USD',
    startValue: d(100),
    endValue: d(60),
    flows: [{ at: 50, amount: d(-40) }],
  };
  expect(contributions(period, [dollars, bitcoin])).toEqual({
    kind: 'value',
    value: {
      members: [
        { member: 'BTC', profit: d(40), contribution: d('0.2') },
        { member: 'USD', profit: d(0), contribution: d(0) },
      ],
      total: d('0.2'),
    },
  });
});

test('a flow counts for as long as it was there', () => {
  // Modified Dietz: 20 of gain on 100 and three quarters of 40.
  const flows = [{ at: 25, amount: d(40) }];
  const one = { member: 'all', startValue: d(100), endValue: d(160), flows };
  const result = contributions(period, [one]);
  expect(result.kind === 'value' && result.value.total.toFixed(12)).toBe(
    d(20).div(130).toFixed(12),
  );
});

test('without capital, or a length, there is no return to add to', () => {
  const nothing = { member: 'all', startValue: d(0), endValue: d(5), flows: [] };
  expect(contributions(period, [nothing])).toMatchObject({ reason: 'no-capital' });
  expect(contributions({ from: 1, to: 1 }, [nothing])).toMatchObject({ reason: 'no-length' });
});

test('the order of members changes nothing', () => {
  const money = fc.integer({ min: 1, max: 1e6 }).map(d);
  const flow = fc.record({ at: fc.integer({ min: 0, max: 100 }), amount: money });
  const member = fc.record({
    member: fc.string({ minLength: 1, maxLength: 4 }),
    startValue: money,
    endValue: money,
    flows: fc.array(flow, { maxLength: 4 }),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(member, { selector: (one) => one.member, minLength: 1 }),
      (members) => {
        const result = contributions(period, members);
        expect(contributions(period, [...members].reverse())).toEqual(result);
        if (result.kind !== 'value') throw new Error('no value');
        const parts = result.value.members.reduce((all, one) => all.plus(one.contribution), d(0));
        expect(parts.toFixed()).toBe(result.value.total.toFixed());
      },
    ),
  );
});
