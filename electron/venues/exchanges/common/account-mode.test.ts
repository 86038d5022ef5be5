import { describe, expect, it } from 'vitest';
import { VenueFailure } from '../../reading/venue-failure';
import { whileInMode } from './account-mode';
import type { AccountReader } from '../definition/venue-definition';

const reader = (read: AccountReader['read']): AccountReader => ({
  accountType: 'spot',
  source: 'GET /spot',
  read,
});
const reads = reader(() => Promise.resolve([]));
const fails = reader(() => Promise.reject(new VenueFailure('account-not-enabled')));

describe('a reader of an account in one mode', () => {
  it('reads while the account is in it, and says who asks', async () => {
    const asked: string[] = [];
    const inMode = (name: string) => {
      asked.push(name);
      return Promise.resolve(true);
    };
    expect(await whileInMode(reads, inMode).read()).toEqual([]);
    expect(asked).toEqual(['spot']);
    await expect(whileInMode(fails, inMode).read()).rejects.toMatchObject({
      code: 'account-not-enabled',
    });
  });

  it.each([
    ['an answer', reads],
    ['a failure', fails],
  ])('fails once the account is in another, with %s', async (_what, one) => {
    const read = whileInMode(one, () => Promise.resolve(false)).read();
    await expect(read).rejects.toMatchObject({
      code: 'bad-response',
      extra: { hint: expect.stringContaining('Refresh') as unknown },
    });
  });

  it('fails if the mode cannot be had', async () => {
    const read = whileInMode(reads, () => Promise.reject(new VenueFailure('timeout'))).read();
    await expect(read).rejects.toMatchObject({ code: 'timeout' });
  });
});
