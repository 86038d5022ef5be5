import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createDemoRunner, type DemoProcess } from './demo/demo-runner';
import { createExchangeGateway } from './exchanges/exchange-gateway';
import { createEmbeddedHistory } from './history/embedded/embedded-history';
import type { HistoryProcess } from './history/embedded/history-client';
import { createKeytarSecretStore } from './keychain/keytar-secret-store';
import { createMemorySecretStore } from './keychain/memory-secret-store';
import type { Handlers } from './ipc/bind-calls';
import type { Publish } from './ipc/publisher';
import { Collector } from './services/collector';
import { ConnectionService } from './services/connection-service';
import { DemoService } from './services/demo-service';
import { growth } from './services/growth';
import { LivePortfolio } from './services/live-portfolio';
import { NoticeBoard } from './services/notice-board';
import { publishPatches } from './services/patch-publisher';
import type { VenueAddress } from './services/ports/exchanges';
import type { Log } from './services/ports/log';
import type { StartupCache, StartupState } from './services/ports/startup-cache';
import { PriceFeed } from './services/price-feed';
import { SettingsService } from './services/settings-service';
import { SnapshotWriter } from './services/snapshot-writer';
import { StatusService } from './services/status-service';
import { systemClock as clock } from './services/system-clock';
import type { AppInfo } from '../shared/ipc/status-view';
import type { VenueId } from '../shared/portfolio/balance';
import {
  fail,
  succeed,
  type Failure,
  type Instant,
  type Result,
} from '../shared/portfolio/failure';
import type { Settings } from '../shared/settings/settings';

/** What the composition needs of the surroundings. */
export interface Surroundings {
  readonly info: Omit<AppInfo, 'demo'>;
  readonly log: Log;
  readonly cache: StartupCache;
  /** What the cache held at the start. */
  readonly cached: StartupState | undefined;
  /** The stored portfolio has been painted, or there is none to wait for. */
  readonly firstPaint: Promise<void>;
  /** Loopback servers that stand for venues in unpackaged runs, by venue. */
  readonly endpoints: Readonly<Record<VenueId, string>>;
  /** There is a history of an earlier run in the data folder. */
  readonly hasHistory: boolean;
  readonly spawnHistory: () => HistoryProcess;
  readonly forkDemo: () => DemoProcess;
  readonly publish: Publish;
  /** Asks where to save a text, and saves it. */
  readonly saveText: (suggestedName: string, text: string) => Promise<Result<{ path: string }>>;
  readonly applySettings: (settings: Settings) => void;
  readonly onPainted: (painted: { sequence: number; settled: boolean }) => void;
  readonly onRecorded: (at: Instant) => void;
}

/** The running app without its window. */
export interface Portolan {
  readonly portfolio: LivePortfolio;
  readonly connections: ConnectionService;
  readonly demo: DemoService;
  readonly handlers: Handlers;
  /** Why the prices of a venue cannot be had now. */
  priceFailures(): Readonly<Record<VenueId, Failure>>;
  /** Opens the database and starts all connections; resolves when each account has an outcome. */
  start(): Promise<Result<void>>;
  /** Drains what is in flight. */
  close(): Promise<void>;
}

interface VenueUse {
  readonly venue: VenueId;
  readonly demo: boolean;
}

/** The venue asked for dollar prices of stablecoins when the user's own venues have none. */
const DOLLAR_REFERENCE: VenueId = 'kraken';

/** Constructs every adapter and hands them to the services: the only place that knows all of them. */
export function compose(surroundings: Surroundings): Portolan {
  const { info, log, cache, cached, endpoints, publish } = surroundings;

  const history = createEmbeddedHistory({
    directory: join(info.dataDirectory, 'history'),
    spawn: surroundings.spawnHistory,
    log: (message) => log.info(`history: ${message}`),
    clock: clock.now,
  });
  const keychain = createKeytarSecretStore();
  const session = createMemorySecretStore();
  const gateway = createExchangeGateway({ log, clock, random: Math.random });
  const portfolio = new LivePortfolio(clock.now, log);
  const settings = new SettingsService(history, cached?.settings);
  const notices = new NoticeBoard((notice) => publish('noticeRaised', notice));

  /** A demo connection never leads to a real venue, also when the simulated ones do not run. */
  const addressOf = ({ venue, demo: isDemo }: VenueUse): Result<VenueAddress> => {
    const endpoint = isDemo ? demo.endpoint(venue) : endpoints[venue];
    if (endpoint !== undefined) return succeed({ venue, endpoint });
    return isDemo
      ? fail('venue-unavailable', 'The simulated venues are not running.', {
          hint: 'Start Portolan again, or remove the demo.',
        })
      : succeed({ venue });
  };
  const onStatus = (): void => status.changed();
  const prices = new PriceFeed({
    gateway,
    portfolio,
    clock,
    log,
    onStatus,
    references: () => references(connections.hasDemo),
  });
  const collector = new Collector({
    gateway,
    secretsOf: (connection) => connections.secretsOf(connection),
    addressOf,
    portfolio,
    clock,
    random: Math.random,
    log,
    onStatus,
    onDifference: (connection, accountType, codes) =>
      notices.raise(
        'info',
        `${connection.label}: the stream and a full reading of ${accountType} differed for ${codes.join(', ')}; the reading counts.`,
      ),
  });
  const connections: ConnectionService = new ConnectionService(
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
      newId: randomUUID,
      oldRuntime: info.electron.old,
      onChanged: (list) => {
        publish('connectionsChanged', list);
        // What the next start paints must not bring back what was disabled or removed.
        void connections.loaded.then(writeCache);
      },
    },
    cached?.connections ?? [],
  );
  const writer = new SnapshotWriter({
    portfolio,
    history,
    portfolioId,
    clock,
    log,
    onRecorded: (at) => {
      publish('historyChanged', { at });
      surroundings.onRecorded(at);
      void writeCache();
    },
  });
  const demo: DemoService = new DemoService({
    runner: createDemoRunner(surroundings.forkDemo),
    connections,
    portfolio,
    history,
    writer,
    keychain,
    log,
    onHistory: (at) => publish('historyChanged', { at }),
  });
  const status = new StatusService({ collector, prices, history, keychain }, clock, (view) =>
    publish('statusChanged', view),
  );
  const stopPublishing = publishPatches(portfolio, clock, (patch) =>
    publish('portfolioChanged', patch),
  );

  history.onStatus(onStatus);
  settings.onChange((current) => {
    collector.setInterval(current.refreshMinutes * 60_000);
    prices.setOverrides(current.priceOverrides);
    surroundings.applySettings(current);
    publish('settingsChanged', current);
  });
  surroundings.applySettings(settings.current);
  restore();

  /** A broken cache costs the first paint, never the start. */
  function restore(): void {
    if (cached === undefined || cached.connections.length === 0) return;
    try {
      portfolio.restore(cached.portfolio);
    } catch (error) {
      log.error('the cached portfolio could not be used', error);
    }
  }

  function portfolioId(): 'main' | 'demo' {
    return connections.hasDemo ? 'demo' : 'main';
  }

  /** Where only local servers are to be asked, no other venue is asked for dollar prices either. */
  function references(isDemo: boolean): VenueAddress[] {
    const local = isDemo || Object.keys(endpoints).length > 0;
    const address = addressOf({ venue: DOLLAR_REFERENCE, demo: isDemo });
    if (!address.ok) return [];
    return local && address.value.endpoint === undefined ? [] : [address.value];
  }

  async function writeCache(): Promise<void> {
    try {
      await cache.write({
        settings: settings.current,
        connections: connections.list(),
        portfolio: portfolio.state(),
      });
    } catch (error) {
      log.error('the portfolio could not be cached for the next start', error);
    }
  }

  const nothing = (failure: Failure | undefined): Result<void> =>
    failure === undefined ? succeed(undefined) : { ok: false, failure };

  const handlers: Handlers = {
    getAppInfo: () => succeed({ ...info, demo: connections.hasDemo }),
    reportPainted: (painted) => succeed(surroundings.onPainted(painted)),
    getPortfolio: () => succeed(portfolio.state()),
    refresh: async ({ connectionId }) => nothing(await collector.refresh(connectionId)),
    getStatus: () => succeed(status.current()),
    listVenues: () => succeed(gateway.venues()),
    listConnections: async () => {
      // Without a cache an empty list would pass for "nothing connected" until the database has opened.
      if (cached === undefined && surroundings.hasHistory) await connections.loaded;
      return succeed(connections.list());
    },
    testCredentials: (draft) => connections.test(draft),
    testConnection: ({ id }) => connections.testStored(id),
    addConnection: (draft) => connections.add(draft),
    renameConnection: ({ id, label }) => connections.rename(id, label),
    setConnectionEnabled: ({ id, enabled }) => connections.setEnabled(id, enabled),
    replaceCredentials: ({ id, ...draft }) => connections.replaceCredentials(id, draft),
    removeConnection: ({ id }) => connections.remove(id),
    getNotices: () => succeed(notices.raised),
    startDemo: () => demo.start(),
    removeDemo: () => demo.remove(),
    getHistory: (query) => growth(history, portfolioId(), query, clock.now()),
    getSettings: () => succeed(settings.current),
    updateSettings: (change) => settings.update(withoutUndefined(change)),
    setPriceOverride: (override) => settings.setPriceOverride(override),
    removePriceOverride: ({ asset }) => settings.removePriceOverride(asset),
    saveTextFile: ({ suggestedName, text }) => surroundings.saveText(suggestedName, text),
  };

  return {
    portfolio,
    connections,
    demo,
    handlers,
    priceFailures: () => prices.status().failures,
    start: async () => {
      void surroundings.firstPaint.then(() => status.checkKeychain());
      const [loadedSettings, loaded] = await Promise.all([settings.load(), connections.load()]);
      if (!loadedSettings.ok) log.warn(`settings: ${loadedSettings.failure.message}`);
      if (!loaded.ok) {
        notices.raise('error', `${loaded.failure.message} ${loaded.failure.hint ?? ''}`.trim());
        return loaded;
      }
      const demoFailure = await demo.resume();
      if (demoFailure !== undefined) notices.raise('error', demoFailure.message);
      await connections.startAll();
      return succeed(undefined);
    },
    close: async () => {
      stopPublishing();
      await writer.flush();
      if (portfolio.settled) await writeCache();
      status.close();
      // One that does not close must not keep the others, least of all the database, from doing so.
      await Promise.allSettled([collector.close(), prices.close(), writer.close()]);
      await Promise.allSettled([gateway.close(), demo.close(), history.close()]);
    },
  };
}

/** The schema gives `undefined` for what was left out; the settings take only what is there. */
function withoutUndefined<Value extends object>(
  value: Value,
): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [Key in keyof Value]?: Exclude<Value[Key], undefined>;
  };
}
