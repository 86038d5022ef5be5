import { AssetIdentity } from './asset-identity';
import { beforeEach, describe, expect, it } from 'vitest';
import { Collector } from './collector';
import { ConnectionService } from './connection-service';
import { DemoService, priceHistoryTotals } from './demo-service';
import { LivePortfolio } from './live-portfolio';
import { manualSession } from './manual-venue';
import type { VenueAddress } from './ports/exchanges';
import { PriceFeed } from './price-feed';
import { SettingsService } from './settings-service';
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
import { createVenueGateway } from './venue-gateway';
import { decimal } from '../../shared/money/decimal';
import { fail, succeed, type Result } from '../../shared/portfolio/failure';
import type { Price, Ticker } from '../../shared/portfolio/price';
import type { ValuedBalance } from '../../shared/portfolio/snapshot';
import type { Connection, VenueInfo } from '../../shared/portfolio/venue';

const VENUES: FakeDemoRunner['venues'] = {
  endpoints: { binance: 'http://127.0.0.1:1', kraken: 'http://127.0.0.1:2' },
  credentials: {
    binance: [
      { apiKey: 'first', secret: 'one' },
      { apiKey: 'second', secret: 'two' },
    ],
    kraken: [{ apiKey: 'third', secret: 'three' }],
  },
  wallets: [],
  manualAccounts: [],
  priceHistory: [
    { at: 1, prices: { BTC: '1' } },
    { at: 2, prices: { BTC: '2' } },
  ],
};
const WITH_ALL_KINDS: FakeDemoRunner['venues'] = {
  endpoints: { kraken: 'http://127.0.0.1:2', bitcoin: 'http://127.0.0.1:3' },
  credentials: { kraken: [{ apiKey: 'third', secret: 'three' }] },
  wallets: [{ venue: 'bitcoin', label: 'Cold storage', address: 'zpub1' }],
  manualAccounts: [
    {
      label: 'Bank',
      holdings: [
        { code: 'EUR', amount: '200' },
        { code: 'USD', amount: '50' },
      ],
    },
  ],
  priceHistory: [
    { at: 1, prices: { BTC: '1', EUR: '1.5', USD: '1' } },
    { at: 2, prices: { BTC: '2', EUR: '1.25', USD: '1' } },
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
let settings: SettingsService;
let historyTold: number[];

/** The services as a run has them; the keychain and the database are what an earlier run left. */
async function startRun(venues = VENUES): Promise<void> {
  runner = new FakeDemoRunner(venues);
  gateway = new FakeGateway();
  gateway.session.answer = () => read(clock.now(), holding('spot', 'BTC', '3'));
  session = new FakeSecrets();
  clock = new FakeClock();
  portfolio = new LivePortfolio(clock.now, silentLog);
  historyTold = [];
  settings = new SettingsService(history, undefined);
  const onStatus = (): void => undefined;
  const doors = createVenueGateway({
    exchanges: gateway,
    wallets: {
      venues: () => [BITCOIN],
      open: gateway.open,
      resolveName: async () => fail('unsupported', 'No names here.'),
      close: async () => undefined,
    },
    openManual: (connectionId) =>
      manualSession({
        connectionId,
        clock,
        holdings: () => settings.manualHoldings(connectionId),
        onChange: (listener) => settings.onChange(listener),
      }),
  });
  const prices = new PriceFeed({
    identity: new AssetIdentity(),
    onJump: () => undefined,
    gateway: doors,
    portfolio,
    clock,
    log: silentLog,
    onStatus,
    references: () => [],
  });
  const collector = new Collector({
    crossCheck: () => undefined,
    gateway: doors,
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
      gateway: doors,
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
    settings,
    log: silentLog,
    onHistory: (at) => historyTold.push(at),
  });
  await Promise.all([settings.load(), connections.load()]);
}

const BITCOIN: VenueInfo = {
  id: 'bitcoin',
  kind: 'chain',
  name: 'Bitcoin',
  credentials: ['address'],
  support: 'full',
  accountTypes: ['wallet'],
  updates: 'polling',
};

function addressOf({
  venue,
  demo: isDemo,
}: Pick<Connection, 'venue' | 'demo'>): Result<VenueAddress> {
  if (!isDemo || venue === 'manual') return succeed({ venue });
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

describe('wallets and manual accounts of the demo', () => {
  beforeEach(() => startRun(WITH_ALL_KINDS));

  it('are connected beside the keys: wallets by what is public of them, at the demo’s own servers', async () => {
    await started();
    expect(connections.list().map(({ venue, label, demo }) => [venue, label, demo])).toEqual([
      ['kraken', 'Demo', true],
      ['bitcoin', 'Cold storage', true],
      ['manual', 'Bank', true],
    ]);
    expect(gateway.opened.map(({ address, credentials }) => ({ ...address, credentials }))).toEqual(
      [
        {
          venue: 'kraken',
          endpoint: 'http://127.0.0.1:2',
          credentials: { apiKey: 'third', secret: 'three' },
        },
        {
          venue: 'bitcoin',
          endpoint: 'http://127.0.0.1:3',
          credentials: { address: 'zpub1' },
        },
      ],
    );
  });

  it('have what was entered in them from their first outcome on, without a wait', async () => {
    await started();
    expect(entered()).toEqual(['EUR 200', 'USD 50']);
    expect(history.stored).toMatchObject({
      ok: true,
      value: {
        manualHoldings: [{ holdings: WITH_ALL_KINDS.manualAccounts[0]?.holdings }],
      },
    });
  });

  it('are part of the past, at the prices of other venues', async () => {
    const ticker = (base: string, price: string): Ticker => ({
      venue: 'kraken',
      base,
      quote: 'USD',
      bid: decimal(price),
      ask: decimal(price),
      quoteVolume: decimal('1e9'),
      at: clock.now(),
    });
    gateway.tickersOf = (venue) =>
      succeed(venue === 'kraken' ? [ticker('BTC', '3'), ticker('EUR', '1.2')] : []);
    await started();
    await clock.advance(1000);
    // 3 BTC at Kraken, 3 BTC in the wallet, 200 EUR and 50 USD
    expect(portfolio.totals().totalUsd.toFixed()).toBe('308');
    expect(
      history.recordedTotals.map(({ points }) => points.map(({ totalUsd }) => totalUsd.toFixed())),
    ).toEqual([['356', '312']]);
  });

  it('are there again in the next run', async () => {
    await started();
    await startRun(WITH_ALL_KINDS);
    keychain.secrets.clear();
    expect(await demo.resume()).toBeUndefined();
    await connections.startAll();
    expect(gateway.opened.map(({ credentials }) => credentials)).toEqual([
      { apiKey: 'third', secret: 'three' },
      { address: 'zpub1' },
    ]);
    expect(entered()).toEqual(['EUR 200', 'USD 50']);
  });

  it('ask nobody while the demo’s servers do not run', async () => {
    await started();
    await startRun(WITH_ALL_KINDS);
    runner.refuse = true;
    expect(await demo.resume()).toMatchObject({ code: 'venue-unavailable' });
    await connections.startAll();
    expect(gateway.opened).toEqual([]);
    expect(entered()).toEqual(['EUR 200', 'USD 50']);
  });

  it('go with the demo, with all that was entered', async () => {
    await started();
    expect(await demo.remove()).toMatchObject({ ok: true });
    expect([connections.list(), keychain.secrets.size, settings.current.manualHoldings]).toEqual([
      [],
      0,
      [],
    ]);
  });

  it('leave no half of a demo when they cannot be stored', async () => {
    const save = history.saveSettings;
    history.saveSettings = async () => fail('storage', 'The disk is full.');
    expect(await demo.start()).toMatchObject({ ok: false, failure: { code: 'storage' } });
    history.saveSettings = save;
    expect(connections.list().filter(({ venue }) => venue !== 'manual')).toEqual([]);
  });
});

function entered(): string[] {
  return portfolio
    .snapshot()
    .balances.filter(({ accountType }) => accountType === 'manual')
    .map(({ code, total }) => `${code} ${total.toFixed()}`);
}

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

  it('values a token at the price of what it is, its code being its contract', () => {
    const token = { ...balance('solana:5eykt4/token:JUPy', '10', '5'), asset: 'JUP' };
    const [point] = priceHistoryTotals([token], [{ at: 7, prices: { JUP: '0.25' } }]);
    expect(point?.totalUsd.toString()).toBe('2.5');
  });
});
