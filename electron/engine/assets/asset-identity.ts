import type { AssetView, PortfolioState } from '../../../shared/contract/portfolio-view';
import { isTokenId, type Asset, type AssetId, type TokenWords } from '../../../shared/assets/asset';
import { AssetRegistry } from '../../../shared/assets/asset-registry';
import type { VenueId } from '../../../shared/base/ids';
import type { AssetOverride, TokenDecision } from '../../../shared/records/record-bodies';
import type { Records } from '../../../shared/records/record-domains';

/** `quarantined` awaits the user's word; neither it nor `spam` counts anywhere. */
export type TokenStanding = 'counted' | 'quarantined' | 'spam';

/** What of the user's word is new: what codes mean, or which tokens may count. */
export interface IdentityChange {
  readonly meanings: boolean;
  readonly decisions: boolean;
}

/**
 * What the portfolio's codes and tokens are: the registry with the user's word, what tokens say of
 * themselves, and which of them may count.
 */
export class AssetIdentity {
  #registry: AssetRegistry;
  #decisions = new Map<AssetId, TokenDecision['decision']>();
  readonly #words = new Map<AssetId, TokenWords>();
  #assignments: readonly AssetOverride[] = [];

  /** @param listedTokens tokens whose contract is known: CAIP-19 id to the asset's id */
  constructor(private readonly listedTokens: ReadonlyMap<AssetId, AssetId> = new Map()) {
    this.#registry = new AssetRegistry({ listedTokens });
  }

  /** The user's word on what codes are. */
  get assignments(): readonly AssetOverride[] {
    return this.#assignments;
  }

  get registry(): AssetRegistry {
    return this.#registry;
  }

  /** Takes the user's word; answers what of it is new. */
  follow(records: Pick<Records, 'asset-override' | 'token-decision'>): IdentityChange {
    const assignments = records['asset-override'];
    const decisions = new Map(
      records['token-decision'].map(({ asset, decision }) => [asset, decision]),
    );
    const changed: IdentityChange = {
      meanings: JSON.stringify(this.#assignments) !== JSON.stringify(assignments),
      decisions: JSON.stringify([...this.#decisions]) !== JSON.stringify([...decisions]),
    };
    this.#assignments = assignments;
    this.#decisions = decisions;
    if (changed.meanings)
      this.#registry = new AssetRegistry({ listedTokens: this.listedTokens, assignments });
    return changed;
  }

  assetOf(venue: VenueId, code: string): Asset {
    return this.#registry.assetOf(venue, code);
  }

  /** Remembers what a token says of itself, to call it by. */
  learn(code: string, words: TokenWords | undefined): void {
    if (words !== undefined && isTokenId(code)) this.#words.set(code, words);
  }

  /** Takes over what was learnt in an earlier run. */
  restore({ assets, quarantine }: Pick<PortfolioState, 'assets' | 'quarantine'>): void {
    for (const { id, code, name } of Object.values(assets)) this.learn(id, { symbol: code, name });
    for (const { asset, symbol, name } of quarantine) this.learn(asset, { symbol, name });
  }

  words(id: AssetId): TokenWords {
    const { code, name } = this.#registry.assetById(id);
    return this.#words.get(id) ?? { symbol: code, name };
  }

  view(id: AssetId): AssetView {
    const { kind, standsFor } = this.#registry.assetById(id);
    const { symbol, name } = this.words(id);
    return { id, code: symbol, name, kind, ...(standsFor === undefined ? {} : { standsFor }) };
  }

  standingOf(id: AssetId): TokenStanding {
    if (!this.#registry.isUnlisted(id)) return 'counted';
    const decision = this.#decisions.get(id);
    if (decision === undefined) return 'quarantined';
    return decision === 'accepted' ? 'counted' : 'spam';
  }
}
