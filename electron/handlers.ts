import type { Handlers } from './desktop/bind-calls';
import type { ChainSettings } from './engine/assets/chain-settings';
import type { Collector } from './engine/connections/collector';
import type { ConnectionService } from './engine/connections/connection-service';
import type { CrossChecker } from './engine/connections/cross-checker';
import type { DemoService } from './engine/demo/demo-service';
import { growth } from './engine/history/growth';
import type { KeychainWatch } from './engine/connections/keychain-watch';
import type { LivePortfolio } from './engine/portfolio/live-portfolio';
import { MANUAL_VENUE } from './engine/connections/manual-venue';
import type { NoticeBoard } from './engine/alerts/notice-board';
import type { RebalanceTerms } from './engine/rebalancing/rebalance-terms';
import type { ExchangeGateway } from './engine/ports/exchanges';
import type { HistoryStore, PortfolioId } from './engine/ports/history';
import type { PriceFeed } from './engine/pricing/price-feed';
import type { RecordsService } from './engine/records/records-service';
import type { SettingsService } from './engine/settings/settings-service';
import type { StatusService } from './engine/application/status-service';
import type { UserRecords } from './engine/records/user-records';
import type { ErasedView } from '../shared/contract/erased-view';
import type { AppInfo } from '../shared/contract/status-view';
import type { VenueId } from '../shared/base/ids';
import type { WalletSearch } from '../shared/chains/wallet-search';
import { fail, succeed, type Failure, type Instant, type Result } from '../shared/base/failure';

/** What the page's calls are answered with. */
export interface HandlerParts {
  readonly info: Omit<AppInfo, 'demo'>;
  readonly portfolio: LivePortfolio;
  readonly connections: ConnectionService;
  readonly collector: Collector;
  readonly crossChecker: CrossChecker;
  readonly demo: DemoService;
  readonly keychain: KeychainWatch;
  readonly status: StatusService;
  readonly gateway: ExchangeGateway;
  readonly settings: SettingsService;
  readonly records: RecordsService;
  readonly userRecords: UserRecords;
  readonly chains: ChainSettings;
  readonly prices: PriceFeed;
  readonly notices: NoticeBoard;
  readonly terms: RebalanceTerms;
  readonly history: HistoryStore;
  readonly portfolioId: () => PortfolioId;
  readonly now: () => Instant;
  readonly eraseEverything: () => Promise<Result<ErasedView>>;
  /** Something may be stored that the connections are not known from yet. */
  readonly awaitConnections: boolean;
  readonly saveText: (suggestedName: string, text: string) => Promise<Result<{ path: string }>>;
  readonly openPage: (url: string) => Promise<Result<void>>;
  readonly onPainted: (painted: { sequence: number; settled: boolean }) => void;
}

/** Binds each call of the contract to the service that answers it. */
export function createHandlers(parts: HandlerParts): Handlers {
  const {
    portfolio,
    connections,
    collector,
    demo,
    status,
    gateway,
    settings,
    userRecords,
    records,
    chains,
  } = parts;
  const { notices, prices } = parts;

  const isManual = (id: string): boolean =>
    connections.list().some((one) => one.id === id && one.venue === MANUAL_VENUE.id);

  /** What is as usual is not kept. */
  const keepSearch = async (search: WalletSearch, venue: VenueId): Promise<Result<unknown>> => {
    const isUsual = search.gapLimit === undefined && search.tokenDays === undefined;
    return isUsual ? succeed(undefined) : chains.setSearch(search, venue);
  };

  return {
    getAppInfo: () => succeed({ ...parts.info, demo: connections.hasDemo }),
    reportPainted: (painted) => succeed(parts.onPainted(painted)),
    getPortfolio: () => succeed(portfolio.state()),
    refresh: async ({ connectionId }) => nothing(await collector.refresh(connectionId)),
    getStatus: () => succeed(status.current()),
    listVenues: () => succeed(gateway.venues()),
    listConnections: async () => {
      // Without a cache an empty list would pass for "nothing connected" until the database has opened.
      if (parts.awaitConnections) await connections.loaded;
      return succeed(connections.list());
    },
    testCredentials: (draft) => connections.test(draft),
    testConnection: ({ id }) => connections.testStored(id),
    addConnection: ({ search, ...draft }) =>
      connections.add(draft, (connectionId) =>
        keepSearch({ ...search, connectionId }, draft.venue),
      ),
    renameConnection: ({ id, label }) => connections.rename(id, label),
    setConnectionEnabled: ({ id, enabled }) => connections.setEnabled(id, enabled),
    replaceCredentials: ({ id, ...draft }) => connections.replaceCredentials(id, draft),
    removeConnection: async ({ id }) => {
      const manual = isManual(id);
      const label = connections.list().find((one) => one.id === id)?.label ?? 'The connection';
      const removed = await connections.remove(id);
      if (!removed.ok) return removed;
      parts.crossChecker.forget(id);
      const { secretLeft } = removed.value;
      if (secretLeft !== undefined) notices.raise('warning', secretLeftWords(label, secretLeft));
      const isSearched = records.current['wallet-search'].some((one) => one.connectionId === id);
      if (isSearched) void userRecords.setWalletSearch({ connectionId: id });
      const forgotten = manual ? await userRecords.setManualHoldings(id, []) : removed;
      if (!forgotten.ok) notices.raise('warning', entriesLeftWords(label, forgotten.failure));
      return succeed(undefined);
    },
    eraseEverything: () => parts.eraseEverything(),
    unlockKeychain: () => parts.keychain.unlock(),
    getNotices: () => succeed(notices.raised),
    startDemo: () => demo.start(),
    removeDemo: () => demo.remove(),
    getHistory: (query) => growth(parts.history, parts.portfolioId(), query, parts.now()),
    getSettings: () => succeed(settings.view()),
    getRecords: () => succeed(parts.records.view()),
    updateSettings: (change) => settings.update(withoutUndefined(change)),
    setPriceOverride: (override) => userRecords.setPriceOverride(override),
    removePriceOverride: ({ asset }) => userRecords.removePriceOverride(asset),
    setAssetOverride: ({ venue, code, asset }) => userRecords.setAssetOverride(venue, code, asset),
    acceptPrice: ({ venue, code }) => succeed(prices.acceptJump(venue, code)),
    decideToken: ({ asset, decision }) => userRecords.decideToken(asset, decision),
    addToken: ({ venue, contract }) => chains.addToken(venue, contract),
    removeToken: ({ venue, contract }) => userRecords.removeToken(venue, contract),
    setChainEndpoints: ({ venue, urls }) => chains.setEndpoints(venue, urls),
    setCustomChain: (chain) => chains.setCustomChain(chain),
    setWalletSearch: (search) => chains.setSearch(search),
    removeCustomChain: ({ venue }) => chains.removeCustomChain(venue),
    setVenueCap: ({ venue, percent }) => userRecords.setVenueCap(venue, percent),
    resolveName: ({ name }) => chains.resolveName(name),
    setManualHoldings: async ({ id, holdings }) =>
      isManual(id)
        ? userRecords.setManualHoldings(id, holdings)
        : fail('not-found', 'This manual account is not there any more.'),
    openVenuePage: ({ venue }) => openKeyPage(venue),
    saveTargetSet: (set) => userRecords.saveTargetSet(set),
    removeTargetSet: ({ id }) => userRecords.removeTargetSet(id),
    selectTargetSet: ({ id }) => userRecords.selectTargetSet(id),
    keepTicket: (ticket) => userRecords.keepTicket(ticket),
    forgetTickets: ({ ids }) => userRecords.forgetTickets(ids),
    getRebalanceTerms: async ({ assets }) => succeed(await parts.terms.terms(assets)),
    getOrderBooks: async ({ markets }) => succeed(await parts.terms.books(markets)),
    openTradePage: ({ venue, symbol }) => openTradePage(venue, symbol),
    saveTextFile: ({ suggestedName, text }) => parts.saveText(suggestedName, text),
  };

  async function openKeyPage(venue: VenueId): Promise<Result<void>> {
    const page = gateway.venues().find(({ id }) => id === venue)?.keyPage;
    return page === undefined
      ? fail('not-found', 'Where this venue has its keys is not known.')
      : parts.openPage(page);
  }

  async function openTradePage(venue: VenueId, symbol: string): Promise<Result<void>> {
    const [base = '', quote = ''] = symbol.split('/');
    const page = gateway.tradePage({ venue, base, quote });
    return page === undefined
      ? fail('not-found', 'Where this venue trades the pair is not known.')
      : parts.openPage(page);
  }
}

function secretLeftWords(label: string, { code, hint = '' }: Failure): string {
  return code === 'keychain-locked'
    ? `“${label}” is removed. Its key is still in the keychain, which is locked; it is deleted as soon as it is unlocked.`
    : `“${label}” is removed. Its key is still in the keychain, which cannot be used now; it is deleted as soon as it can. ${hint}`.trim();
}

function entriesLeftWords(label: string, { message }: Failure): string {
  return `“${label}” is removed, but what was entered for it is still stored, and counts nowhere: ${message} It is deleted at the next start.`;
}

function nothing(failure: Failure | undefined): Result<void> {
  return failure === undefined ? succeed(undefined) : { ok: false, failure };
}

/** The schema gives `undefined` for what was left out; the settings take only what is there. */
function withoutUndefined<Value extends object>(
  value: Value,
): { [Key in keyof Value]?: Exclude<Value[Key], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as {
    [Key in keyof Value]?: Exclude<Value[Key], undefined>;
  };
}
