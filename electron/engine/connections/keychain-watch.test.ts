import { beforeEach, expect, it } from 'vitest';
import { KeychainWatch, reportingTrouble } from './keychain-watch';
import { FakeSecrets } from '../testing/fake-adapters';
import { FakeClock, settle } from '../testing/fake-clock';
import type { KeychainStatus } from '../../../shared/contract/status-view';
import { fail, type Result } from '../../../shared/base/failure';

const AVAILABLE: KeychainStatus = { state: 'available' };
const trouble = (state: 'locked' | 'no-service'): KeychainStatus => ({
  state,
  reason: `It is ${state}.`,
  hint: 'Do something.',
});

let clock: FakeClock;
let answer: KeychainStatus;
let asked: number;
let told: string[];
let watch: KeychainWatch;
beforeEach(() => {
  clock = new FakeClock();
  answer = AVAILABLE;
  asked = 0;
  told = [];
  watch = new KeychainWatch({
    clock,
    keychain: Object.assign(new FakeSecrets(), {
      status: async () => {
        asked += 1;
        return answer;
      },
      unlock: async () => answer,
    }),
    onChanged: () => told.push(watch.status.state),
    onUsable: () => told.push('usable'),
  });
});

it('is asked once and left alone while it can be used', async () => {
  expect(await watch.check()).toEqual(AVAILABLE);
  await clock.advance(3_600_000);
  expect([asked, told, clock.pending]).toEqual([1, ['available'], 0]);
});

it.each([
  ['locked', 3_000],
  ['no-service', 60_000],
] as const)('is looked at again by itself while %s, each %s ms', async (state, everyMs) => {
  answer = trouble(state);
  await watch.check();
  await clock.advance(everyMs - 1);
  expect(asked).toBe(1);
  await clock.advance(1);
  expect(asked).toBe(2);
  answer = AVAILABLE;
  await clock.advance(everyMs);
  expect(told).toEqual([state, state, 'usable', 'available']);
  expect(watch.status).toEqual(AVAILABLE);
  expect(clock.pending).toBe(0);
});

it('is said to be usable again once, however it became so', async () => {
  answer = trouble('locked');
  await watch.check();
  answer = AVAILABLE;
  expect(await watch.unlock()).toEqual({ ok: true, value: undefined });
  await watch.check();
  await clock.advance(3_600_000);
  expect(told.filter((one) => one === 'usable')).toHaveLength(1);
});

it('is asked once where several want to know at the same time', async () => {
  await Promise.all([watch.check(), watch.check(), watch.check()]);
  expect(asked).toBe(1);
  await watch.check();
  expect(asked).toBe(2);
});

it.each([
  ['locked', 'keychain-locked'],
  ['no-service', 'keychain-unavailable'],
] as const)('that stays %s is told with what to do', async (state, code) => {
  answer = trouble(state);
  expect(await watch.unlock()).toEqual({
    ok: false,
    failure: expect.objectContaining({ code, message: `It is ${state}.`, hint: 'Do something.' }),
  });
});

it('is left alone once all is closed, also by an answer that comes later', async () => {
  answer = trouble('locked');
  const checking = watch.check();
  watch.close();
  await checking;
  await clock.advance(3_600_000);
  expect([asked, told, clock.pending]).toEqual([1, [], 0]);
});

it('is looked at when it did not do what it was asked, and for no other failure', async () => {
  let troubles = 0;
  const store = new FakeSecrets();
  const reporting = reportingTrouble(store, () => {
    troubles += 1;
  });
  await reporting.write('one', { apiKey: 'a' });
  expect(await reporting.read('one')).toEqual({ ok: true, value: { apiKey: 'a' } });
  await reporting.remove('one');
  expect(troubles).toBe(0);
  const answers =
    (code: 'keychain-locked' | 'keychain-unavailable' | 'not-found') =>
    async (): Promise<Result<never>> =>
      fail(code, 'no');
  for (const [code, counts] of [
    ['keychain-locked', true],
    ['keychain-unavailable', true],
    ['not-found', false],
  ] as const) {
    troubles = 0;
    const failing = reportingTrouble(
      Object.assign(new FakeSecrets(), {
        read: answers(code),
        write: answers(code),
        remove: answers(code),
      }),
      () => {
        troubles += 1;
      },
    );
    await failing.read('one');
    await failing.write('one', {});
    await failing.remove('one');
    await settle();
    expect([code, troubles]).toEqual([code, counts ? 3 : 0]);
  }
});
