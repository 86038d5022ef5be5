import { expectedTotal } from './harness/expected';
import { Overview } from './harness/overview';
import { expect, test } from './harness/test';
import { connect } from './harness/connect';

test('the next start paints the last portfolio before any venue has answered, with its age', async ({
  launch,
  startVenues,
}) => {
  const venues = await startVenues();
  // It has lost its peg, which must not be back when its market cannot be asked.
  venues.world.setPrice('USDT', '0.8');
  const first = await launch({ endpoints: venues.endpoints });
  await connect(first, venues, 'binance', 0);
  await connect(first, venues, 'kraken', 0);
  await first.settled();
  const total = expectedTotal(venues, [
    { venue: 'binance', keyIndex: 0 },
    { venue: 'kraken', keyIndex: 0 },
  ]);
  await new Overview(first.page).showsTotal(total);
  await first.quit();

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
});

test('a start while a venue’s accounts are down settles with what was known of it, marked as carried', async ({
  launch,
  startVenues,
}) => {
  const venues = await startVenues();
  const first = await launch({ endpoints: venues.endpoints });
  await connect(first, venues, 'binance', 0);
  await connect(first, venues, 'kraken', 0);
  await first.settled();
  await first.quit();

  // Its prices are still to be had: all else would be valued at another venue's.
  const path = /^(?!\/api\/v3\/(ticker|exchangeInfo|time|ping))/;
  const heal = venues.faults.set({ venue: 'binance', path }, { kind: 'status', status: 503 });
  venues.world.deposit({ venue: 'kraken', keyIndex: 0, code: 'BTC', amount: '0.125' });
  const second = await launch({ endpoints: venues.endpoints });
  await second.settled();
  const total = expectedTotal(venues, [
    { venue: 'binance', keyIndex: 0 },
    { venue: 'kraken', keyIndex: 0 },
  ]);
  const overview = new Overview(second.page);
  await overview.showsTotal(total);
  await expect(overview.confidence).toContainText(/carried (now|\d+ (s|min))/);
  heal();
  await second.refresh();
  await expect(overview.confidence).toContainText('100.0 % live');
  await overview.showsTotal(total);
});

test('a portfolio that was painted from the last run turns live when the venues answer', async ({
  launch,
  startVenues,
}) => {
  const venues = await startVenues();
  const first = await launch({ endpoints: venues.endpoints });
  await connect(first, venues, 'binance', 0);
  await connect(first, venues, 'kraken', 0);
  await first.settled();
  await first.quit();

  venues.world.deposit({ venue: 'kraken', keyIndex: 0, code: 'BTC', amount: '0.125' });
  const second = await launch({ endpoints: venues.endpoints });
  await second.settled();
  const overview = new Overview(second.page);
  await overview.showsTotal(
    expectedTotal(venues, [
      { venue: 'binance', keyIndex: 0 },
      { venue: 'kraken', keyIndex: 0 },
    ]),
  );
  await expect(overview.confidence).toContainText('100.0 % live');
});
