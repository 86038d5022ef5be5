import { describe, expect, it } from 'vitest';
import { VenueFailure } from '../../reading/venue-failure';
import { currentSignal, withSignal } from '../../protocol/ccxt/call-context';
import { Remembered } from './remembered';

/** A list that the venue answers as given, one answer after the other. */
function listOf(...answers: readonly (Readonly<Record<string, number>> | Error)[]) {
  const state = { now: 1_000_000, asked: 0 };
  const contracts = new Remembered(
    'contract',
    () => state.now,
    () => {
      const answer = answers[state.asked] ?? {};
      state.asked += 1;
      return answer instanceof Error
        ? Promise.reject(answer)
        : Promise.resolve(new Map(Object.entries(answer)));
    },
  );
  return { state, contracts };
}

describe('a list that is remembered', () => {
  it('is asked for once by all who need it at once, and by those who come later', async () => {
    const { state, contracts } = listOf({ BTC: 1, ETH: 2 });
    expect(state.asked).toBe(0);
    expect(await Promise.all([contracts.find('BTC'), contracts.find('ETH')])).toEqual([1, 2]);
    state.now += 86_400_000;
    expect(await contracts.find('BTC')).toBe(1);
    expect(state.asked).toBe(1);
  });

  it('is asked for again, once, for names that it does not have', async () => {
    const { state, contracts } = listOf({ BTC: 1 }, { BTC: 1, NEW: 3, NEWER: 4 });
    await contracts.all();
    state.now += 60_000;
    expect(await Promise.all([contracts.find('NEW'), contracts.find('NEWER')])).toEqual([3, 4]);
    expect(state.asked).toBe(2);
  });

  it('is not asked for again at once for a name that the venue does not have', async () => {
    const { state, contracts } = listOf({ BTC: 1 });
    await expect(contracts.find('NONE')).rejects.toMatchObject({
      code: 'bad-response',
      detail: 'the contract NONE is not listed',
    });
    expect(await contracts.get('NONE')).toBeUndefined();
    expect(state.asked).toBe(1);
  });

  it('is asked for again when it is older than wanted', async () => {
    const { state, contracts } = listOf({ BTC: 1 }, { BTC: 2 });
    expect((await contracts.all(1000)).get('BTC')).toBe(1);
    state.now += 1000;
    expect((await contracts.all(1000)).get('BTC')).toBe(1);
    state.now += 1;
    expect((await contracts.all(1000)).get('BTC')).toBe(2);
  });

  it('forgets a failure, and tells all who waited of it', async () => {
    const { state, contracts } = listOf(new VenueFailure('timeout'), { BTC: 1 });
    const [one, other] = await Promise.allSettled([contracts.find('BTC'), contracts.get('BTC')]);
    expect([one.status, other.status]).toEqual(['rejected', 'rejected']);
    expect(state.asked).toBe(1);
    expect(await contracts.find('BTC')).toBe(1);
  });

  it('is not given up with the reading that asked first', async () => {
    let seen: AbortSignal | undefined;
    const contracts = new Remembered(
      'contract',
      () => 0,
      () => {
        seen = currentSignal();
        return Promise.resolve(new Map([['BTC', 1]]));
      },
    );
    const { signal } = new AbortController();
    expect(await withSignal(signal, () => contracts.find('BTC'))).toBe(1);
    expect(seen).toBeUndefined();
  });
});
