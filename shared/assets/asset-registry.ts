import { isMoneyKind, isTokenId, type Asset, type AssetId } from './asset';
import { CODE_MEANINGS, CONVERSIONS, type CodeMeaning, type Conversion } from './code-meanings';
import { CURRENCIES, FORMER_CURRENCIES, isAlsoCoin } from './currencies';
import { KNOWN_ASSETS } from './known-assets';

const KNOWN: ReadonlyMap<string, Asset> = new Map([
  ...[...CURRENCIES, ...FORMER_CURRENCIES].map(([code, name]): [string, Asset] => [
    code,
    { id: code, code, name, kind: 'fiat', peg: code },
  ]),
  // A known coin keeps its code before a currency: MNT is Mantle.
  ...KNOWN_ASSETS.map(([code, name, kind = 'crypto', of]): [string, Asset] => [
    code,
    { id: code, code, name, kind, ...ofWhat(kind, of) },
  ]),
]);

function ofWhat(kind: Asset['kind'], of: string | undefined): Pick<Asset, 'peg' | 'standsFor'> {
  if (of === undefined) return {};
  return isMoneyKind(kind) ? { peg: of } : { standsFor: of };
}

/** The asset that a code means wherever nothing else is said of it, if there is one. */
export function knownAsset(code: string): Asset | undefined {
  return KNOWN.get(code);
}

/** How an asset became another, if it did. */
export function conversionOf(asset: AssetId): Conversion | undefined {
  return CONVERSIONS.find(({ from }) => from === asset);
}

/** The user's word that a venue's code, or a token, is a certain asset. */
export interface AssetAssignment {
  readonly venue: string;
  readonly code: string;
  readonly asset: AssetId;
}

export interface AssetRegistryParts {
  /** Tokens whose contract is known to be a common asset: CAIP-19 id to the asset's id. */
  readonly listedTokens?: ReadonlyMap<AssetId, AssetId>;
  /** Stronger than everything else. */
  readonly assignments?: readonly AssetAssignment[];
}

/**
 * Says which asset a venue's code or a chain's contract is. A code that is not known is kept apart per
 * venue (`FOO@kraken`), because a ticker alone is no identity; a token that is on no list is nothing but
 * its contract.
 */
export class AssetRegistry {
  readonly #listedTokens: ReadonlyMap<AssetId, AssetId>;
  readonly #assigned: ReadonlyMap<string, AssetId>;
  readonly #assignments: readonly AssetAssignment[];
  readonly #codes = new Map<string, readonly string[]>();

  constructor({ listedTokens = new Map(), assignments = [] }: AssetRegistryParts = {}) {
    this.#listedTokens = listedTokens;
    this.#assignments = assignments;
    this.#assigned = new Map(
      assignments.map(({ venue, code, asset }) => [`${venue}:${code}`, asset]),
    );
  }

  /**
   * The asset that a venue's common code, or a token's id, stands for; always an answer.
   * @param day what it meant on that day (`2022-05-01`, UTC); what it means now where absent
   */
  assetOf(venue: string, code: string, day?: string): Asset {
    const assigned = this.#assigned.get(`${venue}:${code}`);
    if (assigned !== undefined) return this.assetById(assigned);
    if (isTokenId(code)) return this.assetById(this.#listedTokens.get(code) ?? code);
    const meaning = CODE_MEANINGS.find((one) => applies(one, venue, code, day));
    if (meaning !== undefined) return this.assetById(meaning.asset);
    const known = KNOWN.get(code);
    if (known !== undefined && !(known.kind === 'fiat' && isAlsoCoin(code, venue))) return known;
    return { id: `${code}@${venue}`, code, name: code, kind: 'crypto' };
  }

  /** The asset with an id that {@link assetOf} gave. */
  assetById(id: AssetId): Asset {
    const known = KNOWN.get(id);
    if (known !== undefined) return known;
    if (isTokenId(id)) {
      const code = shortContract(id);
      return { id, code, name: code, kind: 'crypto' };
    }
    const at = id.lastIndexOf('@');
    const code = at > 0 ? id.slice(0, at) : id;
    return { id, code, name: code, kind: 'crypto' };
  }

  /** The codes that mean an asset at a venue. */
  codesOf(venue: string, asset: Asset): readonly string[] {
    const key = `${venue}:${asset.id}`;
    let codes = this.#codes.get(key);
    if (codes === undefined) this.#codes.set(key, (codes = this.#findCodes(venue, asset)));
    return codes;
  }

  #findCodes(venue: string, { id, code }: Asset): readonly string[] {
    const candidates = new Set([
      code,
      ...CODE_MEANINGS.filter(({ asset }) => asset === id).map((one) => one.code),
      ...this.#assignments.filter((one) => one.venue === venue).map((one) => one.code),
    ]);
    return [...candidates].filter((one) => this.assetOf(venue, one).id === id);
  }

  /** A token that neither a list nor the user vouches for. */
  isUnlisted(id: AssetId): boolean {
    return isTokenId(id) && !this.#listedTokens.has(id);
  }
}

function applies(
  meaning: CodeMeaning,
  venue: string,
  code: string,
  day: string | undefined,
): boolean {
  if (meaning.code !== code) return false;
  if (meaning.venue !== undefined && meaning.venue !== venue) return false;
  return meaning.until === undefined || (day !== undefined && day < meaning.until);
}

/** `0x1f98…f984` of a token's id: all there is to call it by until its contract was asked. */
function shortContract(id: AssetId): string {
  const contract = id.slice(id.indexOf(':', id.indexOf('/')) + 1);
  return contract.length <= 12 ? contract : `${contract.slice(0, 6)}…${contract.slice(-4)}`;
}
