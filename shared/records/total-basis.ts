import type { AssetId } from '../assets/asset';
import type { VenueId } from '../base/ids';
import type { Connection } from '../portfolio/venue';
import { BUILT_IN_CHAINS } from '../chains/chains';
import { isRecordDomain, RECORD_DOMAINS, type RecordDomain } from './record-domains';
import type { RecordsView } from './records-view';
import type { KeptRecord } from './stored-record';

type ConnectionFacts = Pick<Connection, 'id' | 'venue' | 'enabled'>;

/** What the total is made of, by the names that a kept row could have for it. All names are folded. */
export interface TotalBasis {
  readonly connectionIds: ReadonlySet<string>;
  readonly venues: ReadonlySet<string>;
  /** What is held and counts. */
  readonly assets: ReadonlySet<string>;
  /** What is held, but awaits the user's word, or is spam by it. */
  readonly quarantined: ReadonlySet<string>;
  /** The codes of what is held, and of all that its prices lead over. */
  readonly codes: ReadonlySet<string>;
}

/** Structure of a price, as in main or as it was sent to the page. */
interface PricePath {
  readonly kind: string;
  readonly path?: readonly { readonly from: string; readonly to: string }[];
}

export interface TotalParts {
  readonly connections: readonly ConnectionFacts[];
  readonly balances: Iterable<{ readonly asset: AssetId; readonly code: string }>;
  readonly prices: Iterable<PricePath>;
  readonly quarantine: Iterable<{ readonly asset: AssetId }>;
}

export function totalBasis(parts: TotalParts): TotalBasis {
  const enabled = parts.connections.filter((connection) => connection.enabled);
  const assets = new Set<string>();
  const codes = new Set<string>();
  for (const { asset, code } of parts.balances) {
    assets.add(foldCase(asset));
    codes.add(foldCase(code));
  }
  for (const { path = [] } of parts.prices)
    for (const { from, to } of path) codes.add(foldCase(from)).add(foldCase(to));
  return {
    connectionIds: new Set(enabled.map(({ id }) => foldCase(id))),
    venues: new Set(enabled.map(({ venue }) => foldCase(venue))),
    assets,
    quarantined: new Set([...parts.quarantine].map(({ asset }) => foldCase(asset))),
    codes,
  };
}

/**
 * Whether something that the total rests on is not known yet, or not understood.
 * @param basisOf asked only where a row is kept
 */
export function lacksRecords(
  { state, kept }: Pick<RecordsView, 'state' | 'kept'>,
  basisOf: () => TotalBasis,
): boolean {
  return state === 'unknown' || (kept.length > 0 && whatTotalMayLack(kept, basisOf()).length > 0);
}

/**
 * The kept rows by which the total of what is held may be another. The rule of each domain is below; a row
 * of a domain to come, and one that does not say what it is about, may always change it.
 */
export function whatTotalMayLack(
  kept: readonly KeptRecord[],
  basis: TotalBasis,
): readonly KeptRecord[] {
  return kept.filter((row) => {
    if (!isRecordDomain(row.domain)) return true;
    if (!RECORD_DOMAINS[row.domain].counts) return false;
    const names = row.names?.map(foldCase);
    const rule = RULES[row.domain];
    return names === undefined || rule === undefined || rule({ ...row, names }, basis);
  });
}

type NamedRow = KeptRecord & { readonly names: readonly string[] };

/**
 * Any text in the row counts, since a newer version may say it in another place. The field that says it
 * today has to be there all the same: without it the row may be about anything.
 */
const RULES: Partial<Record<RecordDomain, (row: NamedRow, basis: TotalBasis) => boolean>> = {
  // An entry counts in its account, while that is read.
  'manual-holding': ({ connectionId, names }, { connectionIds }) =>
    connectionId === undefined || names.some((name) => connectionIds.has(name)),
  // A price counts where the asset is held and counts. Nothing leads from it to other prices.
  'price-override': ({ asset, names }, { assets }) =>
    asset === undefined || names.some((name) => assets.has(name)),
  // A decision counts where the token is held, and where it would be looked for, since it was accepted.
  'token-decision': ({ asset, names }, { assets, quarantined, venues }) =>
    asset === undefined ||
    names.some(
      (name) => assets.has(name) || quarantined.has(name) || venues.has(chainOfToken(name) ?? ''),
    ),
  // A token that was added is found only by looking for it: it counts where its chain is watched.
  'added-token': ({ venue, names }, { venues }) =>
    venue === undefined || names.some((name) => venues.has(name)),
  // How far a wallet is looked through counts while it is read.
  'wallet-search': ({ connectionId, names }, { connectionIds }) =>
    connectionId === undefined || names.some((name) => connectionIds.has(name)),
  // What a code means counts where it is held, where a price leads over it, and where it would be what is held.
  'asset-override': ({ venue, code, names }, { assets, quarantined, codes }) =>
    venue === undefined ||
    code === undefined ||
    names.some((name) => assets.has(name) || quarantined.has(name) || codes.has(name)),
};

/** Contracts are written in capitals or not. */
function foldCase(name: string): string {
  return name.toLowerCase();
}

/** The venue of the chain that a token's folded CAIP-19 id begins with. */
function chainOfToken(name: string): VenueId | undefined {
  const slash = name.indexOf('/');
  if (slash <= 0) return undefined;
  const caip2 = name.slice(0, slash);
  const builtIn = BUILT_IN_CHAINS.find((chain) => foldCase(chain.caip2) === caip2);
  if (builtIn !== undefined) return builtIn.id;
  return /^eip155:\d+$/.test(caip2) ? caip2.replace('eip155:', 'evm') : undefined;
}
