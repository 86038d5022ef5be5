import { connect } from './harness/connect';
import { expectedTotal } from './harness/expected';
import { Overview } from './harness/overview';
import { expect, test } from './harness/test';

const keys = [
  { venue: 'binance', keyIndex: 0 },
  { venue: 'kraken', keyIndex: 0 },
] as const;

test('what happens at a venue reaches the screen without a refresh, to the last digit', async ({
  launch,
  startVenues,
}) => {
  const venues = await startVenues();
  const app = await launch({ endpoints: venues.endpoints });
  for (const { venue, keyIndex } of keys) await connect(app, venues, venue, keyIndex);
  await app.settled();
  const overview = new Overview(app.page);
  await overview.showsTotal(expectedTotal(venues, keys));
  await expect.poll(() => venues.streams.topics('binance')).toContain('spot:0');

  await expect(app.page.getByRole('button', { name: /^Streams: Streams \d+ live/ })).toBeVisible();

  // From here on the account cannot be read: what arrives, arrives by the stream.
  const heal = venues.faults.set(
    { venue: 'binance', path: '/api/v3/account' },
    { kind: 'delay', ms: 3_600_000 },
  );

  await test.step('a deposit', async () => {
    venues.world.deposit({ venue: 'binance', keyIndex: 0, code: 'BTC', amount: '0.00000001' });
    await overview.showsTotal(expectedTotal(venues, keys));
  });
  await test.step('a trade', async () => {
    venues.world.trade({
      venue: 'binance',
      keyIndex: 0,
      side: 'sell',
      base: 'ETH',
      quote: 'USDT',
      amount: '0.317',
    });
    await overview.showsTotal(expectedTotal(venues, keys));
  });
  await test.step('everything of one coin gone', async () => {
    venues.world.payOut({ venue: 'binance', keyIndex: 0, code: 'PEPE', amount: '142000000.52' });
    await overview.showsTotal(expectedTotal(venues, keys));
  });
  heal();

  await test.step('a price', async () => {
    venues.world.setPrice('BTC', '65432.1');
    await overview.showsTotal(expectedTotal(venues, keys));
  });
  await test.step('a balance at a venue whose stream tells only that something changed', async () => {
    venues.world.deposit({ venue: 'kraken', keyIndex: 0, code: 'SOL', amount: '2.5' });
    await overview.showsTotal(expectedTotal(venues, keys));
  });
});

test('a stream that is cut comes back by itself and misses nothing', async ({
  launch,
  startVenues,
}) => {
  const venues = await startVenues();
  const app = await launch({ endpoints: venues.endpoints });
  for (const { venue, keyIndex } of keys) await connect(app, venues, venue, keyIndex);
  await app.settled();
  const overview = new Overview(app.page);
  await expect.poll(() => venues.streams.topics('binance')).toContain('spot:0');

  const heal = venues.faults.set({ venue: 'binance' }, { kind: 'refuse-sockets' });
  venues.faults.dropSockets('binance');
  venues.world.deposit({ venue: 'binance', keyIndex: 0, code: 'ETH', amount: '1.75' });
  heal();
  await overview.showsTotal(expectedTotal(venues, keys));
  await expect.poll(() => venues.streams.topics('binance')).toContain('spot:0');
});
