import type { connectionsCalls } from '../../../shared/contract/connections';
import type { HandlersOf } from '../../../shared/contract/contract';
import { fail, succeed, type Failure, type Result } from '../../../shared/base/failure';
import type { ConnectionId, VenueId } from '../../../shared/base/ids';
import type { WalletSearch } from '../../../shared/chains/wallet-search';
import type { NoticeBoard } from '../alerts/notice-board';
import type { ChainSettings } from '../assets/chain-settings';
import type { ExchangeGateway } from '../ports/exchanges';
import type { FileReading } from '../ports/file-reading';
import type { RecordsService } from '../records/records-service';
import type { UserRecords } from '../records/user-records';
import type { Collector } from './collector';
import type { ConnectionService } from './connection-service';
import type { CrossChecker } from './cross-checker';
import type { KeychainWatch } from './keychain-watch';
import { MANUAL_VENUE } from './manual-venue';

export interface ConnectionsHandlerNeeds {
  readonly connections: ConnectionService;
  readonly collector: Pick<Collector, 'refresh'>;
  readonly crossChecker: Pick<CrossChecker, 'forget'>;
  readonly gateway: Pick<ExchangeGateway, 'venues'>;
  readonly keychain: Pick<KeychainWatch, 'unlock'>;
  readonly chains: Pick<ChainSettings, 'setSearch'>;
  readonly records: RecordsService;
  readonly userRecords: UserRecords;
  readonly notices: NoticeBoard;
  readonly files: FileReading;
  /** Something may be stored that the connections are not known from yet. */
  readonly awaitConnections: boolean;
  readonly openPage: (url: string) => Promise<Result<void>>;
}

/** What the page asks of connections, their keys and what is entered by hand. */
export function connectionsHandlers(
  needs: ConnectionsHandlerNeeds,
): HandlersOf<typeof connectionsCalls> {
  const { connections, collector, gateway, chains, userRecords } = needs;
  const find = (id: ConnectionId) => connections.list().find((one) => one.id === id);
  const isManual = (id: ConnectionId): boolean => find(id)?.venue === MANUAL_VENUE.id;

  /** What is as usual is not kept. */
  const keepSearch = async (search: WalletSearch, venue: VenueId): Promise<Result<unknown>> => {
    const isUsual = search.gapLimit === undefined && search.tokenDays === undefined;
    return isUsual ? succeed(undefined) : chains.setSearch(search, venue);
  };

  return {
    refresh: async ({ connectionId }) => voidResult(await collector.refresh(connectionId)),
    listVenues: () => succeed(gateway.venues()),
    listConnections: async () => {
      // Without a cache an empty list would pass for "nothing connected" until the database has opened.
      if (needs.awaitConnections) await connections.loaded;
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
    removeConnection: ({ id }) => removeConnection(needs, id, find(id)?.label, isManual(id)),
    unlockKeychain: () => needs.keychain.unlock(),
    setManualHoldings: async ({ id, holdings }) =>
      isManual(id)
        ? userRecords.setManualHoldings(id, holdings)
        : fail('not-found', 'This manual account is not there any more.'),
    readHoldingsFile: (file, { report, onCancelled }) =>
      needs.files.readHoldings(file, { onProgress: report, whenCancelled: onCancelled }),
    openVenuePage: ({ venue }) => openKeyPage(venue),
  };

  async function openKeyPage(venue: VenueId): Promise<Result<void>> {
    const page = gateway.venues().find(({ id }) => id === venue)?.keyPage;
    return page === undefined
      ? fail('not-found', 'Where this venue has its keys is not known.')
      : needs.openPage(page);
  }
}

/** Forgets a connection with its secret and all that was entered for it; what stays is told by a notice. */
async function removeConnection(
  { connections, crossChecker, notices, records, userRecords }: ConnectionsHandlerNeeds,
  id: ConnectionId,
  label = 'The connection',
  isManual: boolean,
): Promise<Result<void>> {
  const removed = await connections.remove(id);
  if (!removed.ok) return removed;
  crossChecker.forget(id);
  const { secretLeft } = removed.value;
  if (secretLeft !== undefined) notices.raise('warning', secretLeftWords(label, secretLeft));
  const isSearched = records.current['wallet-search'].some((one) => one.connectionId === id);
  if (isSearched) void userRecords.setWalletSearch({ connectionId: id });
  const forgotten = isManual ? await userRecords.setManualHoldings(id, []) : removed;
  if (!forgotten.ok) notices.raise('warning', entriesLeftWords(label, forgotten.failure));
  return succeed(undefined);
}

function secretLeftWords(label: string, { code, hint = '' }: Failure): string {
  return code === 'keychain-locked'
    ? `“${label}” is removed. Its key is still in the keychain, which is locked; it is deleted as soon as it is unlocked.`
    : `“${label}” is removed. Its key is still in the keychain, which cannot be used now; it is deleted as soon as it can. ${hint}`.trim();
}

function entriesLeftWords(label: string, { message }: Failure): string {
  return `“${label}” is removed, but what was entered for it is still stored, and counts nowhere: ${message} It is deleted at the next start.`;
}

function voidResult(failure: Failure | undefined): Result<void> {
  return failure === undefined ? succeed(undefined) : { ok: false, failure };
}
