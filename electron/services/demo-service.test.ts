import { AssetIdentity } from './asset-identity';
import { beforeEach, describe, expect, it } from 'vitest';
import { Collector } from './collector';
import { ConnectionService } from './connection-service';
import { DemoService, priceHistoryTotals } from './demo-service';
import { LivePortfolio } from './live-portfolio';
import type { VenueAddress } from './ports/exchanges';
import { PriceFeed } from './price-feed';
import { SnapshotWriter } from './snapshot-writer';
import {
  FakeDemoRunner,
  FakeGateway,
  FakeHistory,
  FakeSecrets,
  holding,
  read,
  silentLog,
} from './testing/fake-adapters';
import { FakeClock, settle } from './testing/fake-clock';
import { decimal } from '../../shared/money/decimal';
import { fail, succeed, type Result } from '../../shared/portfolio/failure';
import type { Price } from '../../shared/portfolio/price';
import type { ValuedBalance } from '../../shared/portfolio/snapshot';
import type { Connection } from '../../shared/portfolio/venue';

const VENUES: FakeDemoRunner['venues'] = {
  endpoints: { binance: 'http://127.0.0.1:1', kraken: 'http://127.0.0.1:2' },
  credentials: {
    binance: [
      { apiKey: 'first', secret: 'one' },
      { apiKey: 'second', secret: 'two' },
    ],
    kraken: [{ apiKey: 'third', secret: 'three' }],
  },
  priceHistory: [
    { at: 1, prices: { BTC: '1' } },
    { at: 2, prices: { BTC: '2' } },
  ],
};
const ALL_KEYS = [
  'binance Demo main first',
  'binance Demo sub-account 1 second',
  'kraken Demo third',
];

let runner: FakeDemoRunner;
let gateway: FakeGateway;
let history: FakeHistory;
let keychain: FakeSecrets;
let session: FakeSecrets;
let clock: FakeClock;
let portfolio: LivePortfolio;
let connections: ConnectionService;
let writer: SnapshotWriter;
let demo: DemoService;
let historyTold: number[];

/** The services as a run has them; the keychain and the database are what an earlier run left. */
async function startRun(): Promise<void> {
  runner = new FakeDemoRunner(VENUES);
  gateway = new FakeGateway();
  gateway.session.answer = () => read(clock.now(), holding('spot', 'BTC', '3'));
  session = new FakeSecrets();
  clock = new FakeClock();
  portfolio = new LivePortfolio(clock.now, silentLog);
  historyTold = [];
  const onStatus = (): void => undefined;
  const prices = new PriceFeed({
    identity: new AssetIdentity(),
    gateway,
    portfolio,
    clock,
    log: silentLog,
    onStatus,
    references: () => [],
  });
  const collector = new Collector({
    crossCheck: () => undefined,
    gateway,
    secretsOf: (connection) => connections.secretsOf(connection),
    addressOf,
    portfolio,
    clock,
    random: () => 0,
    log: silentLog,
    onStatus,
    onDifference: () => undefined,
  });
  let count = 0;
  connections = new ConnectionService(
    {
      history,
      keychain,
      session,
      gateway,
      collector,
      prices,
      portfolio,
      addressOf,
      clock,
      newId: () => `id-${(count += 1)}`,
      oldRuntime: false,
      onChanged: () => undefined,
    },
    [],
  );
  writer = new SnapshotWriter({
    portfolio,
    history,
    portfolioId: () => (connections.hasDemo ? 'demo' : 'main'),
    clock,
    log: silentLog,
    onRecorded: () => undefined,
  });
  demo = new DemoService({
    runner,
    connections,
    portfolio,
    history,
    writer,
    keychain,
    log: silentLog,
    onHistory: (at) => historyTold.push(at),
  });
  await connections.load();
}

function addressOf({
  venue,
  demo: isDemo,
}: Pick<Connection, 'venue' | 'demo'>): Result<VenueAddress> {
  if (!isDemo) return succeed({ venue });
  const endpoint = demo.endpoint(venue);
  return endpoint === undefined
    ? fail('venue-unavailable', 'Not running.')
    : succeed({ venue, endpoint });
}

const keysIn = (store: FakeSecrets): string[] =>
  connections.list().flatMap(({ id, venue, label }) => {
    const key = store.secrets.get(id)?.apiKey;
    return key === undefined ? [] : [`${venue} ${label} ${key}`];
  });

async function started(): Promise<void> {
  expect(await demo.start()).toMatchObject({ ok: true });
  await settle();
}

beforeEach(async () => {
  history = new FakeHistory();
  keychain = new FakeSecrets();
  await startRun();
});

describe('starting the demo', () => {
  it('connects each of its keys like a real one, marked as simulated', async () => {
    await started();
    expect(keysIn(keychain)).toEqual(ALL_KEYS);
    expect(connections.list().every((one) => one.demo && one.enabled)).toBe(true);
    expect([...history.saved.values()]).toEqual(connections.list());
    expect(JSON.stringify([...history.saved.values()])).not.toMatch(/first|"one"/);
  });

  it('is told by the venues where they are, and asks nobody else', async () => {
    expect(demo.endpoint('binance')).toBeUndefined();
    await started();
    expect(demo.endpoint('binance')).toBe('http://127.0.0.1:1');
    expect(gateway.opened.map(({ address }) => address.endpoint)).toEqual([
      'http://127.0.0.1:1',
      'http://127.0.0.1:1',
      'http://127.0.0.1:2',
    ]);
  });

  it('keeps its keys for the run where there is no keychain', async () => {
    keychain.available = false;
    await started();
    expect(keysIn(session)).toEqual(ALL_KEYS);
    expect(keychain.secrets.size).toBe(0);
    expect(connections.list().map(({ secretStorage }) => secretStorage)).toEqual(
      ALL_KEYS.map(() => 'session'),
    );
    expect(portfolio.snapshot().balances).toHaveLength(3);
  });

  it('does nothing when it is there already', async () => {
    await started();
    await started();
    expect([runner.starts, connections.list().length]).toEqual([1, 3]);
  });

  it('never joins real connections', async () => {
    const real = { venue: 'binance', label: 'Main', credentials: { apiKey: 'k', secret: 's' } };
    await connections.add({
      ...real,
      secretStorage: 'keychain',
      acceptWithdrawalKey: false,
      acceptOldRuntime: false,
    });
    expect(await demo.start()).toMatchObject({ ok: false, failure: { code: 'invalid-input' } });
    expect([runner.starts, connections.list().length]).toEqual([0, 1]);
  });

  it('says why the venues did not start, and leaves nothing behind', async () => {
    runner.refuse = true;
    expect(await demo.start()).toMatchObject({ ok: false, failure: { code: 'venue-unavailable' } });
    expect([connections.list().length, keychain.secrets.size, history.saved.size]).toEqual([
      0, 0, 0,
    ]);
  });

  it('puts a past behind the portfolio once it has settled, apart from the user’s own', async () => {
    await started();
    expect(history.recordedTotals).toEqual([]);
    settlePrices();
    expect(
      history.recordedTotals.map(({ portfolio: whose, points }) => [
        whose,
        ...points.map(({ at, totalUsd, status }) => `${at} ${totalUsd.toFixed()} ${status}`),
      ]),
    ).toEqual([['demo', '1 9 reconstructed', '2 18 reconstructed']]);
    await settle();
    expect(historyTold).toEqual([2]);
    settlePrices();
    expect(history.recordedTotals).toHaveLength(1);
  });
});

/** Prices for all that is held, and the answer that nothing more is to come. */
function settlePrices(): void {
  const dollars: Price = { kind: 'manual', usd: decimal('10'), at: 0 };
  const held = ['binance:BTC', 'kraken:BTC'].map((key) => [key, dollars] as const);
  portfolio.setPrices(new Map(held), {}, false);
}

describe('the next run', () => {
  it('starts the venues again and gives each connection a key of theirs', async () => {
    await started();
    await startRun();
    expect(await demo.resume()).toBeUndefined();
    expect(runner.running).toBe(true);
    expect(demo.endpoint('kraken')).toBe('http://127.0.0.1:2');
    expect(keysIn(keychain)).toEqual(ALL_KEYS);
  });

  it('has keys again where there was no keychain', async () => {
    keychain.available = false;
    await started();
    await startRun();
    expect(session.secrets.size).toBe(0);
    expect(await demo.resume()).toBeUndefined();
    expect(keysIn(session)).toEqual(ALL_KEYS);
  });

  it('starts no venues where no demo was left', async () => {
    expect(await demo.resume()).toBeUndefined();
    expect(runner.starts).toBe(0);
  });

  it('says why the venues did not start, and keeps the connections', async () => {
    await started();
    await startRun();
    runner.refuse = true;
    expect(await demo.resume()).toMatchObject({ code: 'venue-unavailable' });
    expect(connections.list()).toHaveLength(3);
  });

  it('says when the keychain it had is gone', async () => {
    await started();
    await startRun();
    keychain.available = false;
    expect(await demo.resume()).toMatchObject({ code: 'keychain-unavailable' });
  });
});

describe('removing the demo', () => {
  it.each([true, false])('forgets all of it (with a keychain: %s)', async (available) => {
    keychain.available = available;
    await started();
    expect(await demo.remove()).toMatchObject({ ok: true });
    expect([
      connections.list().length,
      keychain.secrets.size,
      session.secrets.size,
      history.saved.size,
      portfolio.snapshot().balances.length,
    ]).toEqual([0, 0, 0, 0, 0]);
    expect(history.removedPortfolios).toEqual(['demo']);
    expect(runner.running).toBe(false);
    expect(demo.endpoint('binance')).toBeUndefined();
  });

  it('adds no past to what is not there any more', async () => {
    await started();
    await demo.remove();
    settlePrices();
    expect(history.recordedTotals).toEqual([]);
  });

  it('says when a key could not be forgotten, and still has the demo', async () => {
    await started();
    keychain.available = false;
    expect(await demo.remove()).toMatchObject({
      ok: false,
      failure: { code: 'keychain-unavailable' },
    });
    expect(connections.hasDemo).toBe(true);
    expect(runner.running).toBe(true);
    expect(history.removedPortfolios).toEqual([]);
  });

  it('leaves room for another one', async () => {
    await started();
    await demo.remove();
    await started();
    expect(connections.list()).toHaveLength(3);
  });
});

it('stops the venues when the app quits, and keeps the connections for the next run', async () => {
  await started();
  await demo.close();
  expect(runner.running).toBe(false);
  expect(connections.list()).toHaveLength(3);
});

const price: Price = { kind: 'manual', usd: decimal('2'), at: 0 };
const balance = (code: string, total: string, usd?: string): ValuedBalance => ({
  connectionId: 'one',
  venue: 'binance',
  accountType: 'spot',
  asset: code,
  code,
  available: decimal(total),
  locked: decimal('0'),
  total: decimal(total),
  borrowed: decimal('0'),
  price: usd === undefined ? { kind: 'unpriced', reason: 'no-market' } : price,
  ...(usd === undefined ? {} : { valueUsd: decimal(usd) }),
});

describe('the history behind the demo', () => {
  it('values today’s balances at the prices of the day, and leaves the unpriced out', () => {
    const points = priceHistoryTotals(
      [balance('BTC', '3', '6'), balance('NEW', '4', '8'), balance('GEM', '100')],
      [{ at: 7, prices: { BTC: '1.5', GEM: '1' } }],
    );
    expect(points.map(({ at, totalUsd, status }) => [at, totalUsd.toString(), status])).toEqual([
      [7, '12.5', 'reconstructed'],
    ]);
  });
});
