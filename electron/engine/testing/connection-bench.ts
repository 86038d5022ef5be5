import { answeringInTime } from '../history/answering-in-time';
import { AssetIdentity } from '../assets/asset-identity';
import { Collector } from '../connections/collector';
import { EqualHoldings } from '../connections/equal-holdings';
import { ConnectionService } from '../connections/connection-service';
import type { DemoDraft } from '../connections/demo-connections';
import { LivePortfolio } from '../portfolio/live-portfolio';
import { PriceFeed } from '../pricing/price-feed';
import type { VenueAddress } from '../ports/exchanges';
import {
  FakeEntriesInDoubt,
  FakeGateway,
  FakeHistory,
  FakeSecrets,
  silentLog,
} from './fake-adapters';
import { FakeClock } from './fake-clock';
import type { NewConnection } from '../../../shared/contract/connections';
import { fail, succeed, type Result } from '../../../shared/base/failure';
import type { Connection } from '../../../shared/portfolio/venue';

/** A connection of the demo. */
export const DEMO: DemoDraft = {
  venue: 'binance',
  label: 'Demo',
  credentials: { apiKey: 'd', secret: 'd' },
};

/** What a user fills in to connect a key at Binance. */
export const DRAFT: NewConnection = {
  venue: 'binance',
  label: 'Main',
  credentials: { apiKey: 'key', secret: 'hush' },
  secretStorage: 'keychain',
  acceptWithdrawalKey: false,
  acceptOldRuntime: false,
};

/** The same without what a replaced key keeps. */
export function replacement(
  change: Partial<Pick<NewConnection, 'credentials'>> = {},
): Omit<NewConnection, 'venue' | 'label'> {
  const { venue: _venue, label: _label, ...draft } = DRAFT;
  return { ...draft, ...change };
}

/** The service over fakes, which tests look at and let fail. */
export interface ConnectionBench {
  readonly service: ConnectionService;
  readonly gateway: FakeGateway;
  readonly history: FakeHistory;
  readonly keychain: FakeSecrets;
  readonly session: FakeSecrets;
  readonly inDoubt: FakeEntriesInDoubt;
  /** Connections that the start-up cache was told to forget. */
  readonly forgotten: readonly string[];
  /** What was said of connections that show the same coins. */
  readonly notes: readonly string[];
  /** What was asked about connections that hold the same. */
  readonly questions: readonly string[];
  readonly portfolio: LivePortfolio;
  readonly clock: FakeClock;
  readonly collector: Collector;
  /** Adds the draft and answers the connection. */
  added(change?: Partial<NewConnection>): Promise<Connection>;
}

/** Nothing is loaded yet. */
export function connectionBench({ oldRuntime = false, inTime = false } = {}): ConnectionBench {
  const clock = new FakeClock();
  const gateway = new FakeGateway();
  const history = new FakeHistory();
  const keychain = new FakeSecrets();
  const session = new FakeSecrets();
  const inDoubt = new FakeEntriesInDoubt();
  const forgotten: string[] = [];
  const notes: string[] = [];
  const questions: string[] = [];
  const portfolio = new LivePortfolio(clock.now, silentLog);
  const onStatus = (): void => undefined;
  const prices = new PriceFeed({
    identity: new AssetIdentity(),
    onJump: () => undefined,
    gateway,
    portfolio,
    clock,
    log: silentLog,
    onStatus,
    references: () => [],
  });
  const equalHoldings = new EqualHoldings({
    portfolio,
    connections: () => service.list(),
    lacksAccountId: (id) => service.accounts.lacksAccountId(id),
    onQuestion: (text) => questions.push(text),
  });
  const collector = new Collector({
    crossCheck: ({ id }) => equalHoldings.read(id),
    gateway,
    secretsOf: (connection) => service.secretsOf(connection),
    addressOf,
    portfolio,
    clock,
    random: () => 0,
    log: silentLog,
    onStatus,
    onDifference: () => undefined,
    onEntered: () => prices.priceNow(),
    accounts: () => service.accounts,
  });
  let count = 0;
  const service: ConnectionService = new ConnectionService(
    {
      history: inTime ? answeringInTime(history, clock) : history,
      keychain,
      session,
      gateway,
      collector,
      prices,
      portfolio,
      addressOf,
      clock,
      newId: () => `id-${(count += 1)}`,
      oldRuntime,
      onChanged: () => undefined,
      inDoubt,
      forgetCached: async (id) => void forgotten.push(id),
      cacheAgain: async () => undefined,
      onOverlap: (text) => notes.push(text),
    },
    [],
  );
  return {
    ...{
      service,
      gateway,
      history,
      keychain,
      session,
      inDoubt,
      forgotten,
      notes,
      questions,
      portfolio,
      clock,
      collector,
    },
    async added(change = {}) {
      const result = await service.add({ ...DRAFT, ...change });
      if (!result.ok) throw new Error(result.failure.message);
      return result.value;
    },
  };
}

/** One that is open. */
export async function openConnectionBench(options?: {
  readonly oldRuntime: boolean;
}): Promise<ConnectionBench> {
  const bench = connectionBench(options);
  await bench.service.load();
  return bench;
}

/** As in the app while the simulated venues do not run. */
function addressOf({ venue, demo }: Pick<Connection, 'venue' | 'demo'>): Result<VenueAddress> {
  return demo ? fail('venue-unavailable', 'Not running.') : succeed({ venue });
}
