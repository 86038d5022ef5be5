import type { HistoryStore } from './ports/history';
import { isTokenId, type AssetId } from '../../shared/money/asset';
import { knownAsset } from '../../shared/money/asset-registry';
import type { ConnectionId, VenueId } from '../../shared/portfolio/balance';
import { fail, succeed, type Result } from '../../shared/portfolio/failure';
import { targetProblems, type TargetSet } from '../../shared/portfolio/rebalancing/targets';
import {
  DEFAULT_SETTINGS,
  settingsSchema,
  type CustomChain,
  type ManualHolding,
  type PriceOverride,
  type Settings,
  type TokenDecision,
} from '../../shared/settings/settings';
import type { TicketRecord } from '../../shared/settings/ticket-record';

/** A known asset, a code kept apart by its venue, or a token by its contract. */
function isAssetId(id: AssetId): boolean {
  return knownAsset(id) !== undefined || /^[^@\s]+@[a-z0-9]{2,40}$/.test(id) || isTokenId(id);
}

type Contract = Settings['addedTokens'][number];

/** Contracts are compared without regard to case, which some chains write in two ways. */
function without(tokens: readonly Contract[], venue: VenueId, contract: string): Contract[] {
  return tokens.filter(
    (one) => one.venue !== venue || one.contract.toLowerCase() !== contract.toLowerCase(),
  );
}

/** Keeps the settings, tells who listens, and stores each change before it counts. */
export class SettingsService {
  #settings: Settings;
  readonly #listeners = new Set<(settings: Settings) => void>();
  #busy: Promise<void> = Promise.resolve();

  constructor(
    private readonly history: HistoryStore,
    cached: Settings | undefined,
  ) {
    this.#settings = cached ?? DEFAULT_SETTINGS;
  }

  get current(): Settings {
    return this.#settings;
  }

  /** What the user entered for a manual connection. */
  manualHoldings(id: ConnectionId): readonly ManualHolding[] {
    return (
      this.#settings.manualHoldings.find(({ connectionId }) => connectionId === id)?.holdings ?? []
    );
  }

  onChange(listener: (settings: Settings) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes over what the database has. A stored value that no longer fits gives way to its default. */
  load(): Promise<Result<Settings>> {
    return this.#inTurn(async () => {
      const stored = await this.history.settings();
      if (!stored.ok) return stored;
      const fitting = Object.entries(stored.value).map(
        ([name, value]) => settingsSchema.partial().safeParse({ [name]: value }).data ?? {},
      );
      this.#set(Object.assign({ ...DEFAULT_SETTINGS }, ...fitting) as Settings);
      return succeed(this.#settings);
    });
  }

  /** Refuses what does not fit; changes that overlap are made one after another, so that none is lost. */
  update(change: Partial<Settings>): Promise<Result<Settings>> {
    return this.#change(() => change);
  }

  setPriceOverride(override: PriceOverride): Promise<Result<Settings>> {
    return this.#change(({ priceOverrides }) => ({
      priceOverrides: [...priceOverrides.filter(({ asset }) => asset !== override.asset), override],
    }));
  }

  removePriceOverride(asset: string): Promise<Result<Settings>> {
    return this.#change(({ priceOverrides }) => ({
      priceOverrides: priceOverrides.filter((one) => one.asset !== asset),
    }));
  }

  /** @param asset what it is; taken back where absent */
  setAssetOverride(
    venue: VenueId,
    code: string,
    asset: AssetId | undefined,
  ): Promise<Result<Settings>> | Result<Settings> {
    if (asset !== undefined && !isAssetId(asset))
      return fail('invalid-input', `There is no asset ${JSON.stringify(asset.slice(0, 40))}.`, {
        hint: 'Give the code of a known coin, such as BTC, or a code at its venue, such as GEM@kraken.',
      });
    return this.#change(({ assetOverrides }) => ({
      assetOverrides: [
        ...assetOverrides.filter((one) => one.venue !== venue || one.code !== code),
        ...(asset === undefined ? [] : [{ venue, code, asset }]),
      ],
    }));
  }

  decideToken(
    asset: AssetId,
    decision: TokenDecision['decision'] | 'undecided',
  ): Promise<Result<Settings>> {
    return this.#change(({ tokenDecisions }) => ({
      tokenDecisions: [
        ...tokenDecisions.filter((one) => one.asset !== asset),
        ...(decision === 'undecided' ? [] : [{ asset, decision }]),
      ],
    }));
  }

  /** Looks for a token from now on and vouches for it. */
  addToken(venue: VenueId, contract: string, asset: AssetId): Promise<Result<Settings>> {
    return this.#change(({ addedTokens, tokenDecisions }) => ({
      addedTokens: [...without(addedTokens, venue, contract), { venue, contract }],
      tokenDecisions: [
        ...tokenDecisions.filter((one) => one.asset !== asset),
        { asset, decision: 'accepted' },
      ],
    }));
  }

  removeToken(venue: VenueId, contract: string): Promise<Result<Settings>> {
    return this.#change(({ addedTokens }) => ({
      addedTokens: without(addedTokens, venue, contract),
    }));
  }

  /** @param urls none for the public ones */
  setChainEndpoints(venue: VenueId, urls: readonly string[]): Promise<Result<Settings>> {
    return this.#change(({ chainEndpoints }) => ({
      chainEndpoints: [
        ...chainEndpoints.filter((one) => one.venue !== venue),
        ...(urls.length === 0 ? [] : [{ venue, urls: [...urls] }]),
      ],
    }));
  }

  setCustomChain(chain: CustomChain): Promise<Result<Settings>> {
    return this.#change(({ customChains }) => ({
      customChains: [...customChains.filter(({ id }) => id !== chain.id), chain],
    }));
  }

  removeCustomChain(id: VenueId): Promise<Result<Settings>> {
    return this.#change(({ customChains }) => ({
      customChains: customChains.filter((one) => one.id !== id),
    }));
  }

  /** @param percent of the total; none takes the cap away */
  setVenueCap(venue: VenueId, percent: string | undefined): Promise<Result<Settings>> {
    return this.#change(({ venueCaps }) => ({
      venueCaps: [
        ...venueCaps.filter((one) => one.venue !== venue),
        ...(percent === undefined ? [] : [{ venue, percent }]),
      ],
    }));
  }

  /** Replaces what is in a manual connection; none forgets it. */
  setManualHoldings(
    connectionId: ConnectionId,
    holdings: readonly ManualHolding[],
  ): Promise<Result<Settings>> {
    return this.#change(({ manualHoldings }) => ({
      manualHoldings: [
        ...manualHoldings.filter((one) => one.connectionId !== connectionId),
        ...(holdings.length === 0 ? [] : [{ connectionId, holdings: [...holdings] }]),
      ],
    }));
  }

  /** Stores a set of targets, and makes it the active one. What does not add up is refused in words. */
  saveTargetSet(set: TargetSet): Promise<Result<Settings>> | Result<Settings> {
    const [problem] = targetProblems(set, (asset) => asset.split('@')[0] ?? asset);
    if (problem !== undefined) return fail('invalid-input', problem);
    return this.#change(({ targetSets }) => ({
      activeTargetSet: set.id,
      targetSets: targetSets.some(({ id }) => id === set.id)
        ? targetSets.map((one) => (one.id === set.id ? set : one))
        : [...targetSets, set],
    }));
  }

  removeTargetSet(id: string): Promise<Result<Settings>> {
    return this.#change(({ targetSets, activeTargetSet, driftAlertLog }) => {
      const left = targetSets.filter((one) => one.id !== id);
      return {
        targetSets: left,
        activeTargetSet: activeTargetSet === id ? (left[0]?.id ?? '') : activeTargetSet,
        driftAlertLog: driftAlertLog.filter((entry) => entry.targetSet !== id),
      };
    });
  }

  selectTargetSet(id: string): Promise<Result<Settings>> | Result<Settings> {
    if (!this.#settings.targetSets.some((one) => one.id === id))
      return fail('not-found', 'These targets are not there any more.');
    return this.#change(() => ({ activeTargetSet: id }));
  }

  /** Stores a ticket of which something is done, as it is now. */
  keepTicket(ticket: TicketRecord): Promise<Result<Settings>> {
    return this.#change(({ rebalanceTickets: before }) => ({
      rebalanceTickets: before.some(({ id }) => id === ticket.id)
        ? before.map((one) => (one.id === ticket.id ? ticket : one))
        : [...before, ticket],
    }));
  }

  forgetTickets(ids: readonly string[]): Promise<Result<Settings>> {
    return this.#change(({ rebalanceTickets }) => ({
      rebalanceTickets: rebalanceTickets.filter(({ id }) => !ids.includes(id)),
    }));
  }

  /** @param changeOf what to change, by the settings that hold when it is this change's turn */
  #change(changeOf: (current: Settings) => Partial<Settings>): Promise<Result<Settings>> {
    return this.#inTurn(() => this.#store(changeOf(this.#settings)));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#busy.then(work);
    this.#busy = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  async #store(change: Partial<Settings>): Promise<Result<Settings>> {
    const parsed = settingsSchema.safeParse({ ...this.#settings, ...change });
    if (!parsed.success)
      return fail(
        'invalid-input',
        parsed.error.issues[0]?.message ?? 'This setting cannot be used.',
      );
    const saved = await this.history.saveSettings(parsed.data);
    if (!saved.ok) return saved;
    this.#set(parsed.data);
    return succeed(parsed.data);
  }

  #set(settings: Settings): void {
    this.#settings = settings;
    for (const listener of this.#listeners) listener(settings);
  }
}
