import { expect } from 'vitest';
import {
  FakeDemoRunner,
  FakeEntriesInDoubt,
  FakeGateway,
  FakeHistory,
  FakeSecrets,
  holding,
  read,
  silentLog,
} from './fake-adapters';
import { FakeClock, settle } from './fake-clock';
import { AssetIdentity } from '../assets/asset-identity';
import { Collector } from '../connections/collector';
import { ConnectionService } from '../connections/connection-service';
import { DemoService } from '../demo/demo-service';
import { LivePortfolio } from '../portfolio/live-portfolio';
import { manualSession } from '../connections/manual-venue';
import type { VenueAddress } from '../ports/exchanges';
import { PriceFeed } from '../pricing/price-feed';
import { RecordsService } from '../records/records-service';
import { SettingsService } from '../settings/settings-service';
import { UserRecords } from '../records/user-records';
import { SnapshotWriter } from '../history/snapshot-writer';
import { createVenueGateway } from '../connections/venue-gateway';
import { decimal } from '../../../shared/base/decimal';
import { fail, succeed, type Result } from '../../../shared/base/failure';
import type { Price } from '../../../shared/pricing/price';
import type { Connection, VenueInfo } from '../../../shared/portfolio/venue';

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
  priceHistory: async () =>
    succeed([
      { at: 1, prices: { BTC: '1' } },
      { at: 2, prices: { BTC: '2' } },
    ]),
};
export const WITH_ALL_KINDS: FakeDemoRunner['venues'] = {
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
  priceHistory: async () =>
    succeed([
      { at: 1, prices: { BTC: '1', EUR: '1.5', USD: '1' } },
      { at: 2, prices: { BTC: '2', EUR: '1.25', USD: '1' } },
    ]),
};
export const ALL_KEYS = [
  'binance Demo main first',
  'binance Demo sub-account 1 second',
  'kraken Demo third',
];

const BITCOIN: VenueInfo = {
  id: 'bitcoin',
  kind: 'chain',
  name: 'Bitcoin',
  credentials: ['address'],
  support: 'full',
  accountTypes: ['wallet'],
  updates: 'polling',
};

/** What an earlier run leaves to the next one. */
interface Left {
  readonly history: FakeHistory;
  readonly keychain: FakeSecrets;
}

/** The services of a run with a demo, and what they run on. */
export interface DemoRun extends Left {
  readonly runner: FakeDemoRunner;
  /** The venues whose code was loaded ahead. */
  readonly prepared: readonly VenueAddress[];
  readonly gateway: FakeGateway;
  readonly session: FakeSecrets;
  readonly clock: FakeClock;
  readonly portfolio: LivePortfolio;
  readonly connections: ConnectionService;
  readonly demo: DemoService;
  readonly records: RecordsService;
  readonly userRecords: UserRecords;
  readonly writer: SnapshotWriter;
  /** Ends of the histories that the page heard of. */
  readonly historyTold: number[];
}

/** Starts a run; the keychain and the database are what an earlier run left. */
export async function startRun(
  { history, keychain }: Left = { history: new FakeHistory(), keychain: new FakeSecrets() },
  venues = VENUES,
): Promise<DemoRun> {
  const runner = new FakeDemoRunner(venues);
  const gateway = new FakeGateway();
  gateway.session.answer = () => read(clock.now(), holding('spot', 'BTC', '3'));
  const session = new FakeSecrets();
  const inDoubt = new FakeEntriesInDoubt();
  const clock = new FakeClock();
  const portfolio = new LivePortfolio(clock.now, silentLog);
  const historyTold: number[] = [];
  const settings = new SettingsService(history);
  const records = new RecordsService(history);
  const userRecords = new UserRecords({ records, settings, clock });
  const onStatus = (): void => undefined;
  const doors = createVenueGateway({
    exchanges: gateway,
    wallets: {
      venues: () => [BITCOIN],
      open: gateway.open,
      prepare: gateway.prepare,
      resolveName: async () => fail('unsupported', 'No names here.'),
      close: async () => undefined,
    },
    openManual: (connectionId) =>
      manualSession({
        connectionId,
        clock,
        holdings: () => userRecords.manualHoldings(connectionId),
        onChange: (listener) => records.onChange(listener),
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
    addressOf: (connection) => addressOf(demo, connection),
    portfolio,
    clock,
    random: () => 0,
    log: silentLog,
    onStatus,
    onDifference: () => undefined,
    onEntered: () => prices.priceNow(),
    accounts: () => connections.accounts,
  });
  let count = 0;
  const connections: ConnectionService = new ConnectionService(
    {
      history,
      keychain,
      session,
      gateway: doors,
      collector,
      prices,
      portfolio,
      addressOf: (connection) => addressOf(demo, connection),
      clock,
      newId: () => `id-${(count += 1)}`,
      oldRuntime: false,
      onChanged: () => undefined,
      inDoubt,
      forgetCached: async () => undefined,
      cacheAgain: async () => undefined,
      onOverlap: () => undefined,
    },
    [],
  );
  const writer = new SnapshotWriter({
    portfolio,
    history,
    portfolioId: () => (connections.hasDemo ? 'demo' : 'main'),
    clock,
    isHeld: () => demo.isStarting,
    log: silentLog,
    lacksRecords: () => false,
    onRecorded: () => undefined,
  });
  const demo: DemoService = new DemoService({
    runner,
    prepare: (address) => doors.prepare(address),
    connections,
    portfolio,
    history,
    writer,
    keychain,
    userRecords,
    log: silentLog,
    onHistory: (at) => historyTold.push(at),
  });
  await Promise.all([settings.load(), records.load(), connections.load()]);
  return {
    runner,
    prepared: gateway.prepared,
    gateway,
    history,
    keychain,
    session,
    clock,
    portfolio,
    connections,
    demo,
    records,
    userRecords,
    writer,
    historyTold,
  };
}

function addressOf(
  demo: DemoService,
  { venue, demo: isDemo }: Pick<Connection, 'venue' | 'demo'>,
): Result<VenueAddress> {
  if (!isDemo || venue === 'manual') return succeed({ venue });
  const endpoint = demo.endpoint(venue);
  return endpoint === undefined
    ? fail('venue-unavailable', 'Not running.')
    : succeed({ venue, endpoint });
}

export const keysIn = ({ connections }: DemoRun, store: FakeSecrets): string[] =>
  connections.list().flatMap(({ id, venue, label }) => {
    const key = store.secrets.get(id)?.apiKey;
    return key === undefined ? [] : [`${venue} ${label} ${key}`];
  });

export async function started({ demo }: DemoRun): Promise<void> {
  expect(await demo.start()).toMatchObject({ ok: true });
  await settle();
}

/** Prices for all that is held, and the answer that nothing more is to come. */
export function settlePrices({ portfolio }: DemoRun): void {
  const dollars: Price = { kind: 'manual', usd: decimal('10'), at: 0 };
  const held = ['binance:BTC', 'kraken:BTC'].map((key) => [key, dollars] as const);
  portfolio.setPrices(new Map(held), {}, false);
}
