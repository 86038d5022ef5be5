import { describe, expect, it } from 'vitest';
import { account, entryOf, row, standing, stepsOf, type Told } from '../testing/scope-points';
import { DAY, HOUR, MINUTE, START } from '../testing/samples';
import { followScope, mayBeKnown } from './scope';

describe('accounts', () => {
  it('join with their first answer, and leave when they are there no more', () => {
    const [a, b] = [account('a', '100'), account('b', '30.5')];
    expect(
      stepsOf({ accounts: [a] }, { accounts: [a, b] }, { accounts: [a, b] }, { accounts: [b] }),
    ).toEqual([[], ['b spot joined 30.5'], [], ['a spot left -100']]);
  });

  it('neither leave when they fail or are carried on, nor join when they answer again', () => {
    const a = account('a', '100');
    const b = (told: Told | string) => account('b', told);
    expect(
      stepsOf(
        { accounts: [a, b('50')] },
        { accounts: [a, b(standing('stale', '50'))] },
        { accounts: [a, b(standing('missing'))] },
        { accounts: [a, b(standing('missing'))] },
        { accounts: [a, b('70')] },
      ),
    ).toEqual([[], [], [], [], []]);
  });

  it('take with them what they last were worth, also after they were missing', () => {
    const a = account('a', '100');
    expect(
      stepsOf(
        { accounts: [a, account('b', '50')] },
        { accounts: [a, account('b', standing('missing'))] },
        { accounts: [a] },
      ),
    ).toEqual([[], [], ['b spot left -50']]);
  });

  it('have not joined while they fail from the start, and join with their first answer', () => {
    const a = account('a', '100');
    expect(
      stepsOf(
        { accounts: [a, account('b', standing('missing'))] },
        { accounts: [a, account('b', '7')] },
      ),
    ).toEqual([[], ['b spot joined 7']]);
  });

  it('join when a key may read them from now on, and leave when it may no longer', () => {
    const spot = account('a', '100');
    const earn = (told: Told | string) => account('a', told, 'earn');
    expect(
      stepsOf(
        { accounts: [spot, earn(standing('out'))] },
        { accounts: [spot, earn('9')] },
        { accounts: [spot, earn(standing('out'))] },
      ),
    ).toEqual([[], ['a earn joined 9'], ['a earn left -9']]);
  });

  it('bring their debts: what is below zero joins below zero', () => {
    const a = account('a', '100');
    expect(stepsOf({ accounts: [a] }, { accounts: [a, account('b', '-40')] })).toEqual([
      [],
      ['b spot joined -40'],
    ]);
  });

  it('are compared with nothing at the first point, and after a version that did not tell', () => {
    const [a, b] = [account('a', '100'), account('b', '5')];
    expect(stepsOf({ accounts: [a, b] }, {}, { accounts: [a] }, { accounts: [a, b] })).toEqual([
      [],
      [],
      [],
      ['b spot joined 5'],
    ]);
  });

  it('deposits, trades and prices are no steps', () => {
    const changed = [row('a', 'BTC', '2', { usd: '200' }), row('a', 'ETH', '1', { usd: '5' })];
    expect(
      stepsOf({ accounts: [account('a', '100')] }, { accounts: [account('a', '205')], changed }),
    ).toEqual([[], []]);
  });
});

describe('delivery', () => {
  it('is looked up where the entry may be there already, also after a clock was set back', () => {
    const [a, b] = [account('a', '1'), account('b', '2')];
    const [first, second] = [entryOf(0, { accounts: [a] }), entryOf(9, { accounts: [a] })];
    const back = entryOf(3, { accounts: [a, b] });
    let scope = followScope(undefined, first).scope;
    expect(mayBeKnown(undefined, first)).toBe(false);
    expect([first, back, second].map((entry) => mayBeKnown(scope, entry))).toEqual([
      ...[true, false, false],
    ]);
    scope = followScope(scope, second).scope;
    scope = followScope(scope, back).scope;
    expect([first, second, entryOf(8, {})].every((entry) => mayBeKnown(scope, entry))).toBe(true);
    expect(mayBeKnown(scope, entryOf(10, {}))).toBe(false);
    scope = followScope(scope, entryOf(10, { accounts: [a, b] })).scope;
    expect(scope).not.toHaveProperty('latest');
  });

  it.each([
    ['a minute', 8 * MINUTE],
    ['hours', 5 * HOUR],
    ['years', 1000 * DAY],
  ])('goes on after a clock that was %s ahead', (_, ahead) => {
    expect(
      stepsOf(
        { accounts: [account('a', '1')], at: START + ahead },
        { accounts: [account('a', '1'), account('b', '2')] },
        { accounts: [account('b', '2')] },
      ),
    ).toEqual([[], ['b spot joined 2'], ['a spot left -1']]);
  });
});
