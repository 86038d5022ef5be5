import { describe, expect, it } from 'vitest';
import { decimal } from '../../../../shared/base/decimal';
import type { FailureCode } from '../../../../shared/base/failure';
import { lockedBalance } from '../../reading/balances';
import { VenueFailure } from '../../reading/venue-failure';
import { LastAnswer, readParts, type AccountPart } from './parts';

const held = (name: string): AccountPart => ({
  name,
  holds: { subaccounts: [name] },
  read: () =>
    Promise.resolve([
      lockedBalance({ accountType: 'earn', code: 'BTC', subaccount: name }, decimal('1')),
    ]),
});
const failing = (name: string, failure: unknown): AccountPart => ({
  ...held(name),
  read: () => Promise.reject(failure as Error),
});
const refusal = (code: FailureCode): VenueFailure =>
  new VenueFailure(code, 'no', { isRefusal: true });
const names = async (...parts: readonly AccountPart[]) => {
  const { balances, unread = [] } = await readParts(parts);
  return [balances.map(({ subaccount }) => subaccount), unread.map(({ name }) => name)];
};

describe('an account that is asked for in parts', () => {
  it.each<FailureCode>(['permission', 'network', 'timeout', 'rate-limited', 'bad-response'])(
    'names the part that is refused or silent, and hides no other: %s',
    async (code) => {
      expect(await names(failing('a', refusal(code)), held('b'))).toEqual([['b'], ['a']]);
    },
  );

  it('names the part for which a web page came', async () => {
    const page = new VenueFailure('bad-response', 'it was a web page', { isNoAnswer: true });
    expect(await names(failing('a', page), held('b'))).toEqual([['b'], ['a']]);
  });

  it('has nothing in a part that was never opened', async () => {
    const closed = refusal('account-not-enabled');
    expect(await names(failing('a', closed), held('b'))).toEqual([['b'], []]);
    await expect(readParts([failing('a', closed)])).rejects.toMatchObject({ code: closed.code });
  });

  it('fails with the first part if none could be read', async () => {
    const parts = [failing('a', refusal('timeout')), failing('b', refusal('permission'))];
    await expect(readParts(parts)).rejects.toMatchObject({ code: 'timeout' });
  });

  it.each([
    ['an answer that was not understood', new VenueFailure('bad-response', 'no row')],
    ['a wrong clock', refusal('clock-skew')],
    ['being stopped', new VenueFailure('cancelled')],
    ['a defect', new TypeError('of ours')],
  ])('fails as a whole because of %s', async (_what, failure) => {
    await expect(readParts([failing('a', failure), held('b')])).rejects.toBe(failure);
  });

  it('counts with what a silent part answered last', async () => {
    const last = new LastAnswer<string>('nothing');
    const silent = (): Promise<string> => Promise.reject(refusal('timeout'));
    expect(await last.orBefore(silent())).toBe('nothing');
    expect(await last.orBefore(Promise.resolve('something'))).toBe('something');
    expect(await last.orBefore(silent())).toBe('something');
    await expect(last.orBefore(Promise.reject(new TypeError('of ours')))).rejects.toThrow();
  });
});
