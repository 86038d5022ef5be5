import { describe, expect, it } from 'vitest';
import { VenueFailure } from '../../reading/venue-failure';
import { readOpenedAccounts } from './read-opened-accounts';

const holds =
  (...coins: readonly string[]) =>
  () =>
    Promise.resolve(coins);
const fails = (code: 'account-not-enabled' | 'permission') => () =>
  Promise.reject<readonly string[]>(new VenueFailure(code));

describe('several accounts together', () => {
  it('hold what each of them holds', async () => {
    expect(await readOpenedAccounts([holds('BTC', 'ETH'), holds(), holds('BTC')])).toEqual([
      ...['BTC', 'ETH', 'BTC'],
    ]);
  });

  it('hold nothing where one was never opened', async () => {
    expect(await readOpenedAccounts([fails('account-not-enabled'), holds('BTC')])).toEqual(['BTC']);
    expect(await readOpenedAccounts([fails('account-not-enabled'), holds()])).toEqual([]);
  });

  it('were not opened if none of them was', async () => {
    const none = [fails('account-not-enabled'), fails('account-not-enabled')];
    await expect(readOpenedAccounts(none)).rejects.toMatchObject({ code: 'account-not-enabled' });
  });

  it('fail with any other failure of one of them', async () => {
    await expect(readOpenedAccounts([holds('BTC'), fails('permission')])).rejects.toMatchObject({
      code: 'permission',
    });
  });
});
