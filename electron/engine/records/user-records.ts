import { freeIds, holdingWrites } from './manual-holding-writes';
import type { Clock } from '../ports/clock';
import type { RecordWrite, RecordsService } from './records-service';
import type { SettingsService } from '../settings/settings-service';
import { isTokenId, type AssetId } from '../../../shared/assets/asset';
import { knownAsset } from '../../../shared/assets/asset-registry';
import type { ConnectionId, VenueId } from '../../../shared/base/ids';
import { fail, succeed, type Result } from '../../../shared/base/failure';
import { targetProblems, type TargetSet } from '../../../shared/rebalancing/targets';
import type {
  DriftAlertEntry,
  ManualHolding,
  ManualHoldingRecord,
  PriceOverride,
  TokenDecision,
} from '../../../shared/records/record-bodies';
import type { CustomChain } from '../../../shared/chains/chain-records';
import { RECORD_DOMAINS } from '../../../shared/records/record-domains';
import { holdingsIn, type RecordsPatch } from '../../../shared/records/records-view';
import type { TicketRecord } from '../../../shared/records/ticket-record';
import type { WalletSearch } from '../../../shared/chains/wallet-search';
import type { UnderstoodSettings } from '../../../shared/settings/settings';

type Changed = Promise<Result<RecordsPatch>>;

/** A known asset, a code kept apart by its venue, or a token by its contract. */
function isAssetId(id: AssetId): boolean {
  return knownAsset(id) !== undefined || /^[^@\s]+@[a-z0-9]{2,40}$/.test(id) || isTokenId(id);
}

const driftAlertId = RECORD_DOMAINS['drift-alert'].idOf;

export interface UserRecordsOptions {
  readonly records: RecordsService;
  /** Which set of targets is the active one is a preference. */
  readonly settings: Pick<SettingsService, 'current' | 'update' | 'updateWith'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** What the user can do with what the user made: each is one change of rows, whole or not at all. */
export class UserRecords {
  constructor(private readonly options: UserRecordsOptions) {}

  setPriceOverride(override: PriceOverride): Changed {
    return this.#write({ domain: 'price-override', body: override });
  }

  removePriceOverride(asset: string): Changed {
    return this.#write({ domain: 'price-override', gone: asset });
  }

  /** @param asset what it is; taken back where absent */
  async setAssetOverride(venue: VenueId, code: string, asset: AssetId | undefined): Changed {
    if (asset === undefined)
      return this.#write({ domain: 'asset-override', gone: `${venue}/${code}` });
    if (!isAssetId(asset))
      return fail('invalid-input', `There is no asset ${JSON.stringify(asset.slice(0, 40))}.`, {
        hint: 'Give the code of a known coin, such as BTC, or a code at its venue, such as GEM@kraken.',
      });
    return this.#write({ domain: 'asset-override', body: { venue, code, asset } });
  }

  decideToken(asset: AssetId, decision: TokenDecision['decision'] | 'undecided'): Changed {
    return this.#write(
      decision === 'undecided'
        ? { domain: 'token-decision', gone: asset }
        : { domain: 'token-decision', body: { asset, decision } },
    );
  }

  /** Looks for a token from now on and vouches for it. */
  addToken(venue: VenueId, contract: string, asset: AssetId): Changed {
    return this.#write(
      { domain: 'added-token', body: { venue, contract } },
      { domain: 'token-decision', body: { asset, decision: 'accepted' } },
    );
  }

  removeToken(venue: VenueId, contract: string): Changed {
    const id = RECORD_DOMAINS['added-token'].idOf({ venue, contract });
    return this.#write({ domain: 'added-token', gone: id });
  }

  /** @param urls none for the public ones */
  setChainEndpoints(venue: VenueId, urls: readonly string[]): Changed {
    return this.#write(
      urls.length === 0
        ? { domain: 'chain-endpoint', gone: venue }
        : { domain: 'chain-endpoint', body: { venue, urls } },
    );
  }

  setCustomChain(chain: CustomChain): Changed {
    return this.#write({ domain: 'custom-chain', body: chain });
  }

  removeCustomChain(id: VenueId): Changed {
    return this.#write({ domain: 'custom-chain', gone: id });
  }

  /** What is all as usual needs no row. */
  setWalletSearch(search: WalletSearch): Changed {
    const isUsual = search.gapLimit === undefined && search.tokenDays === undefined;
    return this.#write(
      isUsual
        ? { domain: 'wallet-search', gone: search.connectionId }
        : { domain: 'wallet-search', body: search },
    );
  }

  /** @param percent of the total; none takes the cap away */
  setVenueCap(venue: VenueId, percent: string | undefined): Changed {
    return this.#write(
      percent === undefined
        ? { domain: 'venue-cap', gone: venue }
        : { domain: 'venue-cap', body: { venue, percent } },
    );
  }

  /** What the user entered for a manual connection; `undefined` while that is not known. */
  manualHoldings(id: ConnectionId): readonly ManualHoldingRecord[] | undefined {
    const { records } = this.options;
    return records.known ? holdingsIn(records.current, id) : undefined;
  }

  /** Replaces what is in a manual connection, as far as it is understood; none forgets it. */
  setManualHoldings(connectionId: ConnectionId, holdings: readonly ManualHolding[]): Changed {
    const { records, clock } = this.options;
    return records.change('manual-holding', (current) => {
      const before = holdingsIn(current, connectionId);
      const { kept } = records.view();
      const rows = [...current['manual-holding'], ...kept];
      const taken = new Set(rows.map(({ id }) => id));
      const newId = freeIds(connectionId, taken, clock.now());
      return holdingWrites(connectionId, before, holdings, newId);
    });
  }

  /** Stores a set of targets and makes it the active one, both or neither. What does not add up is refused in words. */
  async saveTargetSet(set: TargetSet): Changed {
    const { records, settings } = this.options;
    const [problem] = targetProblems(set, (asset) => asset.split('@')[0] ?? asset);
    if (problem !== undefined) return fail('invalid-input', problem);
    return settings.updateWith(
      () => ({ activeTargetSet: set.id }),
      (chosen) => records.change('target-set', () => [{ domain: 'target-set', body: set }], chosen),
    );
  }

  /** Takes a set away with what was noted of it; where it was the active one, the first of the others is then. */
  async removeTargetSet(id: string): Changed {
    const { records, settings } = this.options;
    const next = (): string => records.current['target-set'].find((set) => set.id !== id)?.id ?? '';
    return settings.updateWith(
      ({ activeTargetSet }) => (activeTargetSet === id ? { activeTargetSet: next() } : {}),
      (chosen) =>
        records.change(
          'target-set',
          (current) => [
            { domain: 'target-set', gone: id },
            ...current['drift-alert']
              .filter(({ targetSet }) => targetSet === id)
              .map((entry): RecordWrite => ({ domain: 'drift-alert', gone: driftAlertId(entry) })),
          ],
          chosen,
        ),
    );
  }

  async selectTargetSet(id: string): Promise<Result<UnderstoodSettings>> {
    if (!this.options.records.current['target-set'].some((one) => one.id === id))
      return fail('not-found', 'These targets are not there any more.');
    return this.#choose(id);
  }

  /** Stores a ticket that was begun, as it is now. */
  keepTicket(ticket: TicketRecord): Changed {
    return this.#write({ domain: 'rebalance-ticket', body: ticket });
  }

  forgetTickets(ids: readonly string[]): Changed {
    return this.#write(...ids.map((id): RecordWrite => ({ domain: 'rebalance-ticket', gone: id })));
  }

  /** Keeps which classes were outside their bands; notes of a newer version stay as they are. */
  rememberDrift(log: readonly DriftAlertEntry[]): Changed {
    const { records } = this.options;
    return records.change('drift-alert', (current) => {
      const wanted = new Set(log.map(driftAlertId));
      return [
        ...log
          .filter((entry) => !records.isKept('drift-alert', driftAlertId(entry)))
          .map((entry): RecordWrite => ({ domain: 'drift-alert', body: entry })),
        ...current['drift-alert']
          .map(driftAlertId)
          .filter((id) => !wanted.has(id))
          .map((id): RecordWrite => ({ domain: 'drift-alert', gone: id })),
      ];
    });
  }

  async #write(...writes: readonly RecordWrite[]): Changed {
    const [first] = writes;
    if (first === undefined) return succeed({ kind: 'rows', sequence: 0, rows: [] });
    return this.options.records.change(first.domain, () => writes);
  }

  #choose(id: string): Promise<Result<UnderstoodSettings>> {
    return this.options.settings.update({ activeTargetSet: id });
  }
}
