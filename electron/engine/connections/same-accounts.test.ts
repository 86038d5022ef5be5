import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SameAccounts } from './same-accounts';
import { GOOD_PROBE } from '../testing/fake-adapters';
import type { Connection } from '../../../shared/portfolio/venue';

function connection(id: string, change: Partial<Connection> = {}): Connection {
  return {
    ...{ id, venue: 'bitcoin', label: id, enabled: true, demo: false, createdAt: 0 },
    secretStorage: 'keychain',
    ...change,
  };
}

/** Connections in their order, by id, and what each shows. */
function standing(shown: Readonly<Record<string, string>>, change: Partial<Connection> = {}) {
  const accounts = new SameAccounts();
  for (const [id, marks] of Object.entries(shown)) accounts.know(id, new Set(marks));
  const { setAside, sharing } = accounts.standing(
    Object.keys(shown).map((id) => connection(id, change)),
  );
  const counted = (of: typeof setAside) =>
    Object.fromEntries([...of].map(([id, { countedIn }]) => [id, countedIn.id]));
  return { setAside: counted(setAside), sharing: counted(sharing) };
}

describe('of connections that show the same coins', () => {
  it('the first one counts', () => {
    expect(standing({ first: 'a', second: 'a', third: 'a' })).toEqual({
      setAside: { second: 'first', third: 'first' },
      sharing: {},
    });
  });

  it('the one counts that shows all that another one does, whichever came first', () => {
    expect(standing({ address: 'b', key: 'abc', other: 'c' })).toEqual({
      setAside: { address: 'key', other: 'key' },
      sharing: {},
    });
  });

  it('both are read that have coins of their own, and the first counts what both have', () => {
    expect(standing({ one: 'ab', other: 'bc' })).toEqual({
      setAside: {},
      sharing: { other: 'one' },
    });
  });

  it('nothing is asked of those that are disabled, or simulated, or not known', () => {
    const nothing = { setAside: {}, sharing: {} };
    expect(standing({ one: 'a', other: 'a' }, { enabled: false })).toEqual(nothing);
    expect(standing({ one: 'a', other: 'a' }, { demo: true })).toEqual(nothing);
    expect(standing({ one: '', other: '' })).toEqual(nothing);
  });

  it('each coin counts exactly once, whatever they show', () => {
    const shown = fc.array(fc.uniqueArray(fc.constantFrom(...'abcdefg'), { maxLength: 5 }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(shown, (marks) => {
        const accounts = new SameAccounts();
        const list = marks.map((_, index) => connection(`c${index}`));
        marks.forEach((each, index) => accounts.know(`c${index}`, new Set(each)));
        const { setAside, sharing } = accounts.standing(list);
        const read = list.filter(({ id }) => !setAside.has(id));
        for (const mark of new Set(marks.flat())) {
          const counts = read.filter(
            ({ id }, index) =>
              marks[Number(id.slice(1))]?.includes(mark) === true &&
              !(sharing.has(id) && accounts.isCountedBefore(id, mark, read.slice(0, index + 1))),
          );
          expect(counts).toHaveLength(1);
        }
      }),
    );
  });
});

describe('what an account is known by', () => {
  const probe = { ...GOOD_PROBE, account: 'venue:hash' };

  it('is what its key was found to open, until a session says more', () => {
    const accounts = new SameAccounts();
    const stored = connection('one', { probe });
    expect(accounts.marksOf(stored)).toEqual(new Set(['venue:hash']));
    expect(accounts.know('one', new Set(['venue:other']))).toBe(true);
    expect(accounts.marksOf(stored)).toEqual(new Set(['venue:other']));
    expect(accounts.know('one', new Set(['venue:other']))).toBe(false);
    accounts.forget('one');
    expect(accounts.marksOf(connection('one'))).toBeUndefined();
  });
});
