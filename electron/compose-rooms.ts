import { randomUUID } from 'node:crypto';
import { composeAdapters } from './compose-adapters';
import { composeVenues } from './compose-venues';
import { NoticeBoard } from './engine/alerts/notice-board';
import { createCapWatch } from './engine/alerts/parts';
import { applicationParts, type ApplicationParts } from './engine/application/parts';
import { AssetIdentity } from './engine/assets/asset-identity';
import { ChainSettings } from './engine/assets/chain-settings';
import { connectionsParts } from './engine/connections/parts';
import { venueAddresses } from './engine/connections/venue-addresses';
import { DemoService } from './engine/demo/demo-service';
import { answeringInTime } from './engine/history/answering-in-time';
import { SnapshotWriter } from './engine/history/snapshot-writer';
import { totalLacksRecords } from './engine/history/total-lacks-records';
import { LivePortfolio } from './engine/portfolio/live-portfolio';
import { createPriceFeed } from './engine/pricing/parts';
import { rebalancingParts } from './engine/rebalancing/parts';
import { recordsParts } from './engine/records/parts';
import { createDemoRunner } from './simulator/demo-runner';
import type { Surroundings } from './surroundings';
import { referenceVenues } from './venues/exchanges/venues';
import { listedTokenAssets } from '../shared/chains/tokens/listed-tokens';

/** Constructs every adapter and every room, each with what it needs of the others. */
export function composeRooms(surroundings: Surroundings) {
  const { info, log, cache, cached, endpoints, publish } = surroundings;
  const onStatus = (): void => status.changed();
  const portfolioId = () => (connections.hasDemo ? ('demo' as const) : ('main' as const));
  const { clock, clockWatch, history, keychain, watch, inDoubt, session } = composeAdapters(
    surroundings,
    {
      onRight: () => writer.resume(),
      onChanged: onStatus,
      onUsable: () => void useKeychainAgain(),
    },
  );
  const store = answeringInTime(history, clock);
  const user = recordsParts({ store, history, clock, cached });
  const { settings, records, userRecords } = user;
  const identity = new AssetIdentity(listedTokenAssets());
  identity.follow(records.current);
  const portfolio = new LivePortfolio(clock.now, log, identity);
  const { wallets, gateway, isChain, venueNameOf, written } = composeVenues({
    ...{ info, log, endpoints, clock, user },
    isKept: (id) =>
      connections.listStatus.state !== 'known' || connections.list().some((one) => one.id === id),
    isCountedBefore: (id, mark) => connections.accounts.isCountedBefore(id, mark),
  });
  const notices = new NoticeBoard((notice) => publish('noticeRaised', notice));
  const { addressOf, references } = venueAddresses({
    ...{ endpoints, isChain, referenceVenues, demoEndpoint: (venue) => demo.endpoint(venue) },
    connections: () => connections.list(),
  });
  const prices = createPriceFeed({
    ...{ gateway, portfolio, identity, clock, log, onStatus, venueNameOf },
    warn: (text) => notices.raise('warning', text),
    quoteCurrency: () => settings.current.quoteCurrency,
    references: () => references(connections.hasDemo),
  });
  const { connections, collector, crossChecker } = connectionsParts({
    ...{ gateway, portfolio, prices, notices, clock, log, addressOf, onStatus },
    ...{ history: store, keychain, session, inDoubt },
    ...{ random: Math.random, newId: randomUUID, oldRuntime: info.electron.old },
    forgetCached: (id) => cacheWriter.forget(id),
    cacheAgain: (id) => cacheWriter.again(id),
    onChanged: (list) => {
      publish('connectionsChanged', list);
      onStatus();
      opening.lookAgain();
      // What the next start paints must not bring back what was disabled or removed.
      void connections.loaded.then(() => {
        void cacheWriter.write();
        writer.recordSoon();
      });
    },
    cached: cached?.connections ?? [],
  });
  const writer = new SnapshotWriter({
    ...{ portfolio, history, portfolioId, clock, log },
    isHeld: () => clockWatch.verdict.state !== 'right' || demo.isStarting,
    lacksRecords: (snapshot) => totalLacksRecords({ records, connections, portfolio }, snapshot),
    onRecorded: (at) => {
      publish('historyChanged', { at });
      surroundings.onRecorded(at);
      void cacheWriter.write();
    },
  });
  const demo: DemoService = new DemoService({
    ...{ connections, portfolio, history, writer, keychain, userRecords, log },
    runner: createDemoRunner(surroundings.forkDemo, log),
    prepare: (address) => gateway.prepare(address),
    onHistory: (at) => publish('historyChanged', { at }),
  });
  const capWatch = createCapWatch({ portfolio, clock, notices, venueNameOf });
  const { terms, driftWatch } = rebalancingParts({
    ...{ portfolio, connections, collector, prices, settings, records, userRecords },
    ...{ gateway, identity, clock, addressOf, isChain },
    tell: (text) => {
      notices.raise('info', text);
      surroundings.notify('Portolan', text);
    },
  });
  const chains = new ChainSettings({
    ...{ records, userRecords, wallets },
    isWatched: (venue) => connections.list().some((one) => one.venue === venue),
    venueOf: (id) => connections.list().find((one) => one.id === id)?.venue,
  });
  const { cacheWriter, opening, status }: ApplicationParts = applicationParts({
    ...{ cache, settings, records, connections, portfolio, log, history, demo, notices, clock },
    ...{ collector, prices, keychain: watch, clockWatch },
    publishStatus: (view) => publish('statusChanged', view),
  });

  return {
    ...{ clock, clockWatch, history, keychain, watch, inDoubt, settings, records, userRecords },
    ...{ identity, portfolio, gateway, isChain, walletsWritten: written, notices, prices },
    ...{ connections, collector, crossChecker, writer, demo, capWatch, terms, driftWatch, chains },
    ...{ cacheWriter, opening, status, portfolioId },
  };

  async function useKeychainAgain(): Promise<void> {
    await connections.sweep();
    status.changed();
    await collector.retryLocked();
  }
}
