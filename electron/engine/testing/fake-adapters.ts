import type {
  AccountMarks,
  AccountReading,
  OwnTotal,
  ExchangeGateway,
  MarketPair,
  ReadableAccount,
  StreamListener,
  VenueAddress,
  VenueBalance,
  VenueSession,
} from '../ports/exchanges';
import type { DemoRunner, DemoVenues } from '../ports/demo';
import type { ConnectionStore } from '../ports/connection-store';
import type {
  DatabaseState,
  HistoryReads,
  PortfolioId,
  PortfolioStore,
  RecordedSnapshot,
  RecordedTotal,
  SnapshotStore,
} from '../ports/history';
import type { RecordStore } from '../ports/record-store';
import type { SettingStore } from '../ports/setting-store';
import type { EntriesInDoubt, SecretStore } from '../ports/keychain';
import type { Log } from '../ports/log';
import { decimal } from '../../../shared/base/decimal';
import type { AccountType } from '../../../shared/portfolio/balance';
import {
  fail,
  failure,
  succeed,
  type Failure,
  type FailureCode,
  type Result,
} from '../../../shared/base/failure';
import type { StoredRecord } from '../../../shared/records/stored-record';
import type { Ticker } from '../../../shared/pricing/price';
import type {
  OrderBook,
  SpotMarket,
  TakerFee,
  WithdrawalTerms,
} from '../../../shared/pricing/spot-market';
import type { Connection, Credentials, KeyProbe, VenueInfo } from '../../../shared/portfolio/venue';

export const silentLog: Log = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/** A free balance of one code. */
export function holding(accountType: AccountType, code: string, amount: string): VenueBalance {
  const available = decimal(amount);
  return {
    accountType,
    code,
    available,
    locked: decimal('0'),
    total: available,
    borrowed: decimal('0'),
  };
}

export function read(at: number, ...balances: readonly VenueBalance[]): AccountReading {
  return { outcome: 'read', at, balances };
}

export function failed(code: FailureCode = 'venue-unavailable'): AccountReading {
  return { outcome: 'failed', failure: failure(code, `simulated ${code}`) };
}

export const GOOD_PROBE: KeyProbe = {
  at: 0,
  permissions: { read: 'yes', trade: 'no', withdraw: 'no' },
  ipRestricted: 'no',
  accounts: [],
  clockSkewMs: 0,
};

/** A venue that a test answers for. */
export class FakeSession implements VenueSession {
  listener: StreamListener | undefined;
  closed = false;
  reads: AccountType[] = [];
  probeResult: Result<KeyProbe> = succeed(GOOD_PROBE);
  accountsResult: Result<readonly ReadableAccount[]> = succeed([
    { accountType: 'spot', source: 'GET /account', updates: 'stream' },
  ]);
  answer: (accountType: AccountType) => Promise<AccountReading> | AccountReading = () => read(0);

  accounts = async (): Promise<Result<readonly ReadableAccount[]>> => this.accountsResult;
  probe = async (): Promise<Result<KeyProbe>> => this.probeResult;
  marksResult: Result<AccountMarks> = succeed(new Set());
  marks = async (): Promise<Result<AccountMarks>> => this.marksResult;
  read = async (accountType: AccountType): Promise<AccountReading> => {
    this.reads.push(accountType);
    return this.answer(accountType);
  };
  ownTotalResult: Result<OwnTotal> | undefined;
  ownTotal = async (): Promise<Result<OwnTotal> | undefined> => this.ownTotalResult;
  takerFeeResult: Result<TakerFee> = succeed({ rate: decimal('0.001'), source: 'account' });
  withdrawalTermsResult: Result<readonly WithdrawalTerms[]> | undefined;
  readonly orders = {
    takerFee: async () => this.takerFeeResult,
    withdrawalTerms: async () => this.withdrawalTermsResult,
  };
  watch = (listener: StreamListener) => {
    this.listener = listener;
    return async () => {
      this.listener = undefined;
    };
  };
  rateLimit = () => ({ venue: 'binance', used: 0 });
  close = async (): Promise<void> => {
    this.closed = true;
  };
}

export class FakeGateway implements ExchangeGateway {
  readonly opened: { id: string; address: VenueAddress; credentials: Credentials }[] = [];
  readonly prepared: VenueAddress[] = [];
  readonly tickerCalls: { address: VenueAddress; codes: ReadonlySet<string> }[] = [];
  session = new FakeSession();
  /** Answers for single keys; the one session above for all others. */
  sessionOf: (credentials: Credentials) => FakeSession | undefined = () => undefined;
  tickersOf: (venue: string) => Result<readonly Ticker[]> = () => succeed([]);

  venues: ExchangeGateway['venues'] = () => [
    {
      id: 'binance',
      kind: 'exchange',
      name: 'Binance',
      credentials: ['apiKey', 'secret'],
      support: 'full',
      accountTypes: ['spot', 'funding'],
      updates: 'stream',
    },
    ...this.moreVenues,
  ];
  moreVenues: readonly VenueInfo[] = [];
  open: ExchangeGateway['open'] = (id, address, credentials) => {
    this.opened.push({ id, address, credentials });
    return succeed(this.sessionOf(credentials) ?? this.session);
  };
  prepare: ExchangeGateway['prepare'] = async (address) => void this.prepared.push(address);
  /** Markets of all venues, by who is asked; each can be replaced. */
  tickers = async (
    address: VenueAddress,
    codes: ReadonlySet<string>,
  ): Promise<Result<readonly Ticker[]>> => {
    this.tickerCalls.push({ address, codes });
    return this.tickersOf(address.venue);
  };
  markets = async (
    _address: VenueAddress,
    _codes: ReadonlySet<string>,
  ): Promise<Result<readonly SpotMarket[]>> => succeed([]);
  orderBook = async (_address: VenueAddress, _pair: MarketPair): Promise<Result<OrderBook>> =>
    fail('unsupported', 'no order book');
  readonly watching = new Map<string, (tickers: readonly Ticker[]) => void>();
  marketsOf: ExchangeGateway['marketsOf'] = (address) => ({
    tickers: (codes) => this.tickers(address, codes),
    between: (codes) => this.markets(address, codes),
    orderBook: (pair) => this.orderBook(address, pair),
    tradePage: () => undefined,
    watch: (_codes, listener) => {
      this.watching.set(address.venue, listener);
      return async () => undefined;
    },
  });
  /** Tickers that a venue pushes. */
  push(venue: string, tickers: readonly Ticker[]): void {
    this.watching.get(venue)?.(tickers);
  }
  close = async (): Promise<void> => undefined;
}

export class FakeSecrets implements SecretStore {
  readonly secrets = new Map<string, Credentials>();
  available = true;

  status: SecretStore['status'] = async () =>
    this.available
      ? { state: 'available' }
      : { state: 'no-service', reason: 'none', hint: 'Install one.' };
  read: SecretStore['read'] = async (id) => {
    const found = this.secrets.get(id);
    return found === undefined ? fail('secret-missing', 'There is no secret.') : succeed(found);
  };
  write: SecretStore['write'] = async (id, credentials) => {
    if (!this.available) return fail('keychain-unavailable', 'There is no keychain.');
    this.secrets.set(id, credentials);
    return succeed(undefined);
  };
  remove: SecretStore['remove'] = async (id) => {
    if (!this.available) return fail('keychain-unavailable', 'There is no keychain.');
    this.secrets.delete(id);
    return succeed(undefined);
  };
}

/** A list in memory of what could become a secret without its connection. */
export class FakeEntriesInDoubt implements EntriesInDoubt {
  readonly ids = new Set<string>();

  list: EntriesInDoubt['list'] = async () => succeed([...this.ids]);
  add: EntriesInDoubt['add'] = async (id) => {
    this.ids.add(id);
    return succeed(undefined);
  };
  settle: EntriesInDoubt['settle'] = async (id) => {
    this.ids.delete(id);
    return succeed(undefined);
  };
}

/** A database in memory that can be told to refuse. */
export class FakeHistory
  implements
    DatabaseState,
    ConnectionStore,
    SettingStore,
    RecordStore,
    SnapshotStore,
    PortfolioStore
{
  readonly saved = new Map<string, Connection>();
  readonly recorded: RecordedSnapshot[] = [];
  readonly recordedTotals: { portfolio: PortfolioId; points: readonly RecordedTotal[] }[] = [];
  readonly removedPortfolios: PortfolioId[] = [];
  /** Preferences by key, as they are stored. */
  stored: Readonly<Record<string, unknown>> = {};
  /** Records by domain and id, as they are stored. */
  readonly rows = new Map<string, StoredRecord>();
  readonly changes: (readonly StoredRecord[])[] = [];
  refuse = false;
  /** Set while the database cannot be opened. */
  notOpen: Failure | undefined;

  #answer<T>(value: T): Result<T> {
    return this.notOpen === undefined ? succeed(value) : { ok: false, failure: this.notOpen };
  }

  status: DatabaseState['status'] = () =>
    this.notOpen === undefined
      ? { state: 'ready', engine: 'fake', waiting: 0 }
      : { state: 'failed', failure: this.notOpen };
  onStatus: DatabaseState['onStatus'] = () => () => undefined;
  connections: ConnectionStore['connections'] = async () => succeed([...this.saved.values()]);
  saveConnection: ConnectionStore['saveConnection'] = async (connection) => {
    if (this.refuse) return fail('storage', 'The disk is full.');
    this.saved.set(connection.id, connection);
    return succeed(undefined);
  };
  removeConnection: ConnectionStore['removeConnection'] = async (id) => {
    this.saved.delete(id);
    return succeed(undefined);
  };
  settings: SettingStore['settings'] = async () => this.#answer(this.stored);
  saveSetting: SettingStore['saveSetting'] = async (key, value) => {
    if (this.refuse) return fail('storage', 'The disk is full.');
    this.stored = { ...this.stored, [key]: value };
    return succeed(undefined);
  };
  records: RecordStore['records'] = async () => this.#answer([...this.rows.values()]);
  changeRecords: RecordStore['changeRecords'] = async (changes, settings = {}) => {
    if (this.refuse) return fail('storage', 'The disk is full.');
    this.changes.push(changes);
    this.stored = { ...this.stored, ...settings };
    for (const one of changes) {
      const key = `${one.domain} ${one.id}`;
      if (one.body === null) this.rows.delete(key);
      else this.rows.set(key, one);
    }
    return succeed(undefined);
  };
  record: SnapshotStore['record'] = async (entry) => {
    this.recorded.push(entry);
    return succeed(undefined);
  };
  recordTotals: PortfolioStore['recordTotals'] = async (portfolio, points) => {
    this.recordedTotals.push({ portfolio, points });
    return succeed(undefined);
  };
  readonly reads: HistoryReads &
    Pick<ConnectionStore, 'connections'> &
    Pick<SettingStore, 'settings'> &
    Pick<RecordStore, 'records'> = {
    totals: async ({ from, to, currency = 'USD' }) =>
      succeed({ from, to, bucketMs: 0, currency, points: [], steps: [] }),
    firstPointAt: async () => succeed(undefined),
    connections: () => this.connections(),
    settings: () => this.settings(),
    records: () => this.records(),
  };
  removePortfolio: PortfolioStore['removePortfolio'] = async (portfolio) => {
    this.removedPortfolios.push(portfolio);
    return succeed(undefined);
  };
  close = async (): Promise<void> => undefined;
}

/** Simulated venues that only say where they would be. */
export class FakeDemoRunner implements DemoRunner {
  starts = 0;
  running = false;
  refuse = false;

  constructor(public venues: DemoVenues) {}

  start: DemoRunner['start'] = async () => {
    this.starts += 1;
    if (this.refuse) return fail('venue-unavailable', 'The simulated venues did not start.');
    this.running = true;
    return succeed(this.venues);
  };
  stop: DemoRunner['stop'] = async () => {
    this.running = false;
  };
}
