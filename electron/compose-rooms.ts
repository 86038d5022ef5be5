import { randomUUID } from 'node:crypto';
import { composeAdapters } from './compose-adapters';
import { composeVenues } from './compose-venues';
import { NoticeBoard } from './engine/alerts/notice-board';
import { createCapWatch } from './engine/alerts/parts';
import { applicationParts, type ApplicationParts } from './engine/application/parts';
import { AssetIdentity } from './engine/assets/asset-identity';
import { ChainSettings } from './engine/assets/chain-settings';
import type { Collector } from './engine/connections/collector';
import type { ConnectionService } from './engine/connections/connection-service';
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

/** What rooms use that are constructed after them: nothing of it is called before all are there. */
interface Later {
  readonly connections: () => ConnectionService;
  readonly collector: () => Collector;
  readonly demo: () => DemoService;
  readonly writer: () => SnapshotWriter;
  readonly application: () => ApplicationParts;
}

type Base = ReturnType<typeof composeBase>;
type Reading = ReturnType<typeof composeReading>;
type Recording = ReturnType<typeof composeRecording>;

/** Constructs every adapter and every room, each with what it needs of the others. */
export function composeRooms(surroundings: Surroundings) {
  const later: Later = {
    connections: () => reading.connections,
    collector: () => reading.collector,
    demo: () => recording.demo,
    writer: () => recording.writer,
    application: () => application,
  };
  const base: Base = composeBase(surroundings, later);
  const reading: Reading = composeReading(surroundings, base, later);
  const recording: Recording = composeRecording(surroundings, base, reading, later);
  const deciding = composeDeciding(surroundings, base, reading);
  const application: ApplicationParts = applicationParts({
    ...{ ...base, ...reading, ...recording },
    cache: surroundings.cache,
    log: surroundings.log,
    keychain: base.watch,
    publishStatus: (view) => surroundings.publish('statusChanged', view),
  });
  return { ...base, ...reading, ...recording, ...deciding, ...application };
}

/** What all rooms stand on: adapters, what the user made, and the portfolio, which is empty yet. */
function composeBase(surroundings: Surroundings, later: Later) {
  const { info, log, cached, endpoints, publish } = surroundings;
  const onStatus = (): void => later.application().status.changed();
  const adapters = composeAdapters(surroundings, {
    onRight: () => later.writer().resume(),
    onChanged: onStatus,
    onUsable: () => void useKeychainAgain(later),
  });
  const { clock, history } = adapters;
  const store = answeringInTime(history, clock);
  const user = recordsParts({ store, history, clock, cached });
  const identity = new AssetIdentity(listedTokenAssets());
  identity.follow(user.records.current);
  const portfolio = new LivePortfolio(clock.now, log, identity);
  const { written, ...venues } = composeVenues({
    ...{ info, log, endpoints, clock, user },
    isKept: (id) =>
      later.connections().listStatus.state !== 'known' ||
      later
        .connections()
        .list()
        .some((one) => one.id === id),
    isCountedBefore: (id, mark) => later.connections().accounts.isCountedBefore(id, mark),
  });
  const notices = new NoticeBoard((notice) => publish('noticeRaised', notice));
  return {
    ...{ ...adapters, ...user, ...venues, walletsWritten: written },
    ...{ store, identity, portfolio, notices, onStatus },
    portfolioId: () => (later.connections().hasDemo ? ('demo' as const) : ('main' as const)),
  };
}

/** What is connected, how it is read, and what it is worth. */
function composeReading(surroundings: Surroundings, base: Base, later: Later) {
  const { info, log, cached, endpoints, publish } = surroundings;
  const { gateway, portfolio, identity, clock, notices, onStatus, isChain, venueNameOf } = base;
  const { addressOf, references } = venueAddresses({
    ...{ endpoints, isChain, referenceVenues },
    demoEndpoint: (venue) => later.demo().endpoint(venue),
    connections: () => later.connections().list(),
  });
  const prices = createPriceFeed({
    ...{ gateway, portfolio, identity, clock, log, onStatus, venueNameOf },
    warn: (text) => notices.raise('warning', text),
    quoteCurrency: () => base.settings.current.quoteCurrency,
    references: () => references(later.connections().hasDemo),
  });
  const { store: history, keychain, session, inDoubt } = base;
  const parts = connectionsParts({
    ...{ gateway, portfolio, prices, notices, clock, log, addressOf, onStatus },
    ...{ history, keychain, session, inDoubt },
    ...{ random: Math.random, newId: randomUUID, oldRuntime: info.electron.old },
    forgetCached: (id) => later.application().cacheWriter.forget(id),
    cacheAgain: (id) => later.application().cacheWriter.again(id),
    onChanged: (list) => {
      publish('connectionsChanged', list);
      onStatus();
      later.application().opening.lookAgain();
      // What the next start paints must not bring back what was disabled or removed.
      void later.connections().loaded.then(() => {
        void later.application().cacheWriter.write();
        later.writer().recordSoon();
      });
    },
    cached: cached?.connections ?? [],
  });
  return { ...parts, prices, addressOf };
}

/** What is recorded of the portfolio, and the demo, which records beside it. */
function composeRecording(surroundings: Surroundings, base: Base, reading: Reading, later: Later) {
  const { log, publish } = surroundings;
  const { portfolio, history, portfolioId, clock, clockWatch, records, keychain } = base;
  const { connections } = reading;
  const writer = new SnapshotWriter({
    ...{ portfolio, history, portfolioId, clock, log },
    isHeld: () => clockWatch.verdict.state !== 'right' || later.demo().isStarting,
    lacksRecords: (snapshot) => totalLacksRecords({ records, connections, portfolio }, snapshot),
    onRecorded: (at) => {
      publish('historyChanged', { at });
      surroundings.onRecorded(at);
      void later.application().cacheWriter.write();
    },
  });
  const demo = new DemoService({
    ...{ connections, portfolio, history, writer, keychain, log },
    userRecords: base.userRecords,
    runner: createDemoRunner(surroundings.forkDemo, log),
    prepare: (address) => base.gateway.prepare(address),
    onHistory: (at) => publish('historyChanged', { at }),
  });
  return { writer, demo };
}

/** What is said and suggested of the portfolio, and how chains are read. */
function composeDeciding(surroundings: Surroundings, base: Base, reading: Reading) {
  const { portfolio, clock, notices, venueNameOf, settings, records, userRecords } = base;
  const { gateway, identity, isChain, wallets } = base;
  const { connections, collector, prices, addressOf } = reading;
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
  return { capWatch, terms, driftWatch, chains };
}

async function useKeychainAgain(later: Later): Promise<void> {
  await later.connections().sweep();
  later.application().status.changed();
  await later.collector().retryLocked();
}
