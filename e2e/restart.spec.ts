import { expectedTotal } from './harness/expected';
import { Overview } from './harness/overview';
import { BOTH as keys } from './harness/opened-app';
import { expect, test } from './harness/test';

test('the next start paints the last portfolio with its age, turns live when venues answer, and carries who does not', async ({
  launch,
  open,
  startVenues,
}) => {
  const venues = await startVenues();
  // It has lost its peg, which must not be back when its market cannot be asked.
  venues.world.setPrice('USDT', '0.8');
  const first = await open(keys, { venues });
  const total = expectedTotal(venues, keys);
  await first.overview.showsTotal(total);
  await first.app.quit();

  // Every venue accepts the question and never answers.
  const answering = (['binance', 'kraken'] as const).map((venue) =>
    venues.faults.set({ venue }, { kind: 'delay', ms: 3_600_000 }),
  );
  venues.requests.clear();
  const second = await launch({ endpoints: venues.endpoints });
  const overview = new Overview(second.page);
  await overview.showsTotal(total);
  await expect(overview.confidence).toContainText(
    /Last known portfolio, read (just now|\d+ (s|min) ago)/,
  );
  expect(venues.requests.entries.filter(({ status }) => status !== undefined)).toEqual([]);

  await test.step('everything in it says how old it is', async () => {
    const { origin, coverage } = await second.call('getPortfolio');
    expect(origin).toBe('stored');
    expect(coverage.length).toBeGreaterThan(0);
    expect(new Set(coverage.map(({ coverage: { state } }) => state))).toEqual(new Set(['stale']));
  });

  await test.step('no peg takes the place of the last market prices once prices are asked for', async () => {
    const usdt = async () => (await second.call('getPortfolio')).prices['binance:USDT'];
    await expect.poll(async () => (await usdt()) ?? {}).toHaveProperty('staleSince');
    expect((await usdt())?.kind).toBe('market');
    await overview.showsTotal(total);
  });

  await second.quit();
  for (const answer of answering) answer();

  await test.step('it turns live when the venues answer', async () => {
    venues.world.deposit({ venue: 'kraken', keyIndex: 0, code: 'BTC', amount: '0.125' });
    const third = await launch({ endpoints: venues.endpoints });
    await third.settled();
    const live = new Overview(third.page);
    await live.showsTotal(expectedTotal(venues, keys));
    await expect(live.confidence).toContainText('100.0 % live');
    await third.quit();
  });

  await test.step('while a venue’s accounts are down it settles with what was known, marked as carried', async () => {
    // Its prices are still to be had: all else would be valued at another venue's.
    const path = /^(?!\/api\/v3\/(ticker|exchangeInfo|time|ping))/;
    const heal = venues.faults.set({ venue: 'binance', path }, { kind: 'status', status: 503 });
    venues.world.deposit({ venue: 'kraken', keyIndex: 0, code: 'BTC', amount: '0.125' });
    const fourth = await launch({ endpoints: venues.endpoints });
    await fourth.settled();
    const carried = new Overview(fourth.page);
    await carried.showsTotal(expectedTotal(venues, keys));
    await expect(carried.confidence).toContainText(/carried (now|\d+ (s|min))/);
    heal();
    await fourth.refresh();
    await expect(carried.confidence).toContainText('100.0 % live');
    await carried.showsTotal(expectedTotal(venues, keys));
  });
});
