import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import {
  capWords,
  contradictionWords,
  crossCheckWords,
  differenceWords,
  jumpWords,
} from './notice-words';
import { createDemoRunner } from './simulator/demo-runner';
import { createExchangeGateway } from './venues/exchanges/gateway/exchange-gateway';
import { createEmbeddedHistory } from './store/process/embedded-history';
import { writeDurably } from './store/files/durable-files';
import { createMemorySecretStore } from './keychain/memory-secret-store';
import { composeKeychain } from './compose-keychain';
import { closeServices } from './close-services';
import { followChanges } from './follow-changes';
import { createHandlers } from './handlers';
import { closeInTime } from './desktop/graceful-quit';
import { answeringInTime } from './engine/history/answering-in-time';
import { AssetIdentity } from './engine/assets/asset-identity';
import { createCacheWriter, type CacheWriter } from './engine/application/cache-writer';
import { CapWatch } from './engine/alerts/cap-watch';
import { ClockWatch } from './engine/clock/clock-watch';
import { lookForLatePoints } from './engine/clock/recorded-too-late';
import { ChainSettings, walletSettings } from './engine/assets/chain-settings';
import { Collector } from './engine/connections/collector';
import { ConnectionService } from './engine/connections/connection-service';
import { CrossChecker } from './engine/connections/cross-checker';
import { tellOfDatabase } from './engine/history/database-trouble-watch';
import { DemoService } from './engine/demo/demo-service';
import { DriftWatch, driftWords } from './engine/rebalancing/drift-watch';
import { EqualHoldings } from './engine/connections/equal-holdings';
import { eraseEverything } from './engine/application/eraser';
import { LivePortfolio } from './engine/portfolio/live-portfolio';
import { MANUAL_VENUE, manualSessions } from './engine/connections/manual-venue';
import { NoticeBoard } from './engine/alerts/notice-board';
import { createOpening } from './engine/application/opening';
import { publishPatches } from './engine/portfolio/patch-publisher';
import type { Clock } from './engine/ports/clock';
import { PriceFeed } from './engine/pricing/price-feed';
import { RebalanceTerms } from './engine/rebalancing/rebalance-terms';
import { RecordsService } from './engine/records/records-service';
import { SettingsService } from './engine/settings/settings-service';
import { SnapshotWriter } from './engine/history/snapshot-writer';
import { reportWarnings } from './engine/portfolio/portfolio-report';
import { StatusService } from './engine/application/status-service';
import { totalLacksRecords } from './engine/history/total-lacks-records';
import { UserRecords } from './engine/records/user-records';
import { venueAddresses } from './engine/connections/venue-addresses';
import { createVenueGateway } from './engine/connections/venue-gateway';
import type { Portolan, Surroundings } from './surroundings';
import { systemClock } from './timing/system-clock';
import { createWalletGateway } from './venues/chains/wallet-gateway';
import { createWalletMemoryFile, WALLET_MEMORY_FILE } from './venues/chains/wallet-memory-file';
import { listedTokenAssets } from '../shared/chains/tokens/listed-tokens';
import type { ConnectionId, VenueId } from '../shared/base/ids';
import { NO_RECORDS } from '../shared/records/record-domains';

/** Constructs every adapter and hands them to the services: the only place that knows all of them. */
export function compose(surroundings: Surroundings): Portolan {
  const { info, log, cache, cached, endpoints, publish } = surroundings;
  const clock: Clock = {
    ...systemClock,
    heard: (server, headers) => clockWatch.heard(server, headers),
    trouble: () => clockWatch.trouble,
  };
  const clockWatch: ClockWatch = new ClockWatch({
    clock: systemClock,
    builtAt: surroundings.builtAt,
    onChange: (verdict) => {
      if (verdict.state === 'wrong') log.warn(verdict.reason);
      if (verdict.state === 'right') writer.resume();
      onStatus();
    },
  });
  const history = createEmbeddedHistory({
    directory: join(info.dataDirectory, 'history'),
    spawn: surroundings.spawnHistory,
    log: (message) => log.info(`history: ${message}`),
    clock: clock.now,
  });
  const { keychain, watch, inDoubt } = composeKeychain(info.dataDirectory, log, {
    clock,
    onChanged: () => status.changed(),
    onUsable: () => void useKeychainAgain(),
  });
  const session = createMemorySecretStore();
  const inTime = answeringInTime(history, clock);
  const settings = new SettingsService(inTime, cached?.settings);
  const records = new RecordsService(
    { ...inTime, status: () => history.status() },
    cached?.records,
  );
  const userRecords = new UserRecords({ records, settings, clock });
  const identity = new AssetIdentity(listedTokenAssets());
  identity.follow(records.current);
  const portfolio = new LivePortfolio(clock.now, log, identity);
  const walletMemory = createWalletMemoryFile({
    path: join(info.dataDirectory, WALLET_MEMORY_FILE),
    writeDurably,
    log,
    isKept: (id) =>
      connections.listStatus.state !== 'known' || connections.list().some((one) => one.id === id),
  });
  const wallets = createWalletGateway({
    log,
    clock,
    settings: () => walletSettings(records.current),
    memoryOf: walletMemory.of,
    isCountedBefore: (id, mark) => connections.accounts.isCountedBefore(id, mark),
    localEndpoints: endpoints,
  });
  const exchanges = createExchangeGateway({ log, clock, random: Math.random });
  const gateway = createVenueGateway({
    exchanges,
    wallets,
    openManual: manualSessions({ clock, userRecords, records }),
  });
  const notices = new NoticeBoard((notice) => publish('noticeRaised', notice));

  const { addressOf, references } = venueAddresses({
    endpoints,
    demoEndpoint: (venue) => demo.endpoint(venue),
    connections: () => connections.list(),
    isChain,
  });
  const onStatus = (): void => status.changed();
  const prices = new PriceFeed({
    gateway,
    portfolio,
    identity,
    clock,
    log,
    onStatus,
    onJump: (venue, code) =>
      notices.raise('warning', jumpWords(identity.assetOf(venue, code).code, venueNameOf(venue))),
    onContradiction: (venue, code, outcome) =>
      notices.raise(
        'warning',
        contradictionWords(identity.assetOf(venue, code).code, venueNameOf(venue), outcome),
      ),
    quoteCurrency: () => settings.current.quoteCurrency,
    references: () => references(connections.hasDemo),
  });
  const labelOf = (id: ConnectionId): string =>
    connections.list().find((one) => one.id === id)?.label ?? 'A connection';
  const crossChecker = new CrossChecker({
    portfolio,
    priceOf: (venue, code) => prices.priceOf(venue, code),
    clock,
    onDiffers: ({ id }, { source }) =>
      notices.raise('warning', crossCheckWords(labelOf(id), source)),
  });
  const equalHoldings = new EqualHoldings({
    portfolio,
    connections: () => connections.list(),
    isUntold: (id) => connections.accounts.isUntold(id),
    onQuestion: (text) => notices.raise('warning', text),
  });
  const collector = new Collector({
    crossCheck: (connection, session) => {
      void crossChecker.check(connection, session);
      equalHoldings.read(connection.id);
    },
    gateway,
    secretsOf: (connection) => connections.secretsOf(connection),
    addressOf,
    portfolio,
    clock,
    random: Math.random,
    log,
    onStatus,
    onEntered: () => prices.priceNow(),
    accounts: () => connections.accounts,
    onDifference: (connection, accountType, codes) =>
      notices.raise('info', differenceWords(connection.label, accountType, codes)),
  });
  const connections: ConnectionService = new ConnectionService(
    {
      history: inTime,
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
      inDoubt,
      forgetCached: (id) => cacheWriter.forget(id),
      cacheAgain: (id) => cacheWriter.again(id),
      onOverlap: (text) => notices.raise('warning', text),
      onChanged: (list) => {
        publish('connectionsChanged', list);
        status.changed();
        opening.lookAgain();
        // What the next start paints must not bring back what was disabled or removed.
        void connections.loaded.then(() => {
          void cacheWriter.write();
          writer.recordSoon();
        });
      },
    },
    cached?.connections ?? [],
  );
  const cacheWriter: CacheWriter = createCacheWriter({
    ...{ cache, settings, records },
    ...{ connections, portfolio, log },
  });
  const writer = new SnapshotWriter({
    portfolio,
    history,
    portfolioId,
    clock,
    isHeld: () => clockWatch.verdict.state !== 'right' || demo.isStarting,
    log,
    lacksRecords: (snapshot) => totalLacksRecords({ records, connections, portfolio }, snapshot),
    onRecorded: (at) => {
      publish('historyChanged', { at });
      surroundings.onRecorded(at);
      void cacheWriter.write();
    },
  });
  const demo: DemoService = new DemoService({
    runner: createDemoRunner(surroundings.forkDemo),
    prepare: (address) => gateway.prepare(address),
    connections,
    portfolio,
    history,
    writer,
    keychain,
    userRecords,
    log,
    onHistory: (at) => publish('historyChanged', { at }),
  });
  const capWatch = new CapWatch({
    portfolio,
    clock,
    onCrossed: ({ venue, percent, capPercent }) =>
      notices.raise(
        'warning',
        capWords(venueNameOf(venue), percent.toDecimalPlaces(1).toString(), capPercent.toString()),
      ),
  });
  const terms = new RebalanceTerms({
    gateway,
    identity,
    clock,
    sessions: () => collector.sessions(),
    // Simulated and real venues are never connected together.
    addressOf: ({ venue }) => addressOf({ venue, demo: connections.hasDemo }),
    hasMarkets: (venue) => venue !== MANUAL_VENUE.id && !isChain(venue),
    held: () => portfolio.snapshot().balances,
    priceOf: (venue, code) => prices.priceOf(venue, code),
    tickerOf: (venue, base, quote) => prices.tickerOf(venue, base, quote),
  });
  const driftWatch = new DriftWatch({
    portfolio,
    identity,
    clock,
    settings: () => settings.current,
    // What the last run left is for painting only.
    records: () => (records.known ? records.current : NO_RECORDS),
    remember: (log) => void userRecords.rememberDrift(log),
    onDrift: (rows) => {
      const text = driftWords(rows);
      notices.raise('info', text);
      surroundings.notify('Portolan', text);
    },
  });
  const chains = new ChainSettings({
    records,
    userRecords,
    wallets,
    isWatched: (venue) => connections.list().some((one) => one.venue === venue),
    venueOf: (id) => connections.list().find((one) => one.id === id)?.venue,
  });
  const status = new StatusService(
    { collector, prices, history, keychain: watch, connections, clockWatch },
    clock,
    (view) => publish('statusChanged', view),
  );
  const stopPublishing = publishPatches(portfolio, clock, (patch) =>
    publish('portfolioChanged', patch),
  );

  history.onStatus(onStatus);
  lookForLatePoints({ history, portfolioId, clock, clockWatch, notices });
  const opening = createOpening({
    ...{ history, settings, records, connections, demo, notices, clock, log },
  });
  tellOfDatabase(history, (level, text) => notices.raise(level, text));
  followChanges({
    ...{ settings, records, identity, portfolio, prices, collector, capWatch, driftWatch },
    ...{ opening, isChain, writer, publish },
    applySettings: surroundings.applySettings,
  });
  surroundings.applySettings(settings.current);
  restore();

  function isChain(venue: VenueId): boolean {
    return wallets.venues().some(({ id }) => id === venue);
  }

  function venueNameOf(venue: VenueId): string {
    return gateway.venues().find(({ id }) => id === venue)?.name ?? venue;
  }

  /** A broken cache costs the first paint, never the start. */
  function restore(): void {
    if (cached === undefined || cached.connections.length === 0) return;
    try {
      writer.goOnFrom(cached.portfolio);
    } catch (error) {
      log.error('the cached portfolio could not be used', error);
    }
  }

  function portfolioId(): 'main' | 'demo' {
    return connections.hasDemo ? 'demo' : 'main';
  }

  async function useKeychainAgain(): Promise<void> {
    await connections.sweep();
    status.changed();
    await collector.retryLocked();
  }

  let closing: Promise<void> | undefined;

  /** Once, however often it is asked for: what was erased must not be written again. */
  function close(): Promise<void> {
    closing ??= closeNow();
    return closing;
  }

  function closeNow(): Promise<void> {
    stopPublishing();
    return closeServices({
      ...{ portfolio, writer, cacheWriter },
      watches: [status, watch, clockWatch, capWatch, driftWatch, crossChecker, chains],
      readers: [collector, prices],
      // The wallets are read no more by then.
      stores: [gateway, demo, history, { close: () => walletMemory.written() }],
    });
  }

  const handlers = createHandlers({
    info,
    isDemo: () => connections.hasDemo,
    portfolio,
    connections,
    collector,
    crossChecker,
    demo,
    keychain: watch,
    status,
    gateway,
    settings,
    records,
    userRecords,
    chains,
    prices,
    notices,
    terms,
    history,
    portfolioId,
    now: clock.now,
    eraseEverything: () =>
      eraseEverything({
        connections,
        inDoubt,
        keychain,
        mark: surroundings.markErasing,
        stop: () => closeInTime(close),
        deleteFiles: surroundings.eraseFiles,
      }),
    awaitConnections: cached === undefined && surroundings.hasHistory,
    saveText: surroundings.saveText,
    openPage: surroundings.openPage,
    onPainted: surroundings.onPainted,
  });

  return {
    portfolio,
    connections,
    demo,
    handlers,
    priceFailures: () => prices.status().failures,
    warnings: () => reportWarnings(status.current(), notices.raised),
    start: async () => {
      void surroundings.firstPaint.then(() => watch.check());
      return opening.open();
    },
    close,
  };
}
