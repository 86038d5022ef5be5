import { expect, it } from 'vitest';
import { FakeClock } from '../../../engine/testing/fake-clock';
import { VenueClock } from './key-state';

const NOW = Date.UTC(2026, 10, 28, 12, 0, 0, 500);
const DAY = 86_400_000;

/** The skew after a venue has said that it is this time. */
async function skewAfter(venueClock: VenueClock, time: unknown): Promise<number> {
  await venueClock.synchronise({ has: { fetchTime: true }, fetchTime: async () => time });
  return venueClock.skewMs;
}

it.each([90_001, -90_001, 400 * DAY, -400 * DAY])(
  'signs with the time of a venue that is %s ms ahead',
  async (ms) => {
    const venueClock = new VenueClock(new FakeClock(NOW));
    expect(await skewAfter(venueClock, NOW + ms)).toBe(ms);
    expect(venueClock.now()).toBe(NOW + ms);
  },
);

it.each([
  ['1970', 0],
  ['seconds for milliseconds', NOW / 1000],
  ['the year 9999', Date.UTC(9999, 0)],
  ['microseconds for milliseconds', NOW * 1000],
  ['no number', 'soon'],
  ['nothing', undefined],
  ['null', null],
  ['NaN', Number.NaN],
  ['infinity', Number.POSITIVE_INFINITY],
])('does not sign with a time that no venue can have: %s', async (_, time) => {
  const venueClock = new VenueClock(new FakeClock(NOW));
  await skewAfter(venueClock, NOW + 2_001);
  expect(await skewAfter(venueClock, time)).toBe(2_001);
});

it('takes whole seconds for any instant within them', async () => {
  const venueClock = new VenueClock(new FakeClock(NOW));
  expect(await skewAfter(venueClock, NOW - 500)).toBe(0);
  expect(await skewAfter(venueClock, NOW + 500)).toBe(500);
  expect(await skewAfter(venueClock, NOW - 2_500)).toBe(-1_501);
});
